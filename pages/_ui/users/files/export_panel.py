"""The export: which users, as of when, how they are written, and the file once it is there."""

import streamlit as st

from pages._ui.page.feedback import md
from pages._ui.users.bulk.bulk_words import users_words
from pages._ui.users.files.export_fields import ExportForm, export_fields
from pages._ui.users.files.export_progress import draw_export, has_export, start_export
from pages._ui.users.files.taken_filter import filter_link
from pages._ui.users.pool_words import pool_schema
from pages._ui.users.table.address_field import keep_address
from pages._ui.users.table.filter_chips import filter_words
from pages._ui.users.table.snapshot_line import draw_snapshot_line, refresh_now
from pages._ui.users.table.table_fields import (
    ORDER,
    SORT,
    Fields,
    question_of,
    set_filters,
    table_fields,
    unknown_words,
)
from pages._ui.users.table.total_words import total_words
from services.users.snapshot.question import UserRows
from services.users.snapshot.snapshot import Snapshot


def draw_export_panel(snapshot: Snapshot) -> None:
    """Draw it for the users whom the address asks for, as the page Users does."""
    keep_address()
    fields = table_fields(snapshot.attribute_names(), snapshot.group_names())
    question = question_of(fields)
    state = snapshot.state
    found = snapshot.ask(question, page=1, size=1)
    st.markdown(f"{total_words(found, question, state)}.")
    _draw_filter(fields)
    form = export_fields(question, fields, snapshot.attribute_names())
    _draw_button(snapshot, form, found)
    draw_export()
    draw_snapshot_line(snapshot, found, state)


def _draw_filter(fields: Fields) -> None:
    said = filter_words(fields)
    sort, order = fields[SORT], fields[ORDER]
    how = f"by {md(sort.words(sort.one()))}, {order.one().lower()}"
    st.markdown(f"Filter: {'; '.join(said) if said else 'none'}. Sorted {how}.")
    if unknown := unknown_words(fields):
        st.warning(f"The address asks for what is not known here: {md(', '.join(unknown))}.")
    with st.container(horizontal=True, vertical_alignment="center"):
        filter_link()
        if said:
            st.button(
                "Take the filter off", key="admin_files_all", type="tertiary",
                icon=":material/filter_list_off:", on_click=set_filters, args=({},),
            )  # fmt: skip


def _draw_button(snapshot: Snapshot, form: ExportForm, found: UserRows) -> None:
    is_read = snapshot.state.last is not None
    with st.container(horizontal=True, vertical_alignment="center"):
        if st.button(
            f"Export {users_words(found.total)}", key="admin_files_export",
            type="secondary" if has_export() else "primary",
            icon=":material/download:", disabled=not is_read or not found.total,
        ):  # fmt: skip
            start_export(snapshot, form, pool_schema())
            st.rerun()
        st.button(
            "Refresh", key="admin_files_refresh", icon=":material/refresh:",
            help="Reads all users from Cognito again, before you export them.",
            on_click=refresh_now, disabled=snapshot.state.is_filling,
        )  # fmt: skip
