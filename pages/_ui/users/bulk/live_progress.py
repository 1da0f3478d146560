"""How far a job is, live, with the buttons that pause, resume and cancel it."""

from collections.abc import Callable

import streamlit as st

from pages._ui.page.context import lab, process
from pages._ui.page.feedback import flash, show_error
from pages._ui.page.files.file_work import is_at_work
from pages._ui.page.files.uploads import Upload
from pages._ui.page.time_words import duration
from pages._ui.users.bulk.bulk_words import users_words
from pages._ui.users.bulk.held_plan import bulk_desk
from pages._ui.users.files.begin_import import draw_begun
from pages._ui.users.files.resume_field import draw_resume_with_file, file_again, needs_file
from services.errors import LabError
from services.users.bulk.bulk_desk import JobSummary
from services.users.bulk.journal.journal_view import BulkState
from services.users.bulk.run.bulk_job import BulkJob
from services.users.bulk.run.bulk_progress import BulkProgress

_EVERY_SECONDS, _ELSEWHERE_SECONDS = 0.5, 3.0
_LIVE = (BulkState.RUNNING, BulkState.PAUSED)
_INTERRUPTED = (
    "This server ended, or the engine was started again, before the job was over. Resume goes on "
    "where it stopped: a user whose answer was lost is looked at first, not changed blindly."
)


def draw_progress(job: JobSummary) -> None:
    """Draw bar, counts, rate and buttons; the page runs again when the state is another one.

    Also when users who were sent before a pause came to their end: their results are shown then.
    """
    here = bulk_desk().job(job.header.id)
    if job.state is BulkState.INTERRUPTED:
        st.warning(_INTERRUPTED, icon=":material/power_off:")
    if job.state not in _LIVE:
        _draw(job, BulkProgress(total=job.total, counts=job.counts), None)
        return

    at_first = _now(job, here)[1].ended

    @st.fragment(run_every=_EVERY_SECONDS if here else _ELSEWHERE_SECONDS)
    def live() -> None:
        now, progress = _now(job, here)
        if now is not job.state or (now is BulkState.PAUSED and progress.ended != at_first):
            st.rerun()
        _draw(job, progress, here)

    live()


def _now(job: JobSummary, here: BulkJob | None) -> tuple[BulkState, BulkProgress]:
    if here is not None:
        return here.state, here.progress()
    found = next(each for each in bulk_desk().jobs() if each.header.id == job.header.id)
    return found.state, BulkProgress(total=found.total, counts=found.counts)


def _draw(job: JobSummary, progress: BulkProgress, here: BulkJob | None) -> None:
    share = progress.ended / progress.total if progress.total else 1.0
    st.progress(share, f"{progress.ended:,} of {users_words(progress.total)}{_pace(job, progress)}")
    if here is not None and here.problem is not None:
        show_error(here.problem)
    if job.state not in (*_LIVE, BulkState.INTERRUPTED):
        return
    if job.state in _LIVE and here is None:
        st.caption("Another process works on this job. Pause, resume and cancel it there.")
        return
    file = file_again(job) if needs_file(job) else None
    was_at_work = file is not None and is_at_work(file)
    with st.container(horizontal=True):
        _draw_buttons(job, here, None if was_at_work else file)
    if file is None:
        return
    if refused := draw_begun(file, "admin_jobs_going_on", was_at_work=was_at_work):
        show_error(refused)


def _pace(job: JobSummary, progress: BulkProgress) -> str:
    """Return " · 24 a second, about 20 s left" of a job that is running here."""
    if job.state is not BulkState.RUNNING or not progress.per_second:
        return ""
    left = progress.seconds_left
    rest = f", about {duration(left)} left" if left else ""
    return f" · {progress.per_second:,.0f} a second{rest}"


def _draw_buttons(job: JobSummary, here: BulkJob | None, file: Upload | None) -> None:
    """Draw them; `file` is the one to go on with, None while something is done with it."""
    if job.state is BulkState.RUNNING and here is not None:
        st.button("Pause", key="admin_jobs_pause", icon=":material/pause:", on_click=here.pause)
    elif needs_file(job):
        draw_resume_with_file(job, file)
    else:
        st.button(
            "Resume", key="admin_jobs_resume", type="primary", icon=":material/play_arrow:",
            on_click=_try, args=(lambda: process().bulk.resume(lab(), job.header.id),),
        )  # fmt: skip
    st.button(
        "Cancel", key="admin_jobs_cancel", icon=":material/close:",
        help="Users who were not begun stay as they are.",
        on_click=_try, args=(lambda: bulk_desk().cancel(job.header.id),),
    )  # fmt: skip


def _try(act: Callable[[], object]) -> None:
    try:
        act()
    except LabError as error:
        flash(error.one_line())
