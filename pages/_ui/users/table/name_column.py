"""The column of names in a table: a click on a name opens what it names."""

from collections.abc import Callable, Sequence
from typing import Any

import streamlit as st

from pages._ui.page.visible import visible


def name_column(
    heading: str, names: Sequence[str], key: str, opens: Callable[[str], None], *, width: int
) -> Any:
    """Return the column; `opens` is called with the name in the row, before the page runs.

    `key` has to change with the names: a click must never open another page's row.
    """

    def clicked() -> None:
        opens(names[st.session_state[key]["row"]])

    return st.column_config.ButtonColumn(
        heading,
        type="secondary",  # drawn as a button: plain text would not say that it opens something
        alignment="left",
        pinned=True,
        width=width,
        help="Click one to open it.",
        key=key,
        on_click=clicked,
    )


def name_cell(name: str) -> str:
    """Return the name as text: Streamlit reads `[a, b]` as a menu, `:material/` as an icon."""
    shown = visible(name)
    return f"\u00a0{shown}" if shown.startswith(("[", ":")) else shown
