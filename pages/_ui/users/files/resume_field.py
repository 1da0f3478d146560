"""Going on with an interrupted import: it needs the same file again, which nothing here kept."""

import streamlit as st

from pages._ui.page.feedback import md
from pages._ui.page.files.uploads import Upload, upload_field
from pages._ui.users.files.begin_import import go_on
from pages._ui.users.files.file_check import KINDS
from services.users.bulk.bulk_desk import JobSummary
from services.users.bulk.journal.journal_view import BulkState
from services.users.imports.import_source import IMPORT


def needs_file(job: JobSummary) -> bool:
    """Tell whether the job can go on only with its file."""
    return job.state is BulkState.INTERRUPTED and job.header.source.get("kind") == IMPORT


def file_again(job: JobSummary) -> Upload | None:
    """Draw the field for the file."""
    name = md(str(job.header.source["file"]))
    upload = upload_field(
        f"Choose {name} again", key="admin_jobs_file", page="admin_jobs", types=KINDS
    )
    st.caption("The lab keeps no copy of the file, for passwords may stand in it.")
    return upload


def draw_resume_with_file(job: JobSummary, file: Upload | None) -> None:
    is_asked = st.button(
        "Resume",
        key="admin_jobs_resume",
        type="primary",
        icon=":material/play_arrow:",
        disabled=file is None,
    )
    if is_asked and file is not None:
        go_on(job.header.id, file)
