"""What there is to know about the calls of a page, one part at a time; the choice is remembered."""

from collections.abc import Sequence

import streamlit as st
from markupsafe import Markup

from pages._ui.calls.claims_view import claims_view
from pages._ui.calls.decision_card import draw_checks, explanation_of, offer_doctor
from pages._ui.calls.exchange_card import draw_commands, exchange_card
from pages._ui.calls.history_table import history_table
from pages._ui.calls.short_answer import call_title
from pages._ui.calls.way.way import way_html
from pages._ui.page.context import settings
from pages._ui.page.jwt_parts import jwt_parts_html
from services.authorizer.comparison import compare
from services.authorizer.observation import answer_of
from services.errors import TokenError
from services.tokens.decode import decode_unverified
from services.traffic.exchange import Exchange

WAY, CHECKS, EXCHANGE, CLAIMS = "The way", "Checks", "Request and answer", "Claims"
COMMANDS, HISTORY = "Commands", "History"


def call_parts(calls: Sequence[Exchange], key: str) -> None:
    """Draw the choice of a part and of a call, and that part; there is at least one call."""
    with st.container(horizontal=True, horizontal_alignment="distribute"):
        part = st.segmented_control(
            "Look closer",
            [WAY, CHECKS, EXCHANGE, CLAIMS, COMMANDS, HISTORY],
            default=WAY,
            required=True,
            key=f"{key}_part",
            label_visibility="collapsed",
            bind="query-params",
            wrap=True,
        )
        call = _which(calls, key) if part != HISTORY else calls[-1]
    if part == HISTORY:
        history_table(f"{key}_history")
    else:
        _draw(part or WAY, call, f"{key}_{call.id}")


def _which(calls: Sequence[Exchange], key: str) -> Exchange:
    """Return the call that the part is about; a choice is only drawn where there is one."""
    by_title = {call_title(call): call for call in calls}
    if len(by_title) == 1:
        return calls[-1]
    chosen = st.segmented_control(
        "Which call",
        list(by_title),
        default=call_title(calls[-1]),
        key=f"{key}_which",
        required=True,
        label_visibility="collapsed",
    )
    return by_title.get(chosen or "", calls[-1])


def _draw(part: str, call: Exchange, key: str) -> None:
    if part in (WAY, CHECKS):
        _draw_decision(part, call)
        offer_doctor(call)
    elif part == EXCHANGE:
        exchange_card(call, key, title=call.label, is_wide=True, has_commands=False)
    elif part == CLAIMS:
        claims_view(call)
    else:
        draw_commands(call, key)


def _draw_decision(part: str, call: Exchange) -> None:
    decision, observed, is_local = explanation_of(call), answer_of(call), settings().is_local
    if isinstance(decision, str) or observed.status is None:
        st.markdown("There is no way to draw: the card above says why.")
    elif part == WAY:
        way = way_html(decision, observed, is_local=is_local, call_id=call.id)
        st.html(_token_html(call) + way)
    else:
        draw_checks(decision, compare(decision, observed, is_local=is_local))


def _token_html(call: Exchange) -> Markup:
    """Return the token that was sent in its parts, nothing where none can be read."""
    try:
        return jwt_parts_html(decode_unverified(call.request_header("Authorization") or ""))
    except TokenError:
        return Markup()
