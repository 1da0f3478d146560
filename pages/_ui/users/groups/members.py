"""The members of one group, page by page as Cognito gives them, with rows to choose."""

from collections.abc import Callable, Sequence
from typing import Any
from zlib import crc32

import streamlit as st

from pages._ui.page.context import lab
from pages._ui.page.count_words import count_words
from pages._ui.page.feedback import show_error
from pages._ui.page.visible import visible
from pages._ui.users.groups.group_dialog import ask
from pages._ui.users.groups.groups_now import GroupsNow
from pages._ui.users.table.name_column import name_cell, name_column
from pages._ui.users.user_status import DISABLED, status_colors, status_labels, status_words
from services.errors import InvalidRequest, LabError
from services.users.directory import UserPage, UserSummary

_SEEN = "_admin_groups_member_pages"
_ASKED = "_admin_groups_member_asked"
_ROWS_THAT_FIT = 12


def draw_members(group: str, now: GroupsNow) -> None:
    """Draw the page of members that this tab is on; Cognito only pages forward."""
    _open_asked()
    tokens = _tokens(group)
    try:
        page = _page(group, tokens)
    except LabError as error:
        show_error(error)
        return
    chosen: tuple[str, ...] = ()
    st.caption(_count(group, now, page, is_first=len(tokens) == 1))
    if page.users:
        key = f"admin_groups_members_{crc32(group.encode())}"
        chosen = members_table(page.users, key, "The members of this page", opens=_ask_for)
    with st.container(horizontal=True, vertical_alignment="center"):
        _draw_actions(group, chosen)
        _draw_paging(tokens, page)


def _page(group: str, tokens: list[str | None]) -> UserPage:
    """Return the page that this tab is on; the first one where Cognito refuses the way to it."""
    try:
        return lab().directory.list_members(group, tokens[-1])
    except InvalidRequest:
        if len(tokens) == 1:
            raise
        del tokens[1:]
        st.warning("Cognito takes the way to that page no longer. These are the first members.")
        return lab().directory.list_members(group)


def _ask_for(username: str) -> None:
    st.session_state[_ASKED] = username


def _open_asked() -> None:
    """Go to the user whose name was clicked: a callback cannot lead to another page."""
    username = st.session_state.pop(_ASKED, None)
    if username is not None:
        st.switch_page("pages/admin/admin_users.py", query_params={"user": username})


def _count(group: str, now: GroupsNow, page: UserPage, *, is_first: bool) -> str:
    """Say how many there are: Cognito gives no total, only pages."""
    if is_first and page.next_token is None:
        count = count_words(len(page.users), "member")
        return f"{count}, as Cognito has them now." if page.users else "Nobody is in this group."
    size, counted = now.size(group), now.counted_ago()
    total = f" {size:,} were counted here, read {counted}." if counted else ""
    return f"{len(page.users)} on this page, as Cognito has them now.{total}"


def to_first_members() -> None:
    """Begin again with the first page: what is behind the others has moved."""
    st.session_state.pop(_SEEN, None)


def _tokens(group: str) -> list[str | None]:
    """Return the tokens of the pages up to the one that is shown."""
    seen_of, tokens = st.session_state.get(_SEEN, ("", ()))
    if seen_of != group:
        tokens = [None]
        st.session_state[_SEEN] = (group, tokens)
    seen: list[str | None] = tokens
    return seen


def members_table(
    users: Sequence[UserSummary],
    key: str,
    alt: str,
    *,
    opens: Callable[[str], None] | None = None,
) -> tuple[str, ...]:
    """Draw the users and return the names in the rows that are chosen.

    Where a click on a name leads somewhere, `opens` is called with it.
    """
    import pandas as pd

    names = [user.username for user in users]
    key = f"{key}_{crc32(chr(10).join(names).encode())}"
    columns = _columns()
    if opens:
        columns["Username"] = name_column("Username", names, f"{key}_open", opens, width=180)
    table = st.dataframe(
        pd.DataFrame([_row(user) for user in users]),
        key=key,
        hide_index=True,
        on_select="rerun",
        selection_mode="multi-row",
        height="content" if len(users) <= _ROWS_THAT_FIT else 460,
        alt=alt,
        column_config=columns,
    )
    return tuple(users[row].username for row in sorted(table["selection"]["rows"]))


def _row(user: UserSummary) -> dict[str, object]:
    status = [status_words(user.status).label, *([] if user.enabled else [DISABLED])]
    return {
        "Username": name_cell(user.username),
        "Status": status,
        "E-mail": visible(user.email),
    }


def _columns() -> dict[str, Any]:
    text = st.column_config.TextColumn
    return {
        "Username": text(pinned=True, width=180),
        "Status": st.column_config.MultiselectColumn(
            options=status_labels(), color=status_colors(), width=200
        ),
        "E-mail": text(width=240),
    }


def _draw_actions(group: str, chosen: tuple[str, ...]) -> None:
    st.button(
        "Add members",
        key="admin_groups_add",
        type="primary",
        icon=":material/person_add:",
        on_click=ask,
        args=("add", group),
    )
    st.button(
        f"Take {len(chosen)} out" if chosen else "Take out",
        key="admin_groups_take_out",
        icon=":material/person_remove:",
        disabled=not chosen,
        help=None if chosen else "Choose members in the table first.",
        on_click=ask,
        args=("take_out", group, chosen),
    )
    if len(chosen) == 1:
        st.page_link(
            "pages/admin/admin_users.py",
            label="Look at the user",
            icon=":material/person:",
            query_params={"user": chosen[0]},
        )


def _draw_paging(tokens: list[str | None], page: UserPage) -> None:
    if len(tokens) == 1 and page.next_token is None:
        return
    st.button(
        "Previous",
        key="admin_groups_previous",
        icon=":material/chevron_left:",
        disabled=len(tokens) == 1,
        on_click=_drop_last,
        args=(tokens,),
    )
    st.caption(f"Page {len(tokens):,}", width="content")
    st.button(
        "Next",
        key="admin_groups_next",
        icon=":material/chevron_right:",
        icon_position="right",
        disabled=page.next_token is None,
        on_click=tokens.append,
        args=(page.next_token,),
    )


def _drop_last(tokens: list[str | None]) -> None:
    del tokens[-1]
