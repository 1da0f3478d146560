"""Which columns the table shows besides the username; the choice stands in the address."""

import streamlit as st

from pages._ui.users.table.column_words import DEFAULT_COLUMNS, column_words


def columns_choice(attributes: tuple[str, ...]) -> tuple[str, ...]:
    """Draw the choice and return the columns in the order in which they were chosen."""
    options = tuple(dict.fromkeys((*DEFAULT_COLUMNS, *attributes)))
    with st.popover("Columns", icon=":material/view_column:", key="admin_users_columns_panel"):
        chosen = st.multiselect(
            "Columns besides the username", options, default=DEFAULT_COLUMNS,
            key="admin_users_columns", bind="query-params", format_func=column_words,
        )  # fmt: skip
    return tuple(chosen)
