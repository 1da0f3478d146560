"""Rehearse: the whole walkthrough in the background, and what would fail on stage."""

from collections.abc import Sequence
from functools import partial

import streamlit as st

from infra_scripts.walk_operations import rehearsal, rehearsal_length
from infra_scripts.walkthrough.rehearsal import RehearsedStep
from infra_scripts.walkthrough.walk import Walk
from pages._server.jobs import Job, JobState
from pages._server.process import LabProcess
from pages._ui.page.context import jobs
from pages._ui.page.feedback import md, md_sentence
from pages._ui.page.job_progress import job_progress, show_failure, start_job
from services.progress import ProgressCallback, StepEvent, StepState

_TITLE = "Rehearse the walkthrough"
_ASKED = "walkthrough_rehearse_asked"


def is_rehearsing() -> bool:
    """Tell whether a rehearsal is asked for, runs, or was the last thing that was done."""
    job = jobs().latest()
    return bool(st.session_state.get(_ASKED)) or (job is not None and job.title == _TITLE)


def draw_rehearse(walk: Walk) -> None:
    """Draw the button, the progress and what came of it; asks before it ends a walkthrough."""
    job = jobs().latest({_TITLE})
    is_running = job is not None and job.state is JobState.RUNNING
    if st.button("Rehearse", key="walkthrough_rehearse", type="tertiary", disabled=is_running):
        st.session_state[_ASKED] = walk.is_under_way()
        if not st.session_state[_ASKED]:
            start_job(partial(_start, walk))
    if st.session_state.get(_ASKED):
        _ask(walk)
    if job is not None and is_running:
        job_progress(job, key="walkthrough_rehearsal")
    elif job is not None:
        _draw_result(job)


def _ask(walk: Walk) -> None:
    st.markdown("A walkthrough is under way. A rehearsal ends it.")
    if st.button("End it and rehearse", key="walkthrough_rehearse_yes"):
        del st.session_state[_ASKED]
        start_job(partial(_start, walk))
    if st.button("Keep it", key="walkthrough_rehearse_no", type="tertiary"):
        del st.session_state[_ASKED]
        st.rerun()


def _start(walk: Walk, process: LabProcess) -> Job:
    return process.jobs.start(_TITLE, partial(_rehearse, walk))


def _rehearse(walk: Walk, progress: ProgressCallback) -> list[RehearsedStep]:
    rehearsed = []
    total = rehearsal_length(walk)
    with rehearsal(walk) as steps:
        for number, each in enumerate(steps, start=1):
            rehearsed.append(each)
            state = StepState.FAILED if each.trouble else StepState.DONE
            progress(StepEvent(number=number, total=total, step=each.title, state=state))
    return rehearsed


def _draw_result(job: Job) -> None:
    show_failure(job)
    if job.result is not None:
        st.markdown(rehearsed_words(job.result))


def rehearsed_words(rehearsed: Sequence[RehearsedStep]) -> str:
    """Return as Markdown what would fail on stage, step by step, or that nothing would."""
    seconds = sum(each.seconds for each in rehearsed)
    troubled = [each for each in rehearsed if each.trouble]
    if not troubled:
        whole = f"all {len(rehearsed)} steps and switches end as they say"
        return f"Rehearsed: {whole}, in {seconds:.0f} s."
    lines = [f"- **{md(each.title)}**: {md_sentence(each.trouble)}" for each in troubled]
    count = f"{len(troubled)} of {len(rehearsed)} steps and switches"
    return "\n".join([f"Rehearsed: {count} would fail on stage.", "", *lines])
