"""What can be opened below a sign-in, one at a time: why, the request, the hash, any token."""

import streamlit as st

from pages._ui.calls.decision_card import decision_card
from pages._ui.calls.doctor_link import offer
from pages._ui.calls.exchange_card import exchange_card
from pages._ui.page.context import browser_session, lab
from pages._ui.page.facts_table import Fact, facts_table
from pages._ui.sign_in.secret_hash import secret_hash_steps_card
from pages._ui.tokens.token_card import paste_token_card
from services.traffic.exchange import Exchange

_REFUSALS = 400
EXCHANGE = "sign_in_exchange"  # id of the last exchange; the session's history holds it
WHY = "sign_in_why"  # the facts that explain it
_WHY, _REQUEST, _HASH, _DECODE = (
    "Why this answer",
    "Request and answer",
    "How SECRET_HASH is computed",
    "Decode any token",
)


def look_closer(username: str, key: str) -> None:
    """Draw the choice, which the address remembers, and what is chosen."""
    opened = st.segmented_control(
        "Look closer",
        (_WHY, _REQUEST, _HASH, _DECODE),
        key=f"{key}_opened",
        bind="query-params",
    )
    if opened is None:
        return
    with st.container(border=True, key=f"{key}_look"):
        if opened == _HASH:
            secret_hash_steps_card(username, lab().outputs.app_client_id)
        elif opened == _DECODE:
            paste_token_card(f"{key}_paste")
        else:
            _draw_answer(_last_exchange(), key, is_why=opened == _WHY)


def _last_exchange() -> Exchange | None:
    wanted = st.session_state.get(EXCHANGE)
    return next((each for each in browser_session().calls if each.id == wanted), None)


def _draw_answer(exchange: Exchange | None, key: str, *, is_why: bool) -> None:
    facts: list[Fact] = st.session_state.get(WHY, [])
    if exchange is None:
        st.caption("This tab holds no answer to explain. Sign in first.")
    elif not is_why:
        exchange_card(exchange, f"{key}_exchange", is_wide=True)
    elif facts:
        facts_table(facts)
        st.caption(
            "This route asks for no token: it is where tokens come from. So the function decides, "
            "with Cognito."
        )
        if (exchange.status or _REFUSALS) >= _REFUSALS:
            offer(exchange)
    else:
        decision_card(exchange, f"{key}_exchange")
