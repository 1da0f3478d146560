"""The calls of this browser session, newest first; choosing a row shows that call."""

from urllib.parse import urlsplit

import pandas as pd
import streamlit as st

from pages._ui.calls.exchange_card import status_words
from pages._ui.calls.shown_calls import forget_shown_calls, show_calls
from pages._ui.page.context import browser_session
from pages._ui.page.time_words import clock_time, milliseconds
from pages._ui.page.visible import visible
from services.traffic.exchange import Exchange
from services.traffic.redaction import redact_text


def history_table(key: str) -> None:
    """Draw the table with a clear button; the page shows the call of a row that is chosen.

    There is at least one call.
    """
    exchanges = list(reversed(browser_session().calls))
    with st.container(
        horizontal=True, horizontal_alignment="distribute", vertical_alignment="center"
    ):
        words = "The calls of this browser, newest first. Choose a row to see its answer above."
        st.caption(words, width="content")
        if st.button("Clear", key=f"{key}_clear", icon=":material/delete_sweep:"):
            browser_session().clear_history()
            forget_shown_calls()
            st.rerun()
    chosen = _chosen_row(exchanges, key)
    if chosen is not None and st.session_state.get(f"{key}_opened") != chosen.id:
        st.session_state[f"{key}_opened"] = chosen.id  # the row stays chosen: show its call once
        show_calls(chosen.id)
        st.rerun()


def _chosen_row(exchanges: list[Exchange], key: str) -> Exchange | None:
    table = st.dataframe(
        pd.DataFrame([_row(exchange) for exchange in exchanges]),
        # A new call moves every row, so the selection starts again.
        key=f"{key}_table_{exchanges[0].id}_{len(exchanges)}",
        hide_index=True,
        on_select="rerun",
        selection_mode="single-row",
        height="content" if len(exchanges) <= 10 else 380,  # noqa: PLR2004 - rows that fit
        alt="The calls of this browser session, newest first",
    )
    rows = table["selection"]["rows"]
    return exchanges[rows[0]] if rows and rows[0] < len(exchanges) else None


def _row(exchange: Exchange) -> dict[str, str]:
    return {
        "Sent at": clock_time(exchange.started_at),
        "What": visible(exchange.label),
        "Answer": visible(status_words(exchange)),
        "Time": milliseconds(exchange.duration_ms),
        "Request": visible(f"{exchange.method} {redact_text(urlsplit(exchange.url).path)}"),
    }
