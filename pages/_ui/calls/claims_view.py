"""The token's claims beside what the function received of them: same names, other types."""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import streamlit as st
from markupsafe import Markup

from pages._ui.page.templates import render
from services.authorizer.answers import ObservedAnswer
from services.authorizer.observation import answer_of
from services.errors import TokenError
from services.tokens.decode import decode_unverified
from services.traffic.exchange import Exchange

_DATE_TEXT = re.compile(r"\w{3} \w{3} \d{2} [\d:]{8} UTC \d{4}")
_NOTHING = "—"


@dataclass(frozen=True, slots=True, kw_only=True)
class ClaimRow:
    """One claim: its JSON in the token and at the function, and what changed between them."""

    name: str
    in_token: str
    received: str
    python_type: str
    change: str = ""


def claims_view(exchange: Exchange) -> None:
    """Draw the table for a call whose answer shows the claims received; a sentence for others."""
    rows = claim_rows(_payload(exchange), answer_of(exchange))
    if not rows:
        st.markdown("The function received no claims with this call, or it was not reached.")
        return
    st.markdown(
        "The authorizer hands every claim over as text. Code that compares numbers, lists or "
        "`true` with what it finds in `event.requestContext.authorizer.claims` goes wrong "
        "without an error: convert the values first."
    )
    st.html(claims_html(rows))


def claim_rows(payload: Mapping[str, Any], observed: ObservedAnswer) -> list[ClaimRow]:
    """Return one row per claim in the token's order, then those that only the function has."""
    document = observed.document or {}
    received, types = document.get("claims"), document.get("claim_types")
    if not isinstance(received, dict) or not isinstance(types, dict):
        return []
    names = dict.fromkeys((*payload, *received))
    return [
        ClaimRow(
            name=name,
            in_token=_json(payload[name]) if name in payload else _NOTHING,
            received=_json(received[name]) if name in received else _NOTHING,
            python_type=str(types.get(name, "")),
            change=_change(name, payload, received),
        )
        for name in names
    ]


def claims_html(rows: list[ClaimRow]) -> Markup:
    """Return the table as HTML."""
    return render("calls/claims_view.html.j2", rows=rows)


def _change(name: str, payload: Mapping[str, Any], received: Mapping[str, Any]) -> str:
    if name not in received:
        return "not handed over"
    if name not in payload:
        return "not in the token"
    return _type_change(payload[name], received[name])


def _type_change(before: object, after: object) -> str:
    if before == after and type(before) is type(after):
        return ""
    if not isinstance(after, str):
        return "changed"
    if isinstance(before, list):
        return "a list became one text" + (", joined by commas" if len(before) > 1 else "")
    if isinstance(before, bool):
        return "true or false became text"
    if not isinstance(before, int | float):
        return "changed"
    return f"a number became {'a date as ' if _DATE_TEXT.fullmatch(after) else ''}text"


def _payload(exchange: Exchange) -> Mapping[str, Any]:
    """Return the claims of the token that was sent, none when it cannot be read."""
    try:
        return decode_unverified(exchange.request_header("Authorization") or "").payload
    except TokenError:
        return {}


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False)
