"""A session that was forgotten, or lost with its server: the way to sign in and back."""

import streamlit as st

from pages._frame.navigation import entry_at
from pages._ui.page.context import browser_session, has_session_ended, is_sign_in_lost

_LEFT_FROM = "_frame_left_from"
_SIGN_IN = "sign_in"
_ENDED = (
    "**Your session has ended: it was not used for 8 hours.** Its tokens and calls are forgotten. "
    "Sign in again to go on."
)
_LOST = (
    "**The server was restarted: sign in again.** It keeps sign-ins in its memory only, so the "
    "tokens and calls of this browser are forgotten."
)


def draw_session_end(address: str) -> None:
    """Say above the page with this address that the session ended; afterwards, lead back to it."""
    if text := _what_happened():
        if address != _SIGN_IN:
            st.session_state[_LEFT_FROM] = address
        _ended(text, is_sign_in=address == _SIGN_IN)
    elif st.session_state.get(_LEFT_FROM) == address:
        del st.session_state[_LEFT_FROM]
    elif _LEFT_FROM in st.session_state and browser_session().signed_in_username:
        _back(st.session_state[_LEFT_FROM])


def _what_happened() -> str:
    if has_session_ended():
        return _ENDED
    return _LOST if is_sign_in_lost() else ""


def _ended(text: str, *, is_sign_in: bool) -> None:
    with st.container(key="frame_session_ended", gap="xsmall"):
        st.warning(text, icon=":material/lock_clock:")
        if not is_sign_in:
            st.page_link("pages/demo/sign_in.py", label="Sign in again", icon=":material/login:")


def _back(address: str) -> None:
    entry = entry_at(address)
    with st.container(key="frame_back"):
        st.page_link(
            f"pages/{entry.file}", label=f"Back to {entry.title}", icon=":material/arrow_back:"
        )
