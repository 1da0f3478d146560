"""One job: what it is, how far it is, what came of each user, its passwords, its undo."""

from collections.abc import Sequence

import streamlit as st

from pages._ui.page.feedback import md
from pages._ui.page.script_marks import result_mark
from pages._ui.page.time_words import minute
from pages._ui.page.visible import visible
from pages._ui.users.bulk.bulk_words import STATES, users_words
from pages._ui.users.bulk.job_passwords import draw_passwords
from pages._ui.users.bulk.job_results import draw_results
from pages._ui.users.bulk.job_undo import draw_undo_of_job
from pages._ui.users.bulk.jobs_table import chosen_job, close_job
from pages._ui.users.bulk.live_progress import draw_progress
from pages._ui.users.files.passwords_offer import (
    draw_passwords_elsewhere,
    draw_passwords_offer,
    passwords_path,
)
from services.users.bulk.bulk_desk import JobSummary
from services.users.bulk.journal.journal_view import BulkState

ENDED = (BulkState.CANCELLED, BulkState.FINISHED)


def draw_chosen_job(jobs: Sequence[JobSummary]) -> None:
    """Draw the job that the address names, if it names one."""
    asked = chosen_job()
    if not asked:
        return
    chosen = next((job for job in jobs if job.header.id == asked), None)
    if chosen is None:
        st.warning(
            "No job of this user pool has the name in the address. Choose one in the table.",
            icon=":material/search_off:",
        )
        return
    result_mark(f"job-{asked}", f"{visible(chosen.header.label)}: {STATES[chosen.state][0]}")
    with st.container(border=True, key="admin_jobs_chosen"):
        _draw_job(chosen)


def _draw_job(job: JobSummary) -> None:
    _draw_head(job)
    draw_progress(job)
    if path := passwords_path(job.header):
        draw_passwords_offer(job, path)
    elif not draw_passwords_elsewhere(job.header):
        draw_passwords(job.header.id)
    if job.state is BulkState.RUNNING:
        st.caption("What came of each user stands here when the job is paused or over.")
        return
    draw_results(job.header.id)
    if job.state in ENDED:
        draw_undo_of_job(job)


def _draw_head(job: JobSummary) -> None:
    header, (label, color) = job.header, STATES[job.state]
    with st.container(horizontal=True, horizontal_alignment="distribute"):
        st.header(md(header.label), anchor=False, width="content")
        with st.container(horizontal=True, width="content", vertical_alignment="center"):
            st.badge(label, color=color)
            st.button("Close", key="admin_jobs_close", type="tertiary", on_click=close_job)
    why = f" Reason: {md(header.reason)}." if header.reason else ""
    with st.container(horizontal=True, vertical_alignment="center"):
        st.caption(
            f"{users_words(job.total)}, begun {minute(header.created_at)} by "
            f"{md(header.os_user)}.{why}"
        )
        st.page_link(
            "pages/admin/admin_audit.py",
            label="Its changes in the audit log",
            icon=":material/history:",
            query_params={"job": header.id},
        )
