"""The beginning of a checked import, or the going on of one that was begun with the same file."""

import io

import streamlit as st

from pages._ui.page.context import lab, process, renew_session, settings
from pages._ui.page.feedback import show_error
from pages._ui.page.files.uploads import Upload, forget_upload
from pages._ui.users.bulk.bulk_words import JOURNAL, STATES, users_words
from pages._ui.users.files.file_check import FileCheck
from pages._ui.users.files.import_words import sent_count
from pages._ui.users.reason import ask_reason
from services.errors import LabError
from services.users.bulk.bulk_desk import JobSummary
from services.users.bulk.journal.journal_view import BulkState
from services.users.csv_files.checking.choices import PasswordSource
from services.users.csv_files.checking.import_plan import PlannedOutcome
from services.users.csv_files.import_job.job import why_no_job

JOBS = "pages/admin/admin_jobs.py"
_COGNITOS_JOB = (
    "For so many new users Cognito has an import job of its own, which the quota of "
    "AdminCreateUser does not slow down. `python -m infra_scripts users import FILE --cognito-job` "
    "runs it. Its users have no password: each sets one by a code. It was never tried on AWS."
)


def draw_begin_import(check: FileCheck) -> None:
    """Draw what is asked before the job begins, and its button; its page opens then."""
    count = sent_count(check.plan.counts)
    if not count:
        st.caption("Nobody would be created or updated, so there is nothing to begin.")
        return
    needs_reason = any(row.update and row.update.is_destructive for row in check.plan.rows)
    reason = ask_reason("admin_files_reason") if needs_reason else ""
    _draw_notes(check)
    is_begun = st.button(
        f"Import {users_words(count)}",
        key="admin_files_begin",
        type="primary",
        icon=":material/play_arrow:",
        disabled=needs_reason and not reason,
    )
    st.caption(f"{JOURNAL} Each user is looked at again before anything is sent.")
    if is_begun:
        _begin(check, reason)


def go_on(job_id: str, upload: Upload) -> None:
    """Go on with an import by its file and open its page; an error is shown instead."""
    renew_session()  # the job may set passwords
    content = io.BytesIO(upload.file.getvalue())
    try:
        process().bulk.resume_import(lab(), job_id, content, upload.name)
    except LabError as error:
        show_error(error)
        return
    _open_job(job_id)


def _begin(check: FileCheck, reason: str) -> None:
    renew_session()  # passwords are sent
    try:
        job = process().bulk.begin_import(lab(), check.checked, reason=reason)
    except LabError as error:
        show_error(error)
        return
    _open_job(job.id)


def _open_job(job_id: str) -> None:
    forget_upload()
    st.switch_page(JOBS, query_params={"job": job_id})


def draw_unended(upload: Upload, job: JobSummary) -> None:
    """Say how far an import of this file is, with the ways to go on and to its page."""
    ended = sum(job.counts.values())
    st.warning(
        f"An import of this file was begun and has not ended: {ended:,} of "
        f"{users_words(job.total)}, {STATES[job.state][0].lower()}. It keeps the choices that it "
        "was begun with.",
        icon=":material/power_off:",
    )
    with st.container(horizontal=True, vertical_alignment="center"):
        if job.state is BulkState.INTERRUPTED and st.button(
            "Go on with that import",
            key="admin_files_go_on",
            type="primary",
            icon=":material/play_arrow:",
        ):
            go_on(job.header.id, upload)
        st.page_link(
            JOBS,
            label="See that job",
            icon=":material/checklist:",
            query_params={"job": job.header.id},
        )


def _draw_notes(check: FileCheck) -> None:
    created = check.plan.counts[PlannedOutcome.CREATE]
    if check.checked.choices.passwords is PasswordSource.GENERATED and created:
        st.caption(
            "The generated passwords are written to a file under the home that only its owner can "
            "read. This page and the job's page offer it once as a download; it is removed when "
            "you say that you have it."
        )
    if not why_no_job(check.plan, check.checked.choices, settings()):
        st.info(_COGNITOS_JOB, icon=":material/terminal:")
