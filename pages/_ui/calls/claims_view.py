"""The token's claims beside what the function received of them: same names, other types."""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from html import escape
from typing import Any

import streamlit as st

from services.authorizer.answers import ObservedAnswer
from services.authorizer.observation import answer_of
from services.errors import TokenError
from services.tokens.decode import decode_unverified
from services.traffic.exchange import Exchange

_DATE_TEXT = re.compile(r"\w{3} \w{3} \d{2} [\d:]{8} UTC \d{4}")
_NOTHING = "—"
_STYLE = """<style>
.lab-claims { width: 100%; border-collapse: collapse; font-size: 0.85rem; line-height: 1.4; }
.lab-claims th, .lab-claims td { padding: 0.4rem 0.6rem 0.4rem 0; text-align: left;
  vertical-align: top; overflow-wrap: anywhere; }
.lab-claims tbody tr { border-bottom: 1px solid
  color-mix(in srgb, currentColor 14%, transparent); }
.lab-claims th { font-weight: 600; width: 20%; }
.lab-claims td { width: 34%; }
.lab-claims td:last-child { width: 12%; }
.lab-claims .note { display: block; font-size: 0.8rem; color: light-dark(#8a4600, #f0b072); }
@media (max-width: 640px) {
  .lab-claims thead th:first-child { display: none; }
  .lab-claims tr { display: grid; grid-template-columns: 5fr 5fr 2fr; }
  .lab-claims th, .lab-claims td { width: auto !important; padding-bottom: 0.2rem; }
  .lab-claims tbody th { grid-column: 1 / -1; padding-bottom: 0; }
}
</style>"""


@dataclass(frozen=True, slots=True, kw_only=True)
class ClaimRow:
    """One claim: its JSON in the token and at the function, and what became of it on the way."""

    name: str
    in_token: str
    received: str
    python_type: str
    change: str = ""


def claims_view(exchange: Exchange, key: str) -> None:
    """Draw the table for a call whose answer shows the claims received; nothing for others."""
    rows = claim_rows(_payload(exchange), answer_of(exchange))
    if not rows:
        return
    with st.container(border=True, key=f"{key}_claims"):
        st.subheader("The same claims, before and after the authorizer", anchor=False)
        st.markdown(
            "The authorizer hands every claim over as text. Code that compares numbers, lists or "
            "`true` with what it finds in `event.requestContext.authorizer.claims` is wrong in "
            "silence: convert first."
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


def claims_html(rows: list[ClaimRow]) -> str:
    """Return the table as HTML with every text escaped."""
    titles = ("Claim", "JWT payload", "What the function received", "Python type")
    head = "".join(f'<th scope="col">{title}</th>' for title in titles)
    body = "".join(map(_row, rows))
    return (
        f'<table class="lab-claims"><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>'
        f"{_STYLE}"
    )


def _row(row: ClaimRow) -> str:
    note = f'<span class="note">≠ {escape(row.change)}</span>' if row.change else ""
    return (
        f'<tr><th scope="row">{escape(row.name)}</th><td>{escape(row.in_token)}</td>'
        f"<td>{escape(row.received)}{note}</td><td>{escape(row.python_type)}</td></tr>"
    )


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
