"""The beginning of a checked import, or the going on of one that was begun with the same file."""

from dataclasses import dataclass

import streamlit as st

from pages._ui.page.context import lab, process, renew_session, settings
from pages._ui.page.files.file_work import FileWork, begin_work, draw_work
from pages._ui.page.files.uploads import Upload, forget_upload
from pages._ui.users.bulk.bulk_words import JOURNAL, STATES, users_words
from pages._ui.users.files.file_check import FileCheck
from pages._ui.users.files.import_words import sent_count
from pages._ui.users.reason import ask_reason
from services.errors import LabError
from services.users.bulk.bulk_desk import JobSummary
from services.users.bulk.journal.journal_view import BulkState
from services.users.bulk.run.bulk_job import BulkJob
from services.users.csv_files.checking.choices import PasswordSource
from services.users.csv_files.checking.import_plan import PlannedOutcome
from services.users.csv_files.import_job.job import why_no_job

JOBS = "pages/admin/admin_jobs.py"
_COGNITOS_JOB = (
    "For so many new users Cognito has an import job of its own, which the quota of "
    "AdminCreateUser does not slow down. `python -m infra_scripts users import FILE --cognito-job` "
    "runs it. Its users have no password: each sets one by a code. It was never tried on AWS."
)


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class _Begun:
    """A job that this tab begins, or goes on with; `earlier` is what the file held before."""

    earlier: object


def draw_begin_import(upload: Upload, check: FileCheck) -> None:
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
        _begin(upload, check, reason)


def go_on(job_id: str, upload: Upload) -> None:
    """Begin to go on with an import by its file, and draw the page anew with how far that is."""
    renew_session()  # the job may set passwords
    opened, keeper, name = lab(), process().bulk, upload.name
    begin_work(
        upload,
        _Begun(earlier=upload.found),
        "Going on",
        lambda content, tell: keeper.resume_import(opened, job_id, content, name, tell),
    )
    st.rerun()


def _begin(upload: Upload, check: FileCheck, reason: str) -> None:
    renew_session()  # passwords are sent
    opened, keeper = lab(), process().bulk
    begin_work(
        upload,
        _Begun(earlier=upload.found),
        "The import",
        lambda _content, tell: keeper.begin_import(opened, check.checked, reason=reason, tell=tell),
        is_cancellable=False,
    )
    st.rerun()


def draw_begun(upload: Upload, key: str, *, was_at_work: bool) -> LabError | None:
    """Draw how far the beginning of a job of this file is, and open its page once it is at work.

    `was_at_work` is what the page took the file for. Return why the job was not begun; what was
    made of the file before is then there again.
    """
    found = upload.found
    if not isinstance(found, FileWork) or not isinstance(found.about, _Begun):
        return None
    if was_at_work:
        draw_work(found.work, key, was_running=True)
        return None
    if isinstance(found.work.result, BulkJob):
        _open_job(found.work.result.id)
    upload.found = found.about.earlier
    return found.work.error


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
