"""Users: the user pool's users page by page; create a test user, delete one."""

import streamlit as st

from pages._ui.charts.lazy_chart import ChartContent, lazy_chart
from pages._ui.charts.users_chart import users_content
from pages._ui.page.context import lab
from pages._ui.page.feedback import md, show_error
from pages._ui.page.guards import require_frame, require_stack
from pages._ui.page.page_head import page_head
from pages._ui.page.time_words import minute
from pages._ui.users.user_dialogs import (
    changes,
    draw_open_dialog,
    open_create_dialog,
    open_delete_dialog,
    where,
)
from pages._ui.users.user_status import DISABLED, sign_in_prospect, status_words
from pages._ui.users.users_table import users_table
from services.errors import LabError, UserNotFound
from services.users.directory import Directory, UserPage, UserSummary
from services.users.user_counts import count_users

TOKENS = "admin_users_tokens"  # the pages' tokens so far, the first page's is None
PAGE_SIZES = ["10", "25", "60"]


def draw_head(directory: Directory) -> None:
    """Draw how many users there are and where, and the main action."""
    try:
        estimated = directory.estimated_count()
        count = f"About {estimated:,} user" + ("" if estimated == 1 else "s")
    except LabError:
        count = "An unknown number of users"
    with st.container(
        horizontal=True, horizontal_alignment="distribute", vertical_alignment="center"
    ):
        st.markdown(
            f"**{count}** in {where()}. Choose a row to see the user's groups or to delete the "
            "user.",
            width="content",
            help="The number is Cognito's own estimate; it can lag behind.",
        )
        with st.container(horizontal=True, width="content"):
            st.button(
                "Create a test user",
                key="admin_users_create",
                type="primary",
                icon=":material/person_add:",
                on_click=open_create_dialog,
            )
            st.button(
                "Refresh",
                key="admin_users_refresh",
                icon=":material/refresh:",
                on_click=_to_first_page,
            )


def _to_first_page() -> None:
    st.session_state[TOKENS] = [None]


def _to_next_page(token: str) -> None:
    st.session_state[TOKENS].append(token)


def _to_previous_page() -> None:
    st.session_state[TOKENS].pop()


def draw_page_size() -> int:
    chosen = st.segmented_control(
        "Users per page",
        PAGE_SIZES,
        key="admin_users_size",
        default=PAGE_SIZES[0],
        required=True,
        label_visibility="collapsed",
        format_func=lambda size: f"{size} per page",
        on_change=_to_first_page,
        bind="query-params",
    )
    return int(chosen or PAGE_SIZES[0])


def draw_paging(page: UserPage, tokens: list[str | None]) -> None:
    """Draw Previous and Next; Cognito pages forward only, so the tokens seen are kept."""
    st.button(
        "Previous",
        key="admin_users_previous",
        icon=":material/chevron_left:",
        disabled=len(tokens) == 1,
        on_click=_to_previous_page,
    )
    st.caption(f"Page {len(tokens)}", width="content")
    st.button(
        "Next",
        key="admin_users_next",
        icon=":material/chevron_right:",
        icon_position="right",
        disabled=page.next_token is None,
        on_click=_to_next_page,
        args=(page.next_token,),
    )


def linked_user(directory: Directory) -> UserSummary | None:
    """Return the user that the address names, on whatever page of the table; None without one."""
    asked = st.query_params.get("user", "")
    if not asked:
        return None
    try:
        return directory.get(asked)
    except UserNotFound:
        st.warning(
            "The user pool has no user with the name in the address. Choose one in the table.",
            icon=":material/person_off:",
        )
        return None
    except LabError as error:
        show_error(error)
        return None


def draw_chosen(user: UserSummary | None, directory: Directory) -> None:
    if user is None:
        return
    words = status_words(user.status)
    with st.container(border=True, key="admin_users_chosen"):
        with st.container(horizontal=True, horizontal_alignment="distribute"):
            st.header(md(user.username), anchor=False, width="content")
            with st.container(horizontal=True, width="content"):
                st.badge(words.label, color=words.color)
                if not user.enabled:
                    st.badge(DISABLED, color="red")
        st.caption(sign_in_prospect(user.status, enabled=user.enabled))
        st.markdown(f"Groups: {_groups(directory, user.username)}")
        st.caption(f"Created {minute(user.created_at)}, changed {minute(user.modified_at)}.")
        st.button(
            "Delete this user",
            key="admin_users_delete",
            icon=":material/delete:",
            on_click=open_delete_dialog,
            args=(user.username,),
        )


def _groups(directory: Directory, username: str) -> str:
    try:
        names = directory.groups_of(username)
    except LabError as error:
        return md(error.message)
    return " ".join(f":blue-badge[{md(name)}]" for name in names) or "none"


def draw_page(directory: Directory, tokens: list[str | None]) -> None:
    """Draw one page of users with its paging, and the chosen one below."""
    table_slot = st.container()
    with st.container(
        horizontal=True, horizontal_alignment="distribute", vertical_alignment="center"
    ):
        size = draw_page_size()
        paging_slot = st.container(horizontal=True, vertical_alignment="center", width="content")
    try:
        shown = directory.list_page(limit=size, token=tokens[-1])
    except LabError as failure:
        show_error(failure)
        return
    with paging_slot:
        draw_paging(shown, tokens)
    with table_slot:
        table_key = f"admin_users_table_{size}_{len(tokens)}_{changes()}"
        chosen_user = users_table(shown.users, table_key)
    draw_chosen(chosen_user or linked_user(directory), directory)


def counted(directory: Directory) -> ChartContent | str:
    try:
        return users_content(count_users(directory))
    except LabError as error:
        return md(error.one_line())


require_frame()
page_head("Users", "The users of the lab's user pool, as Cognito has them.")
require_stack()

pool_directory = lab().directory
draw_head(pool_directory)
draw_page(pool_directory, st.session_state.setdefault(TOKENS, [None]))
lazy_chart("Users by state", "admin_users_states", lambda: counted(pool_directory))
draw_open_dialog()
