"""The table of one page of users: a name opens the user, a heading sorts, a row is marked."""

from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from typing import Any
from zlib import crc32

import streamlit as st

from pages._ui.page.visible import visible
from pages._ui.users.chosen_address import open_user
from pages._ui.users.table.column_words import DEFAULT_COLUMNS, column_words
from pages._ui.users.table.marked_users import mark_on_page, marked_users, times_unmarked
from pages._ui.users.table.name_column import name_cell, name_column
from pages._ui.users.table.table_fields import sort_by
from pages._ui.users.user_status import DISABLED, status_colors, status_labels, status_words
from services.users.snapshot import question as q
from services.users.snapshot.question import UserQuestion, UserRow

_ROWS_THAT_FIT = 12
_BARRED = "A disabled user cannot sign in, in any status."
_ADDED = 160  # pixels of a column that somebody added: its own width follows the first rows only
_FLAGS = ("email_verified", "phone_number_verified")


def users_table(rows: Sequence[UserRow], columns: Sequence[str], question: UserQuestion) -> None:
    """Draw the users, keep whose rows are marked, and sort by a heading that was clicked.

    The key changes with the rows and their order: a click must never mean another page's user.
    """
    import pandas as pd

    names = [row.user.username for row in rows]
    fields = {column_words(name): name for name in _order(columns)}
    lines = [{title: _cell(row, name) for title, name in fields.items()} for row in rows]
    drawn = "\n".join((question.sort, str(question.is_descending), *names))
    key = f"admin_users_table_{crc32(drawn.encode())}_{times_unmarked()}"

    marked = [number for number, name in enumerate(names) if name in marked_users()]
    selection = st.dataframe(
        pd.DataFrame(lines),
        key=key,
        hide_index=True,
        on_select="rerun",
        selection_mode=["multi-row", "single-column"],
        selection_default={"selection": {"rows": marked}},
        height="content" if len(rows) <= _ROWS_THAT_FIT else 460,
        alt="The users of this page",
        column_config=_column_config(fields, question, names, key),
    )["selection"]
    mark_on_page(names, [names[row] for row in sorted(selection["rows"])])
    if selection["columns"]:
        sort_by(fields[selection["columns"][0]], question)
        st.rerun()


def _order(columns: Sequence[str]) -> list[str]:
    """Return the username first, then what somebody added: that is what they want to see."""
    added = [name for name in columns if name not in DEFAULT_COLUMNS]
    return list(dict.fromkeys((q.USERNAME, *added, *columns)))


def _column_config(
    fields: dict[str, str], question: UserQuestion, names: Sequence[str], key: str
) -> dict[str, Any]:
    """Return the columns; the usual ones fit beside the menu of a window 1440 pixels wide.

    The name stays in view where the others have to be scrolled to; on a phone, name and status fit.
    """
    text, flag = st.column_config.TextColumn, st.column_config.CheckboxColumn
    usual: dict[str, tuple[Callable[..., Any], dict[str, Any]]] = {
        "Status": (
            st.column_config.MultiselectColumn,
            {
                "options": status_labels(),
                "color": status_colors(),
                "width": 236,  # what the longest two chips need
                "help": _BARRED,
            },
        ),
        "Groups": (st.column_config.ListColumn, {"width": 160}),
        "Enabled": (
            flag,
            {"help": _BARRED, "width": 68},
        ),
        "E-mail": (text, {"width": 192}),
        "Verified": (
            flag,
            {"help": "Whether the user pool counts the e-mail address as proven.", "width": 68},
        ),
        "Phone verified": (flag, {"width": 68}),
        "Created": (text, {"help": "In UTC.", "width": 122}),
        "Changed": (text, {"help": "In UTC.", "width": 122}),
    }
    made: dict[str, Any] = {}
    for title, name in fields.items():
        column, options = usual.get(title, (text, {"width": _ADDED}))
        made[title] = column(_heading(title, name, question), **options)
    heading = _heading("Username", q.USERNAME, question)
    made["Username"] = name_column(heading, names, f"{key}_open", open_user, width=152)
    return made


def _heading(title: str, name: str, question: UserQuestion) -> str:
    if name != question.sort:
        return title
    return f"{title} {'↓' if question.is_descending else '↑'}"


def _minute(moment: datetime) -> str:
    return f"{moment.astimezone(UTC):%Y-%m-%d %H:%M}"


def _chips(row: UserRow) -> list[str]:
    """Return the chips; what bars a user in any status stands first, where it is never cut."""
    return [*([] if row.user.enabled else [DISABLED]), status_words(row.user.status).label]


_OWN: dict[str, Callable[[UserRow], object]] = {
    q.USERNAME: lambda row: name_cell(row.user.username),
    q.STATUS: _chips,
    q.ENABLED: lambda row: row.user.enabled,
    q.GROUPS: lambda row: [visible(name) for name in row.groups],
    q.CREATED: lambda row: _minute(row.user.created_at),
    q.MODIFIED: lambda row: _minute(row.user.modified_at),
}


def _cell(row: UserRow, name: str) -> object:
    own = _OWN.get(name)
    if own:
        return own(row)
    value = row.user.attributes.get(name, "")
    return value == "true" if name in _FLAGS else visible(value)
