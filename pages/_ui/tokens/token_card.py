"""The token card: what a token says, whether it is genuine, and its text, masked by default."""

import json
import time
from collections.abc import Set
from typing import Any, Literal

import streamlit as st

from pages._ui.page.countdown import countdown
from pages._ui.page.facts_table import facts_table
from pages._ui.page.feedback import md, show_error
from pages._ui.page.jwt_parts import jwt_parts_html
from pages._ui.page.visible import visible
from pages._ui.tokens.claims_table import check_facts, claim_facts
from pages._ui.tokens.issuer_keys import issuer_keys_field
from pages._ui.tokens.token_rows import tokens_html
from pages._ui.tokens.token_words import (
    PURPOSES,
    TITLES,
    VERDICTS,
    expiry,
    foreign_verdict,
    foreign_words,
    is_foreign,
    purpose,
    verification,
)
from services.api.sign_in import TokenSet
from services.errors import LabError, TokenError
from services.tokens.decode import DecodedToken, TokenUse, decode_unverified
from services.tokens.keys import keys_by_id
from services.tokens.pasted import decode_pasted
from services.tokens.verify import Verification, verify_with_keys
from services.traffic.redaction import masked

_BADGES: dict[bool | None, tuple[Literal["green", "red", "gray"], str]] = {
    True: ("green", "verified"),
    False: ("red", "gpp_bad"),
    None: ("gray", "help"),
}
_REVEAL_HELP = (
    "Anybody who has a token can act as the user until it expires: reveal it only when nobody "
    "else can see the screen."
)


def token_card(tokens: TokenSet, key: str, now: float) -> None:
    """Draw the tokens of one sign-in, a line each, and the one that is opened below them."""
    st.html(tokens_html(tokens, now))
    opened = st.segmented_control(
        "Look into a token",
        [TITLES[use] for use in (TokenUse.ID, TokenUse.ACCESS, TokenUse.REFRESH)],
        key=f"{key}_opened",
        bind="query-params",
    )
    if opened == TITLES[TokenUse.REFRESH]:
        _refresh_token_card(tokens.refresh_token, f"{key}_refresh")
    elif opened is not None:
        own, other = map(decode_unverified, (tokens.id_token, tokens.access_token))
        use = TokenUse.ID
        if opened == TITLES[TokenUse.ACCESS]:
            own, other, use = other, own, TokenUse.ACCESS
        only_here = set(own.payload) - set(other.payload)
        one_token_card(own, f"{key}_{use.value}", only_here=only_here, is_listed=True)


def one_token_card(
    token: DecodedToken, key: str, *, only_here: Set[str] = frozenset(), is_listed: bool = False
) -> None:
    """Draw one token of this lab; `is_listed` leaves out what its line in the list says already."""
    checked = verification(token)
    verdict = checked.is_valid if isinstance(checked, Verification) else None
    _draw_token(token, key, checked, verdict, only_here=only_here, is_listed=is_listed)


def _draw_token(
    token: DecodedToken,
    key: str,
    checked: Verification | LabError,
    verdict: bool | None,
    *,
    only_here: Set[str] = frozenset(),
    is_listed: bool = False,
    more: str = "",
) -> None:
    """Draw claims, checks and raw content in tabs, the text masked or revealed."""
    with st.container(border=True, key=f"{key}_card"):
        with st.container(horizontal=True, horizontal_alignment="distribute"):
            st.header(TITLES[token.token_use], anchor=False, width="content")
            if not is_listed:
                _verdict_badge(verdict)
        if not is_listed:
            st.caption(purpose(token))
            if more:
                st.caption(more)
            _draw_expiry(token)
        if parts := jwt_parts_html(token):
            st.html(parts)
        for note in token.notes:
            st.warning(md(note), icon=":material/info:")
        claims, checks, raw = st.tabs(["Claims", "Checks", "Raw"])
        with claims:
            _draw_claims(token, only_here)
        with checks:
            _draw_checks(checked)
        with raw:
            _draw_json("Header", token.header)
            _draw_json("Payload", token.payload)
            token_text(token.text, key)


def paste_token_card(key: str) -> None:
    """Draw a box for any token and, once one is pasted, its card."""
    with st.form(f"{key}_form", border=False):
        text = st.text_area(
            "Token",
            key=f"{key}_text",
            height=110,
            placeholder="eyJraWQiOi…",
            help="A header, a command, JSON or code around the token is fine.",
        )
        st.form_submit_button("Decode", key=f"{key}_decode", icon=":material/search:")
    st.caption("The token stays on this machine; only the pool's public keys are fetched.")
    if not text.strip():
        return
    try:
        token = decode_pasted(text)
    except TokenError as error:
        show_error(error)
        return
    checked = verification(token)
    if is_foreign(checked):
        _foreign_token_card(token, key, checked, text)
    else:
        one_token_card(token, f"{key}_pasted")


def _foreign_token_card(
    token: DecodedToken, key: str, checked: Verification | LabError, text: str
) -> None:
    """Draw a token of another pool, proved with the keys that the reader gives or fetches."""
    keys = issuer_keys_field(key, text)
    proved = verify_with_keys(token.text, keys_by_id(keys), time.time) if keys.strip() else None
    _draw_token(
        token,
        f"{key}_pasted",
        checked if proved is None else proved,
        foreign_verdict(proved),
        more=foreign_words(token, proved),
    )


def token_text(text: str, key: str) -> None:
    """Draw the token's text to copy, or a short text that distinguishes it from others."""
    reveal = st.toggle("Reveal the token", key=f"{key}_reveal", help=_REVEAL_HELP)
    st.code(visible(text) if reveal else masked(text), language=None, wrap_lines=True)


def _refresh_token_card(text: str, key: str) -> None:
    with st.container(border=True, key=f"{key}_card"):
        st.header(TITLES[TokenUse.REFRESH], anchor=False)
        st.caption(
            f"{PURPOSES[TokenUse.REFRESH]} On AWS it is encrypted, so only Cognito can read it; "
            "there is nothing to decode here."
        )
        token_text(text, key)


def _verdict_badge(verdict: bool | None) -> None:
    color, icon = _BADGES[verdict]
    st.badge(VERDICTS[verdict], color=color, icon=f":material/{icon}:")


def _draw_expiry(token: DecodedToken) -> None:
    end = expiry(token)
    if end is not None:
        countdown(end, time.time())


def _draw_claims(token: DecodedToken, only_here: Set[str]) -> None:
    if token.payload:
        facts_table(claim_facts(token.payload, time.time(), only_here=only_here))
    else:
        st.caption("No claims can be read in this token.")


def _draw_checks(checked: Verification | LabError) -> None:
    if isinstance(checked, LabError):
        show_error(checked)
    else:
        facts_table(check_facts(checked.checks))


def _draw_json(title: str, document: Any) -> None:
    st.caption(title)
    text = json.dumps(document, indent=2, ensure_ascii=False)
    st.code(visible(text), language="json", wrap_lines=True)
