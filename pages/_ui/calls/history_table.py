"""The calls of this browser session, newest first; choosing a row explains it."""

from urllib.parse import urlsplit

import pandas as pd
import streamlit as st

from pages._ui.calls.decision_card import decision_card
from pages._ui.calls.exchange_card import exchange_card, status_words
from pages._ui.page.context import browser_session
from pages._ui.page.time_words import clock_time, milliseconds
from pages._ui.page.visible import visible
from services.traffic.exchange import Exchange
from services.traffic.redaction import redact_text


def history_table(key: str) -> None:
    """Draw the table with a clear button, and the chosen row's cards below it."""
    exchanges = list(reversed(browser_session().calls))
    with st.container(
        horizontal=True, horizontal_alignment="distribute", vertical_alignment="center"
    ):
        st.header("History of this browser session", anchor=False, width="content")
        if exchanges and st.button("Clear", key=f"{key}_clear", icon=":material/delete_sweep:"):
            browser_session().clear_history()
            st.rerun()
    if not exchanges:
        st.caption("Every call you send from this browser is listed here, newest first.")
        return
    st.caption("Newest first. Choose a row to see why it got this answer, and the whole exchange.")
    chosen = _chosen_row(exchanges, key)
    if chosen is not None:
        decision_card(chosen, f"{key}_chosen", title=chosen.label)
        exchange_card(chosen, f"{key}_chosen", title="Request and answer", is_wide=True)


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
