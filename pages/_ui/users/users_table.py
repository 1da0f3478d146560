"""The table of one page of users, with a single row to choose."""

from datetime import UTC
from typing import Any

import pandas as pd
import streamlit as st

from pages._ui.page.time_words import minute
from pages._ui.page.visible import visible
from pages._ui.users.user_status import DISABLED, status_colors, status_labels, status_words
from services.users.directory import UserSummary

_ROWS_THAT_FIT = 12


def users_table(users: tuple[UserSummary, ...], key: str) -> UserSummary | None:
    """Draw the users and return the chosen one; put the page's number into `key`."""
    if not users:
        st.caption("No users here. Create a test user to begin.")
        return None
    table = st.dataframe(
        pd.DataFrame([_row(user) for user in users]),
        key=key,
        hide_index=True,
        on_select="rerun",
        selection_mode="single-row",
        height="content" if len(users) <= _ROWS_THAT_FIT else 460,
        alt="The users of the user pool",
        column_config=_columns(),
    )
    rows = table["selection"]["rows"]
    return users[rows[0]] if rows and rows[0] < len(users) else None


def _columns() -> dict[str, Any]:
    """Return the columns; together they fit beside the menu of a window 1440 pixels wide.

    The name stays in view where the others have to be scrolled to.
    """
    return {
        "Username": st.column_config.TextColumn(pinned=True, width=100),
        "Status": st.column_config.MultiselectColumn(
            options=status_labels(), color=status_colors(), width=185
        ),
        "Enabled": st.column_config.CheckboxColumn(
            help="A disabled user cannot sign in, in any status.", width=72
        ),
        "E-mail": st.column_config.TextColumn(width=155),
        "Verified": st.column_config.CheckboxColumn(
            help="Whether the user pool counts the e-mail address as proven.", width=72
        ),
        "Created": st.column_config.TextColumn(
            help="The day, in UTC. Choose a row for the minute.", width=92
        ),
        "Changed": st.column_config.TextColumn(width=250),
    }


def _row(user: UserSummary) -> dict[str, object]:
    return {
        "Username": visible(user.username),
        "Status": [status_words(user.status).label, *([] if user.enabled else [DISABLED])],
        "Enabled": user.enabled,
        "E-mail": visible(user.email),
        "Verified": user.email_verified,
        "Created": f"{user.created_at.astimezone(UTC):%Y-%m-%d}",
        "Changed": minute(user.modified_at),
    }
