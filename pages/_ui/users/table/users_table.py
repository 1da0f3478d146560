"""The table of one page of users, with a single row to choose."""

from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from typing import Any

import streamlit as st

from pages._ui.page.visible import visible
from pages._ui.users.table.column_words import column_words
from pages._ui.users.user_status import DISABLED, status_colors, status_labels, status_words
from services.users.snapshot import question as q
from services.users.snapshot.question import UserRow

_ROWS_THAT_FIT = 12
_FLAGS = ("email_verified", "phone_number_verified")
_SELECTED = "_admin_users_selected"


def users_table(rows: Sequence[UserRow], columns: Sequence[str], key: str) -> str | None:
    """Draw the users, return the name in a row that was chosen just now.

    `key` has to change with the rows: a selection must never point at another page's user.
    """
    import pandas as pd

    shown = dict.fromkeys((q.USERNAME, *columns))
    lines = [{column_words(name): _cell(row, name) for name in shown} for row in rows]
    table = st.dataframe(
        pd.DataFrame(lines),
        key=key,
        hide_index=True,
        on_select="rerun",
        selection_mode="single-row",
        height="content" if len(rows) <= _ROWS_THAT_FIT else 460,
        alt="The users of this page",
        column_config=_column_config(),
    )
    selected = table["selection"]["rows"]
    is_new = (key, selected) != st.session_state.get(_SELECTED)
    st.session_state[_SELECTED] = (key, selected)
    return rows[selected[0]].user.username if is_new and selected else None


def _column_config() -> dict[str, Any]:
    """Return the columns; the usual ones fit beside the menu of a window 1440 pixels wide.

    The name stays in view where the others have to be scrolled to.
    """
    text, flag = st.column_config.TextColumn, st.column_config.CheckboxColumn
    day = "The day, in UTC. Choose a row for the minute."
    return {
        "Username": text(pinned=True, width=100),
        "Status": st.column_config.MultiselectColumn(
            options=status_labels(), color=status_colors(), width=185
        ),
        "Groups": st.column_config.ListColumn(width=150),
        "Enabled": flag(help="A disabled user cannot sign in, in any status.", width=72),
        "E-mail": text(width=155),
        "Verified": flag(
            help="Whether the user pool counts the e-mail address as proven.", width=72
        ),
        "Phone verified": flag(width=72),
        "Created": text(help=day, width=92),
        "Changed": text(help=day, width=92),
    }


def _day(moment: datetime) -> str:
    return f"{moment.astimezone(UTC):%Y-%m-%d}"


def _chips(row: UserRow) -> list[str]:
    return [status_words(row.user.status).label, *([] if row.user.enabled else [DISABLED])]


_OWN: dict[str, Callable[[UserRow], object]] = {
    q.USERNAME: lambda row: visible(row.user.username),
    q.STATUS: _chips,
    q.ENABLED: lambda row: row.user.enabled,
    q.GROUPS: lambda row: [visible(name) for name in row.groups],
    q.CREATED: lambda row: _day(row.user.created_at),
    q.MODIFIED: lambda row: _day(row.user.modified_at),
}


def _cell(row: UserRow, name: str) -> object:
    own = _OWN.get(name)
    if own:
        return own(row)
    value = row.user.attributes.get(name, "")
    return value == "true" if name in _FLAGS else visible(value)
