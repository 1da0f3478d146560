"""A chart behind one click, with the same numbers as a table behind another."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import streamlit as st

from pages._ui.page.templates import render

_CHART, _TABLE = "Chart", "Table"


@dataclass(frozen=True, slots=True, kw_only=True)
class ChartContent:
    """What is drawn: `sentence` says it first and is read out instead of the chart.

    `spec` is Vega-Lite; its marks name their data by the columns of `rows`.
    """

    sentence: str
    spec: dict[str, Any]
    rows: tuple[dict[str, Any], ...]
    heads: tuple[str, ...]
    cells: tuple[tuple[str, ...], ...]


def lazy_chart(title: str, key: str, content: Callable[[], ChartContent | str]) -> None:
    """Draw a folded panel; `content` is asked for, and drawn, only while it stands open.

    Where there is nothing to draw, `content` returns the sentence that says what to do.
    """
    panel = st.expander(title, key=key, icon=":material/bar_chart:", on_change="rerun")
    if not panel.open:
        return
    with panel:
        made = content()
        if isinstance(made, str):
            st.write(made)
        else:
            _draw(made, key)


def _draw(made: ChartContent, key: str) -> None:
    st.write(made.sentence)
    choice = st.segmented_control(
        "How to show it",
        [_CHART, _TABLE],
        key=f"{key}_view",
        default=_CHART,
        required=True,
        label_visibility="collapsed",
    )
    if choice == _TABLE:
        st.html(render("charts/table.html.j2", heads=made.heads, cells=made.cells))
    else:
        import pandas as pd  # a third of a second, which the first page does without

        st.vega_lite_chart(
            pd.DataFrame(list(made.rows)), made.spec, key=f"{key}_chart", alt=made.sentence
        )
