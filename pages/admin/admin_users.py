"""Users: finding users of the pool, whatever Cognito cannot search; create one, delete one."""

from zlib import crc32

import streamlit as st

from pages._ui.charts.users_dashboard import draw_dashboard
from pages._ui.page.feedback import show_error
from pages._ui.page.guards import require_frame, require_stack
from pages._ui.page.page_head import page_head
from pages._ui.users.chosen_address import choose
from pages._ui.users.chosen_user import draw_chosen, read_chosen
from pages._ui.users.create.create_dialog import open_create_dialog
from pages._ui.users.estimated_users import estimated_users
from pages._ui.users.pool_words import where
from pages._ui.users.table.columns_choice import columns_choice
from pages._ui.users.table.filter_fields import filter_fields, set_filters
from pages._ui.users.table.paging import draw_page_number, draw_page_size, draw_paging
from pages._ui.users.table.saved_filters import draw_saved_filters
from pages._ui.users.table.snapshot_line import (
    current_snapshot,
    draw_snapshot_line,
    refresh_now,
)
from pages._ui.users.table.total_words import nobody_words, total_words
from pages._ui.users.table.users_table import users_table
from pages._ui.users.user_dialogs import draw_open_dialog
from services.errors import LabError
from services.users.snapshot.question import UserRows
from services.users.snapshot.snapshot import Snapshot, SnapshotState


def draw_head() -> None:
    """Draw how many users there are and where, and the main action."""
    try:
        estimated = estimated_users()
        count = f"About {estimated:,} user" + ("" if estimated == 1 else "s")
    except LabError:
        count = "An unknown number of users"
    with st.container(
        horizontal=True, horizontal_alignment="distribute", vertical_alignment="center"
    ):
        st.markdown(
            f"**{count}** in {where()}.",
            width="content",
            help="The number is Cognito's own estimate, read once a minute; it can lag behind.",
        )
        with st.container(horizontal=True, width="content"):
            st.button(
                "Create a user",
                key="admin_users_create",
                type="primary",
                icon=":material/person_add:",
                on_click=open_create_dialog,
            )
            st.button(
                "Refresh",
                key="admin_users_refresh",
                icon=":material/refresh:",
                on_click=refresh_now,
            )


def draw_rows(shown: UserRows, columns: tuple[str, ...], state: SnapshotState) -> None:
    if not shown.rows:
        st.caption(nobody_words(shown, state))
        return
    names = "\n".join(row.user.username for row in shown.rows)
    key = f"admin_users_table_{crc32(names.encode())}"
    chosen = users_table(shown.rows, columns, key)
    if chosen is not None:
        choose(chosen)


def draw_users(snapshot: Snapshot) -> None:
    """Draw the fields, one page of what they find, and the user who is chosen."""
    chosen = read_chosen(snapshot)
    draw_dashboard(snapshot)
    search_slot = st.container()
    tools = st.container(horizontal=True)
    with search_slot:
        question = filter_fields(snapshot, tools)
    with tools:
        columns = columns_choice(snapshot.attribute_names())
        draw_saved_filters()
        st.button(
            "Show all",
            key="admin_users_all",
            icon=":material/close:",
            disabled=not question.is_filtered,
            on_click=set_filters,
            args=({},),
        )
    table_slot = st.container()
    with st.container(
        horizontal=True, horizontal_alignment="distribute", vertical_alignment="center"
    ):
        size = draw_page_size()
        paging_slot = st.container(horizontal=True, vertical_alignment="center", width="content")
        with paging_slot:
            number_slot, steps_slot = (
                st.container(width="content"),
                st.container(horizontal=True, vertical_alignment="center", width="content"),
            )
            with number_slot:
                shown = snapshot.ask(question, page=draw_page_number(), size=size)
            with steps_slot:
                draw_paging(shown)
    with table_slot:
        hint = " Choose a row to see the user as Cognito has them now." if shown.rows else ""
        st.markdown(total_words(shown, question, snapshot.state) + hint)
        draw_rows(shown, columns, snapshot.state)
    draw_snapshot_line(snapshot, shown)
    if chosen is not None:
        draw_chosen(chosen)


require_frame()
page_head("Users", "The users of the lab's user pool, as Cognito has them.")
require_stack()

draw_head()
try:
    draw_users(current_snapshot())
except LabError as failure:
    show_error(failure)
draw_open_dialog()
