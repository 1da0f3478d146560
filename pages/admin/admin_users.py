"""Users: finding users of the pool, whatever Cognito cannot search; create one, delete one."""

import streamlit as st

from pages._ui.charts.users_dashboard import draw_dashboard
from pages._ui.page.feedback import md, show_error
from pages._ui.page.guards import require_frame, require_stack
from pages._ui.page.page_head import page_head
from pages._ui.page.script_marks import result_mark
from pages._ui.users.bulk.act_panel import (
    draw_act_button,
    draw_act_panel,
    draw_jobs_at_work,
)
from pages._ui.users.chosen_user import draw_chosen, read_chosen
from pages._ui.users.create.create_dialog import open_create_dialog
from pages._ui.users.estimated_users import estimated_users
from pages._ui.users.files.taken_filter import export_link
from pages._ui.users.pool_words import where
from pages._ui.users.table import filter_fields
from pages._ui.users.table.address_field import keep_address
from pages._ui.users.table.filter_chips import draw_chips
from pages._ui.users.table.marked_users import draw_marks
from pages._ui.users.table.paging import asked_page, correct_page, draw_paging
from pages._ui.users.table.saved_filters import draw_saved_filters
from pages._ui.users.table.snapshot_line import (
    current_snapshot,
    draw_snapshot_line,
    refresh_now,
)
from pages._ui.users.table.table_fields import (
    COLUMNS,
    Fields,
    question_of,
    table_fields,
    times_filtered,
    unknown_words,
)
from pages._ui.users.table.total_words import SNAPSHOT_HELP, nobody_words, total_words
from pages._ui.users.table.users_table import users_table
from pages._ui.users.table.wide_hint import wide_hint
from pages._ui.users.user_dialogs import draw_open_dialog
from services.errors import LabError
from services.users.snapshot.question import UserQuestion, UserRows
from services.users.snapshot.snapshot import Snapshot, SnapshotState


def draw_head() -> None:
    """Draw where the users are, and the main action."""
    with st.container(
        horizontal=True, horizontal_alignment="distribute", vertical_alignment="center"
    ):
        st.markdown(f"In {where()}.", width="content")
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


def estimate() -> str:
    try:
        count = estimated_users()
    except LabError:
        return "Cognito's own estimate is not known now"
    return f"About {count:,} user{'' if count == 1 else 's'} by Cognito's own estimate"


def draw_total(shown: UserRows, question: UserQuestion, state: SnapshotState) -> None:
    """Say in one line how many there are; Cognito's estimate while not all of them are read."""
    words = total_words(shown, question, state)
    guess = estimate()
    more = "" if state.last else f" {guess}."
    late = f"{guess}; that number can lag behind."
    st.markdown(f"{words}.{more}", help=f"{SNAPSHOT_HELP} {late}")


def draw_tools(fields: Fields, *, is_read: bool) -> None:
    """Draw the search and the panels; what is unknown can only be said once all users are read."""
    filter_fields.draw_search(fields)
    with st.container(horizontal=True, key="admin_users_tools"):
        filter_fields.draw_filters(fields)
        filter_fields.draw_order(fields)
        filter_fields.draw_columns(fields)
        draw_saved_filters(fields)
    unknown = unknown_words(fields)
    if unknown and is_read:
        st.warning(f"The address asks for what is not known here: {md(', '.join(unknown))}.")


def draw_rows(
    shown: UserRows, fields: Fields, question: UserQuestion, state: SnapshotState
) -> None:
    if not shown.rows:
        st.caption(nobody_words(shown, state))
        return
    marks_slot = st.container()
    users_table(shown.rows, fields[COLUMNS].read(), question)
    with marks_slot:
        draw_marks([row.user.username for row in shown.rows])
    wide_hint("admin_users")


def draw_users(snapshot: Snapshot) -> None:
    """Draw the fields, one page of what they find, and the user who is chosen."""
    keep_address()
    state = snapshot.state  # before anything is read of it: see draw_snapshot_line
    chosen = read_chosen(snapshot)
    fields = table_fields(snapshot.attribute_names(), snapshot.group_names())
    draw_dashboard(snapshot)
    draw_tools(fields, is_read=state.last is not None)
    question = question_of(fields)
    found_slot = st.container(key="admin_users_found")
    with st.container(
        horizontal=True, horizontal_alignment="distribute", vertical_alignment="center"
    ):
        size = filter_fields.draw_page_size(fields)
        shown = snapshot.ask(question, page=asked_page(), size=size)
        if state.last:
            correct_page(shown)
        with st.container(horizontal=True, vertical_alignment="center", width="content"):
            draw_paging(shown)
    with found_slot:
        if times_filtered():
            said = total_words(shown, question, state).replace("*", "")
            result_mark(f"users-found-{times_filtered()}", said)
        with st.container(gap="small", key="admin_users_table_area"):
            with st.container(
                horizontal=True, horizontal_alignment="distribute", vertical_alignment="center"
            ):
                draw_total(shown, question, state)
                with st.container(horizontal=True, vertical_alignment="center", width="content"):
                    export_link(shown.total)
                    draw_act_button()
            draw_chips(fields)
            draw_rows(shown, fields, question, state)
    draw_snapshot_line(snapshot, shown, state)
    draw_jobs_at_work()
    draw_act_panel(snapshot, question, shown.total)
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
