"""The background jobs that change the stack, on the real engine and on a stopped one."""

from dataclasses import replace

import pytest

from infra_scripts.local_engine.process import RunningEngine
from pages._server.engine_keeper import EngineState
from pages._server.jobs import Job, JobState
from pages._server.process import LabProcess
from pages._server.stack_jobs import (
    PUT_BACK,
    finish_put_back,
    start_destroy,
    start_prepare,
    start_put_back,
)
from pages._server.stack_watch import StackReading
from services.errors import CloudUnreachable, StackBusy
from services.home.personas import load_personas
from services.home.stored_files import write_json
from services.settings import Settings
from tests.pages.fixed_engine import FixedEngine
from tests.waiting import until


def _ended(job: Job) -> Job:
    until(lambda: job.state is not JobState.RUNNING)
    return job


def _read(process: LabProcess) -> StackReading:
    reading = process.stack.view(30)
    assert reading is not None
    return reading


@pytest.mark.engine
@pytest.mark.slow
def test_preparing_makes_a_whole_stack_and_removing_leaves_nothing(
    engine: RunningEngine, engine_settings: Settings
) -> None:
    settings = replace(engine_settings, stack="made-by-job", home=engine_settings.home / "job")
    process = LabProcess(settings=settings, engine=FixedEngine(endpoint_url=engine.endpoint_url))
    job = _ended(start_prepare(process))
    assert (job.state, job.error) == (JobState.DONE, None)
    steps = job.latest_events()
    assert [steps[0].step, steps[1].step] == ["Start the local engine", "user_pool"]
    assert [event.number for event in steps] == list(range(1, len(steps) + 1))
    assert {status.state.value for status in _read(process).statuses} == {"exists"}
    assert load_personas(settings)
    removed = _ended(start_destroy(process))
    assert (removed.state, removed.result) == (JobState.DONE, ())
    assert {status.state.value for status in _read(process).statuses} == {"missing"}


@pytest.mark.engine
@pytest.mark.slow
def test_a_known_home_is_seeded_and_nothing_of_it_is_provisioned(
    engine: RunningEngine, engine_settings: Settings
) -> None:
    settings = replace(engine_settings, stack="known-home", home=engine_settings.home / "known")
    process = LabProcess(settings=settings, engine=FixedEngine(endpoint_url=engine.endpoint_url))
    first = _ended(start_prepare(process))
    again = LabProcess(settings=settings, engine=FixedEngine(endpoint_url=engine.endpoint_url))
    second = _ended(start_prepare(again))
    assert (first.state, second.state) == (JobState.DONE, JobState.DONE)
    assert again.engine is not None
    assert again.engine.saves == 1  # type: ignore[attr-defined]
    users = [f"Test user {persona.username}" for persona in load_personas(settings)]
    steps = [event.step for event in second.latest_events()]
    assert steps == ["Start the local engine", *users]
    assert _read(again).is_whole
    assert _ended(start_destroy(again)).result == ()


@pytest.mark.engine
@pytest.mark.slow
def test_what_is_missing_in_a_known_home_is_provisioned(
    engine: RunningEngine, engine_settings: Settings
) -> None:
    settings = replace(engine_settings, stack="half-home", home=engine_settings.home / "half")
    process = LabProcess(settings=settings, engine=FixedEngine(endpoint_url=engine.endpoint_url))
    _ended(start_prepare(process))
    lab = process.lab()
    lab.aws.call(
        "lambda", "delete_function", FunctionName=lab.outputs.resource_id("my_api_function")
    )
    again = LabProcess(settings=settings, engine=FixedEngine(endpoint_url=engine.endpoint_url))
    steps = [event.step for event in _ended(start_prepare(again)).latest_events()]
    assert "my_api_function" in steps
    assert _read(again).is_whole
    assert _ended(start_destroy(again)).result == ()


def test_a_stopped_engine_fails_the_job_with_its_reason(stopped_process: LabProcess) -> None:
    job = _ended(start_prepare(stopped_process))
    assert job.state is JobState.FAILED
    assert job.error is not None
    assert job.error.message == "The local engine is not running."


def test_only_a_put_back_that_was_left_over_is_finished_at_the_start(
    stopped_process: LabProcess,
) -> None:
    finish_put_back(stopped_process)
    assert stopped_process.jobs.latest() is None
    write_json(stopped_process.settings.put_back_path, {"schema": 1})
    finish_put_back(stopped_process)
    job = stopped_process.jobs.latest({PUT_BACK})
    assert job is not None
    assert _ended(job).state is JobState.FAILED, "the engine does not run, so the mark stays"
    assert stopped_process.settings.put_back_path.exists()


@pytest.mark.parametrize(("deaths", "state"), [(2, JobState.DONE), (3, JobState.FAILED)])
def test_what_a_dying_engine_left_half_put_back_is_finished_once_it_is_back(
    stopped_process: LabProcess, monkeypatch: pytest.MonkeyPatch, deaths: int, state: JobState
) -> None:
    tried: list[int] = []

    def dying(*_: object) -> None:
        tried.append(1)
        if len(tried) <= deaths:
            raise CloudUnreachable("No connection.")

    stopped_process.engine = FixedEngine(endpoint_url="http://127.0.0.1:1")
    monkeypatch.setattr("infra_scripts.operations.put_back", dying)
    monkeypatch.setattr("pages._server.stack_jobs._NOTICED_SECONDS", 0)
    assert _ended(start_put_back(stopped_process)).state is state
    assert len(tried) == 3


def test_a_second_job_is_refused_while_one_runs(
    stopped_process: LabProcess,
) -> None:
    release = []
    stopped_process.engine = FixedEngine(state=EngineState.STOPPED)
    running = stopped_process.jobs.start("Long work", lambda _: until(lambda: bool(release)))
    with pytest.raises(StackBusy, match="Long work is still running"):
        start_prepare(stopped_process)
    release.append(True)
    _ended(running)
