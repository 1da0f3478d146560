"""Starting background jobs and drawing their progress, live and without blocking the page."""

from collections.abc import Callable

import streamlit as st

from pages._server.engine_keeper import EngineState
from pages._server.jobs import Job, JobState
from pages._server.process import LabProcess
from pages._ui.page.context import jobs, process
from pages._ui.page.feedback import flash, md, show_error
from pages._ui.page.resource_words import resource_words
from services.errors import EngineError, StackBusy
from services.progress import StepEvent, StepState

_EVERY_SECONDS = 0.3
_SHOWN_STEPS = 4
_TOLD = "_told_jobs"  # ids
_MARKS = {
    StepState.STARTED: ":gray[:material/pending:]",
    StepState.DONE: ":green[:material/check_circle:]",
    StepState.UNCHANGED: ":gray[:material/check:]",
    StepState.FAILED: ":red[:material/error:]",
}


def start_job(start: Callable[[LabProcess], Job]) -> None:
    """Start a job and rerun the page, which then shows it; show an error when another job runs."""
    try:
        start(process())
    except StackBusy as error:
        show_error(error)
        return
    st.rerun()


def job_progress(job: Job, *, key: str, is_compact: bool = False, says_done: bool = False) -> None:
    """Draw a running job, refreshed in short turns; the page reruns once when it has ended.

    Also when it ends between the page's look and this call: what is drawn now is never the last.

    `is_compact` draws one bar that names the job, without its steps. `says_done` says in a toast
    that it is done: for a page that shows no result of it.
    """

    @st.fragment(run_every=_EVERY_SECONDS)
    def live() -> None:
        current = jobs().get(job.id) or job
        _draw(current, key, is_compact=is_compact)
        if current.state is not JobState.RUNNING:
            if says_done:
                say_done(current)
            st.rerun()

    live()


def say_done(job: Job) -> None:
    """Say in a toast that the job is done, once in this tab; nothing while it is not."""
    told = st.session_state.setdefault(_TOLD, set())
    if job.state is JobState.DONE and job.id not in told:
        told.add(job.id)
        flash(f"{job.title}: done")


def show_failure(job: Job | None) -> None:
    """Show why the last job failed, if it did; the frame's banner shows an engine's error.

    Once the engine is back there is no banner, and the job is still not done.
    """
    if job is None or job.error is None:
        return
    engine = process().engine
    is_in_banner = engine is not None and engine.state is not EngineState.RUNNING
    if not (is_in_banner and isinstance(job.error, EngineError)):
        show_error(job.error, at=job.started_at)


def _draw(job: Job, key: str, *, is_compact: bool) -> None:
    events = job.latest_events()
    total = max((event.total for event in events), default=0)
    ended = sum(event.state is not StepState.STARTED for event in events)
    share = min(ended / total, 1.0) if total else 0.0
    if job.state is JobState.RUNNING:
        text = f"{ended} of {total} steps" if total > 1 else "Starting"
        st.progress(share, text=f"{md(job.title)}: {text}" if is_compact else text)
    if not is_compact:
        job_steps(job, key)


def job_steps(job: Job, key: str) -> None:
    """Draw the last steps of a job as they stand."""
    with st.container(key=f"{key}_job_steps", gap="xsmall"):
        for event in job.latest_events()[-_SHOWN_STEPS:]:
            st.markdown(_step_line(event))


def _step_line(event: StepEvent) -> str:
    says_more = " " in event.detail  # a bare "create" says no more than the mark before it
    detail = f" :gray[{md(event.detail)}]" if says_more else ""
    return f"{_MARKS[event.state]} {md(resource_words(event.step))}{detail}"
