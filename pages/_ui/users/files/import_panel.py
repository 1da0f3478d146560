"""The import: the file and its template, the choices, the check, and the beginning of the job."""

import streamlit as st

from pages._ui.page.feedback import show_error
from pages._ui.page.files.file_work import draw_work, is_at_work, work_of
from pages._ui.page.files.uploads import Upload, upload_field
from pages._ui.page.script_marks import result_mark
from pages._ui.users.files.begin_import import draw_begin_import, draw_begun, draw_unended
from pages._ui.users.files.check_view import draw_check
from pages._ui.users.files.choice_fields import choice_fields
from pages._ui.users.files.file_check import KINDS, FileCheck, begin_check
from pages._ui.users.files.import_words import summary_words
from pages._ui.users.files.passwords_offer import draw_passwords_left
from pages._ui.users.pool_words import pool_schema, where
from pages._ui.users.table.address_field import keep_address
from pages._ui.users.table.snapshot_line import draw_snapshot_line, refresh_now
from services.errors import LabError
from services.users.csv_files.checking.choices import ImportChoices
from services.users.csv_files.template import template_csv
from services.users.snapshot.question import UserQuestion
from services.users.snapshot.snapshot import Snapshot

PAGE = "admin_files"
_FILE = (
    "CSV in UTF-8 or UTF-16, with commas, semicolons or tabs, columns in any order, up to 20 MB: "
    "about 100,000 users. Cognito's own import file is read, too."
)


def draw_import(snapshot: Snapshot) -> None:
    keep_address()
    draw_passwords_left()
    upload = _draw_file()
    choices = choice_fields()
    state = snapshot.state
    is_read = state.last is not None
    if not is_read:
        draw_snapshot_line(snapshot, snapshot.ask(UserQuestion(), page=1, size=1), state)
        st.button(
            "Refresh", key="admin_files_read", icon=":material/refresh:",
            on_click=refresh_now, disabled=state.is_filling,
        )  # fmt: skip
    was_at_work = upload is not None and is_at_work(upload)
    is_ready = upload is not None and is_read and not was_at_work
    work_slot = st.container()
    beginning = "admin_files_beginning"
    refused = draw_begun(upload, beginning, was_at_work=was_at_work) if upload else None
    work = work_of(upload, choices) if upload else None
    has_ended = work is not None and not was_at_work
    check = work.result if work and has_ended and isinstance(work.result, FileCheck) else None
    with work_slot:
        if _is_asked(check, is_ready=is_ready) and upload:
            _check(upload, choices, snapshot)
    if upload and check:
        _draw_found(upload, check)
    elif work:
        draw_work(work, "admin_files_checking", was_running=was_at_work)
    elif upload and upload.found and not was_at_work:
        st.caption("What is above was changed since the last check. Check again.")
    if refused:
        show_error(refused)


def _draw_found(upload: Upload, check: FileCheck) -> None:
    mark_slot = st.empty()
    with st.container(border=True, key="admin_files_found"):
        if check.unended is not None:  # many of its users are there already: that is no error
            draw_unended(upload, check.unended)
        else:
            draw_check(check)
            draw_begin_import(upload, check)
    with mark_slot:  # last: what is marked is brought into view as large as it is then
        said = summary_words(check.plan.counts).replace("*", "")
        result_mark(f"import-check-{check.mark}", said)


def _draw_file() -> Upload | None:
    left, right = st.columns([3, 1], vertical_alignment="center")
    with left:
        upload = upload_field("File of users", key="admin_files_upload", page=PAGE, types=KINDS)
        st.caption(_FILE)
    with right:
        st.download_button(
            "Download a template",
            template_csv(pool_schema()),
            file_name="authorizer-lab-users.csv",
            mime="text/csv",
            key="admin_files_template",
            icon=":material/download:",
            on_click="ignore",
        )
        st.caption("The columns of this user pool, and nothing else.")
    return upload


def _is_asked(check: FileCheck | None, *, is_ready: bool) -> bool:
    with st.container(horizontal=True, vertical_alignment="center"):
        is_asked = st.button(
            "Check the file", key="admin_files_check", icon=":material/fact_check:",
            type="secondary" if check else "primary", disabled=not is_ready,
        )  # fmt: skip
        st.caption(f"A dry run looks at each row and sends nothing. In {where()}.", width="stretch")
    return is_asked


def _check(upload: Upload, choices: ImportChoices, snapshot: Snapshot) -> None:
    """Begin the check and draw the page anew with it, or say why it cannot be made."""
    try:
        begin_check(upload, choices, snapshot)
    except LabError as error:
        show_error(error)
        return
    st.rerun()
