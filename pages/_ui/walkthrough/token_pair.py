"""The ID token and the access token of one sign-in side by side: the claims that matter."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import streamlit as st
from markupsafe import Markup

from pages._ui.page.jwt_parts import jwt_parts_html
from pages._ui.page.templates import render
from pages._ui.page.time_words import clock_time
from services.api.sign_in import TokenSet
from services.tokens.claims import is_numeric_date
from services.tokens.decode import decode_unverified
from services.traffic.exchange import Exchange

_NOTHING = "—"
_EXPIRY = "exp"
# The claim's name, or that in the ID token and that in the access token -> what it means
_MEANINGS: dict[tuple[str, ...], str] = {
    ("sub",): "The user's id, which never changes",
    ("iss",): "Issuer: the user pool that signed it",
    ("aud", "client_id"): "The app client that it was issued to",
    ("token_use",): "Which of the two it is",
    (_EXPIRY,): "Expiry: refused from then on",
    ("cognito:username", "username"): "Who signed in",
    ("cognito:groups",): "The user's groups, left out without any",
    ("scope",): "What the app may do with it",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class PairedClaim:
    """One row; a claim that a token does not have is a dash there."""

    names: tuple[str, ...]
    in_id: str
    in_access: str
    meaning: str

    @property
    def is_there(self) -> bool:
        return {self.in_id, self.in_access} != {_NOTHING}


def draw_token_pair(tokens: TokenSet) -> None:
    """Draw the claims of both, what the refresh token is for, and both tokens in their parts."""
    pair = [decode_unverified(text) for text in (tokens.id_token, tokens.access_token)]
    st.html(token_pair_html(pair[0].payload, pair[1].payload))
    st.markdown(
        "The **refresh token** is not for reading: to the app it is a text without meaning, and on "
        "AWS it is encrypted. It gets new ID and access tokens from Cognito without a password."
    )
    with st.expander("Header, payload and signature of both"):
        for title, token in zip(("ID token", "Access token"), pair, strict=True):
            st.markdown(f"**{title}**")
            st.html(jwt_parts_html(token))


def end_of_token(sent: Exchange) -> float | None:
    """Return when the token that a request carried expires (epoch seconds), None without one."""
    header = sent.request_header("Authorization")
    end = decode_unverified(header).payload.get(_EXPIRY) if header else None
    return end if is_numeric_date(end) else None


def token_pair_html(in_id: Mapping[str, Any], in_access: Mapping[str, Any]) -> Markup:
    """Return the table of what two payloads say."""
    rows = [
        PairedClaim(
            names=names,
            in_id=_value(in_id, names[0]),
            in_access=_value(in_access, names[-1]),
            meaning=meaning,
        )
        for names, meaning in _MEANINGS.items()
    ]
    return render("walkthrough/token_pair.html.j2", rows=rows)


def _value(payload: Mapping[str, Any], name: str) -> str:
    value = payload.get(name, _NOTHING)
    if name == _EXPIRY and is_numeric_date(value):
        return clock_time(value)
    return ", ".join(map(str, value)) if isinstance(value, list) else str(value)
