"""The answer to a good sign-in: who is signed in, until when, and what to do next."""

import streamlit as st
from markupsafe import Markup

from pages._ui.page.templates import render
from pages._ui.page.time_words import moment
from services.api.sign_in import TokenSet

_CALL = "pages/demo/call_api.py"


def signed_in_card(tokens: TokenSet, username: str, now: float) -> bool:
    """Draw the card and tell whether the tokens are to be refreshed."""
    is_expired = tokens.expires_at <= now
    with st.container(border=True, key="sign_in_user"):
        st.html(signed_in_html(tokens, username, now))
        with st.container(horizontal=True, vertical_alignment="center"):
            if st.button(
                "Call the API with this token",
                key="sign_in_call",
                type="secondary" if is_expired else "primary",
                icon=":material/api:",
            ):
                st.switch_page(_CALL)
            is_refreshed = st.button(
                "Refresh the tokens",
                key="sign_in_refresh",
                type="primary" if is_expired else "secondary",
                icon=":material/autorenew:",
                help="Exchanges the refresh token for a new ID and a new access token.",
            )
        st.caption(
            "Sign out, beside your name in the menu, makes this browser forget the tokens. The "
            "tokens themselves stay valid until they expire: a copy of one can still be used."
        )
    if is_expired:
        st.warning(
            "The ID and access token have expired, so the API refuses them. Refresh the tokens.",
            icon=":material/timer_off:",
        )
    return is_refreshed


def signed_in_html(tokens: TokenSet, username: str, now: float) -> Markup:
    """Return the sentence as HTML; it holds no token."""
    end = moment(tokens.expires_at)
    count = "Three" if tokens.refresh_token else "Two"
    said = f"{count} tokens. The ID and access token "
    said += f"expired at {end}." if tokens.expires_at <= now else f"are valid until {end}."
    return render(
        "sign_in/signed_in.html.j2",
        id=tokens.obtained_at,
        username=username,
        tokens=said,
        sentence=f"Signed in as {username}. {said}",
    )
