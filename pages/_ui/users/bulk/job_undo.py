"""The undo of a whole job: a dry run of it first, then a job of its own."""

import streamlit as st

from pages._ui.page.context import process
from pages._ui.page.feedback import show_error
from pages._ui.users.bulk.begin_job import draw_begin
from pages._ui.users.bulk.bulk_words import DRY_RUN
from pages._ui.users.bulk.held_plan import check, held_plan
from pages._ui.users.bulk.plan_view import draw_plan
from services.errors import LabError
from services.users.bulk.bulk_desk import JobSummary
from services.users.bulk.journal.row_result import CHANGED

_KEY = "admin_jobs_undo"
_PATIENCE_SECONDS = 30.0


def draw_undo_of_job(job: JobSummary) -> None:
    """Draw the button, and the dry run of the undo once it is made."""
    if not any(job.counts.get(outcome) for outcome in CHANGED):
        st.caption("The job changed nobody, so there is nothing to undo.")
        return
    with st.container(horizontal=True, vertical_alignment="center"):
        is_asked = st.button("Check the undo", key=f"{_KEY}_check", icon=":material/undo:")
        st.caption(f"Puts back each user who can be put back. {DRY_RUN}", width="stretch")
    if is_asked:
        _check(job.header.id)
    held = held_plan(_KEY)
    if held and held.about == job.header.id:
        draw_plan(held.plan, _KEY)
        draw_begin(held, _KEY)


def _check(job_id: str) -> None:
    process().bulk.wait_until_caught_up(job_id, _PATIENCE_SECONDS)
    try:
        check(_KEY, job_id, lambda desk: desk.undo_source(job_id))
    except LabError as error:
        show_error(error)
