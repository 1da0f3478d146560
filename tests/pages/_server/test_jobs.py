"""Background jobs: one at a time, their progress, and every way they can end."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest

from pages._server.jobs import Job, JobRegistry, JobState
from services.errors import AccessDenied, StackBusy
from services.progress import ProgressCallback, StepEvent, StepState


def finished(job: Job) -> Job:
    """Wait for the job's thread to end."""
    for thread in threading.enumerate():
        if thread.name == job.id:
            thread.join(timeout=60)
    return job


def step(number: int, state: StepState, detail: str = "") -> StepEvent:
    return StepEvent(number=number, total=2, step=f"step {number}", state=state, detail=detail)


@contextmanager
def running(registry: JobRegistry, title: str = "Provision") -> Iterator[Job]:
    """Keep a job at work for as long as the block lasts."""
    release = threading.Event()
    job = registry.start(title, lambda progress: release.wait(timeout=60))
    try:
        yield job
    finally:
        release.set()
        finished(job)


def test_a_job_that_ends_well_has_a_result_and_its_time() -> None:
    job = finished(JobRegistry(clock=lambda: 10.0).start("Seed", lambda progress: 42))
    assert (job.title, job.state, job.result, job.error) == ("Seed", JobState.DONE, 42, None)
    assert job.started_at == 10.0


def test_progress_is_kept_and_its_latest_state_told_per_step() -> None:
    def work(progress: ProgressCallback) -> None:
        for event in (
            step(1, StepState.STARTED),
            step(2, StepState.STARTED),
            step(1, StepState.DONE, "made"),
        ):
            progress(event)

    job = finished(JobRegistry().start("Seed", work))
    assert len(job.events) == 3
    assert job.latest_events() == [step(1, StepState.DONE, "made"), step(2, StepState.STARTED)]


def test_a_failure_of_ours_is_kept_with_its_words() -> None:
    error = AccessDenied("No.", code="AccessDenied")

    def work(progress: ProgressCallback) -> Any:
        raise error

    job = finished(JobRegistry().start("Seed", work))
    assert (job.state, job.error, job.result) == (JobState.FAILED, error, None)


@pytest.mark.filterwarnings("ignore::pytest.PytestUnhandledThreadExceptionWarning")
def test_an_unexpected_failure_ends_the_job_and_repeats_nothing_of_its_text(
    caplog: pytest.LogCaptureFixture,
) -> None:
    def work(progress: ProgressCallback) -> Any:
        raise ValueError("Secret-1")

    job = finished(JobRegistry().start("Seed", work))
    assert job.state is JobState.FAILED
    assert job.error is not None
    assert job.error.one_line() == (
        "Seed stopped on an unexpected error. The server's log names it under job-1."
    )
    assert caplog.messages == ["Seed (job-1) stopped on an unexpected error"]


def test_only_one_job_runs_at_a_time() -> None:
    registry = JobRegistry()
    with running(registry) as job:
        assert (registry.running(), job.state) == (job, JobState.RUNNING)
        with pytest.raises(StackBusy, match="Provision is still running"):
            registry.start("Seed", lambda progress: None)
    assert registry.running() is None
    assert finished(registry.start("Seed", lambda progress: None)).state is JobState.DONE


def test_jobs_are_found_by_id_and_the_latest_without() -> None:
    registry = JobRegistry()
    assert (registry.latest(), registry.get(None), registry.get("job-1")) == (None, None, None)
    first = finished(registry.start("Provision", lambda progress: None))
    second = finished(registry.start("Seed", lambda progress: None))
    assert (registry.get("job-1"), registry.latest()) == (first, second)
    assert registry.latest({first.title}) is first
    assert registry.latest({"Another"}) is None


def test_the_last_twenty_jobs_are_kept() -> None:
    registry = JobRegistry()
    for _ in range(21):
        finished(registry.start("Seed", lambda progress: None))
    assert registry.get("job-1") is None
    assert registry.get("job-2") is not None
    assert registry.latest() is registry.get("job-21")
