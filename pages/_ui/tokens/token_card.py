"""The token card: what a token says, whether it is genuine, and its text, masked by default."""

import json
import time
from collections.abc import Set
from typing import Any

import streamlit as st

from pages._ui.page.context import lab
from pages._ui.page.countdown import countdown
from pages._ui.page.facts_table import facts_table
from pages._ui.page.feedback import md, show_error
from pages._ui.page.jwt_parts import jwt_parts_html
from pages._ui.page.visible import visible
from pages._ui.tokens.claims_table import check_facts, claim_facts
from services.api.sign_in import TokenSet
from services.errors import LabError, TokenError
from services.tokens.claims import claim_text
from services.tokens.decode import DecodedToken, TokenUse, decode_unverified
from services.tokens.glossary import ClaimKind, explain_claim
from services.tokens.verify import Verification
from services.traffic.redaction import masked

_USE, _SHOWN_USE = "token_use", 60
_PURPOSES = {
    TokenUse.ID: "Says who the user is. A method without scopes expects this one.",
    TokenUse.ACCESS: "Says what the user may do. A method with scopes expects this one.",
    TokenUse.REFRESH: "Gets new ID and access tokens from Cognito. No API accepts it.",
}
_TITLES = {
    TokenUse.ID: "ID token",
    TokenUse.ACCESS: "Access token",
    TokenUse.REFRESH: "Refresh token",
    TokenUse.UNKNOWN: "Token",
}


def token_card(tokens: TokenSet, key: str) -> None:
    """Draw the tokens of one sign-in: ID beside access, the refresh token below."""
    reveal = st.toggle(
        "Reveal the tokens",
        key=f"{key}_reveal",
        help="Anybody who has a token can act as the user until it expires: reveal it only when "
        "nobody else can see the screen.",
    )
    decoded = [decode_unverified(text) for text in (tokens.id_token, tokens.access_token)]
    names = [set(token.payload) for token in decoded]
    for column, token, place, only_here in zip(
        st.columns(2),
        decoded,
        (TokenUse.ID, TokenUse.ACCESS),  # its place in the answer; its own claim may say otherwise
        (names[0] - names[1], names[1] - names[0]),
        strict=True,
    ):
        with column:
            one_token_card(token, f"{key}_{place}", reveal=reveal, only_here=only_here)
    if tokens.refresh_token:
        _refresh_token_card(tokens.refresh_token, f"{key}_refresh", reveal=reveal)


def one_token_card(
    token: DecodedToken, key: str, *, reveal: bool, only_here: Set[str] = frozenset()
) -> None:
    """Draw one token: claims, checks and raw content in tabs, the text masked or revealed."""
    verification = _verification(token)
    with st.container(border=True, height="stretch", key=f"{key}_card"):
        with st.container(horizontal=True, horizontal_alignment="distribute"):
            st.header(_TITLES[token.token_use], anchor=False, width="content")
            if isinstance(verification, Verification):
                _verdict_badge(verification)
        st.caption(_purpose(token))
        _draw_expiry(token)
        token_text(token.text, reveal=reveal)
        if parts := jwt_parts_html(token):
            st.html(parts)
        for note in token.notes:
            st.warning(md(note), icon=":material/info:")
        claims, checks, raw = st.tabs(["Claims", "Checks", "Raw"])
        with claims:
            _draw_claims(token, only_here)
        with checks:
            _draw_checks(verification)
        with raw:
            _draw_json("Header", token.header)
            _draw_json("Payload", token.payload)


def paste_token_card(key: str) -> None:
    """Draw a box for any token and, once one is pasted, its card."""
    with st.form(f"{key}_form", border=False):
        text = st.text_area(
            "Token",
            key=f"{key}_text",
            height=110,
            placeholder="eyJraWQiOi…",
            help='"Bearer ", quotes, a field name and line breaks around the token are fine.',
        )
        st.form_submit_button("Decode", key=f"{key}_decode", icon=":material/search:")
    st.caption("The token stays on this machine; only the pool's public keys are fetched.")
    if not text.strip():
        return
    try:
        token = decode_unverified(text)
    except TokenError as error:
        show_error(error)
        return
    reveal = st.toggle("Reveal the token", key=f"{key}_reveal")
    one_token_card(token, f"{key}_pasted", reveal=reveal)


def token_text(text: str, *, reveal: bool) -> None:
    """Draw the token's text to copy, or a short text that distinguishes it from others."""
    st.code(visible(text) if reveal else masked(text), language=None, wrap_lines=True)


def _refresh_token_card(text: str, key: str, *, reveal: bool) -> None:
    with st.container(border=True, key=f"{key}_card"):
        st.header(_TITLES[TokenUse.REFRESH], anchor=False)
        st.caption(
            f"{_PURPOSES[TokenUse.REFRESH]} On AWS it is encrypted, so only Cognito can read it; "
            "there is nothing to decode here."
        )
        token_text(text, reveal=reveal)


def _purpose(token: DecodedToken) -> str:
    if token.token_use in _PURPOSES:
        return _PURPOSES[token.token_use]
    if _USE not in token.payload:
        return "Does not say what it is for: it has no claim token_use."
    use = claim_text(token.payload, _USE)[:_SHOWN_USE]
    return f"Its token_use claim is {md(use) or 'empty'}: no use that Cognito knows."


def _verification(token: DecodedToken) -> Verification | LabError:
    try:
        return lab().verifier.verify(token.text)
    except LabError as error:
        return error


def _verdict_badge(verification: Verification) -> None:
    if verification.is_valid:
        st.badge("Genuine and valid", color="green", icon=":material/verified:")
    else:
        st.badge("Not acceptable", color="red", icon=":material/gpp_bad:")


def _draw_expiry(token: DecodedToken) -> None:
    expires_at = token.payload.get("exp")
    is_in_the_calendar = explain_claim("exp", expires_at).kind is ClaimKind.TIME
    if isinstance(expires_at, int | float) and is_in_the_calendar:
        countdown(expires_at, time.time())


def _draw_claims(token: DecodedToken, only_here: Set[str]) -> None:
    if token.payload:
        facts_table(claim_facts(token.payload, time.time(), only_here=only_here))
    else:
        st.caption("No claims can be read in this token.")


def _draw_checks(verification: Verification | LabError) -> None:
    if isinstance(verification, LabError):
        show_error(verification)
    else:
        facts_table(check_facts(verification.checks))


def _draw_json(title: str, document: Any) -> None:
    st.caption(title)
    text = json.dumps(document, indent=2, ensure_ascii=False)
    st.code(visible(text), language="json", wrap_lines=True)
