"""Rows of many users as a table: counts that filter, pages, a file to keep."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

import streamlit as st

from pages._ui.page.templates import render

T = TypeVar("T")
_ON_A_PAGE = 10
_ALL = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class RowsView(Generic[T]):
    """How rows are shown: `kind_of` is what they are filtered by, `words` say each kind.

    `key` begins the keys of the widgets; `csv` is the file of the rows that are given to it.
    `columns` gives the width of each column in pixels; a table to read takes the whole width.
    """

    key: str
    words: Mapping[str, str]
    kind_of: Callable[[T], str]
    cells: Callable[[T], dict[str, object]]
    columns: Mapping[str, int]
    csv: Callable[[Sequence[T]], str]
    file_name: str
    alt: str


def draw_rows(view: RowsView[T], rows: Sequence[T], *, choosable: bool = False) -> T | None:
    """Draw the rows of the chosen kind, a page at a time, and return the row that is chosen.

    Only a `choosable` row can be.
    """
    with st.container(
        horizontal=True, vertical_alignment="center"
    ):  # right stand the table's tools
        kind = _kind(view, rows)
        fitting = [row for row in rows if kind in (_ALL, view.kind_of(row))]
        st.download_button(
            "Download as CSV",
            lambda: view.csv(fitting),
            file_name=view.file_name,
            mime="text/csv",
            key=f"{view.key}_csv",
            icon=":material/download:",
            on_click="ignore",
        )
    table_slot = st.container()
    pages = max(1, -(-len(fitting) // _ON_A_PAGE))
    key = f"{view.key}_page_{kind}"
    number = st.pagination(pages, key=key) if pages > 1 else 1
    with table_slot:
        page = fitting[(number - 1) * _ON_A_PAGE : number * _ON_A_PAGE]
        if choosable:
            return _choose_from_table(view, page, f"{view.key}_rows_{kind}_{number}")
        _draw_table(view, page)
        return None


def _kind(view: RowsView[T], rows: Sequence[T]) -> str:
    counts = dict.fromkeys(view.words, 0)
    for row in rows:
        counts[view.kind_of(row)] += 1
    words = {_ALL: f"All {len(rows):,}"}
    words |= {kind: f"{view.words[kind]}: {n:,}" for kind, n in counts.items() if n}
    chosen = st.segmented_control(
        "Which of them",
        list(words),
        key=f"{view.key}_kind",
        default=_ALL,
        required=True,
        label_visibility="collapsed",
        format_func=words.__getitem__,
    )
    return chosen or _ALL


def _draw_table(view: RowsView[T], rows: Sequence[T]) -> None:
    """Draw the rows to read: each cell whole, however long, and on a phone one below the other."""
    whole = sum(view.columns.values())
    heads = [(name, round(100 * width / whole, 1)) for name, width in view.columns.items()]
    cells = [view.cells(row) for row in rows]
    st.html(render("users/bulk/rows.html.j2", alt=view.alt, heads=heads, rows=cells))


def _choose_from_table(view: RowsView[T], rows: Sequence[T], key: str) -> T | None:
    import pandas as pd

    table = st.dataframe(
        pd.DataFrame([view.cells(row) for row in rows]),
        key=key,
        hide_index=True,
        height="content",
        alt=view.alt,
        column_config={
            name: st.column_config.Column(width=width) for name, width in view.columns.items()
        },
        on_select="rerun",
        selection_mode="single-row",
    )
    selected = table["selection"]["rows"]
    return rows[selected[0]] if selected else None
