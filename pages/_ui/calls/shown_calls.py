"""Which calls a page shows: those that its address names, else the last ones of this tab."""

from dataclasses import dataclass

import streamlit as st

from pages._ui.page.context import browser_session
from services.traffic.exchange import Exchange

_ADDRESS, _TAB = "call", "_shown_calls"


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownCalls:
    """The calls that this browser still knows; `is_lost` when the address names another one."""

    calls: tuple[Exchange, ...]
    is_lost: bool = False


def show_calls(*ids: str) -> None:
    """Put these calls into the address, so that a reload or a copy of it shows them again."""
    st.query_params[_ADDRESS] = "_".join(ids)
    st.session_state[_TAB] = ids


def forget_shown_calls() -> None:
    st.session_state.pop(_TAB, None)
    st.query_params.pop(_ADDRESS, None)


def shown_calls() -> ShownCalls:
    """Return the calls to show; each browser knows only its own, while the server runs."""
    address = st.query_params.get(_ADDRESS, "")
    ids = tuple(address.split("_")) if address else st.session_state.get(_TAB, ())
    known = {call.id: call for call in browser_session().calls}
    calls = tuple(known[each] for each in ids if each in known)
    if calls:  # a link of the navigation leads back here without the address
        st.session_state[_TAB] = ids
    return ShownCalls(calls=calls, is_lost=bool(address) and len(calls) < len(ids))
