"""The drawing of the stack: who calls whom, each box with its id and its live status."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from html import escape

import streamlit as st


class BoxState(StrEnum):
    EXISTS = "exists"
    MISSING = "missing"
    DIFFERS = "differs"
    ABSENT = "not created yet"
    UNKNOWN = "not read yet"


@dataclass(frozen=True, slots=True, kw_only=True)
class Box:
    """A box of the drawing: a resource of the stack under its logical name."""

    name: str
    title: str
    role: str


@dataclass(frozen=True, slots=True, kw_only=True)
class BoxStatus:
    """What is known of a box's resource."""

    id: str
    state: BoxState


BOXES = (
    Box(name="rest_api", title="REST API", role="routes each request"),
    Box(name="authorizer", title="Cognito authorizer", role="checks the token first"),
    Box(name="my_api_function", title="my-api function", role="answers with the claims"),
    Box(
        name="sign_in_function", title="user-sign-in function", role="trades a password for tokens"
    ),
    Box(name="user_pool", title="User pool", role="keeps users, signs tokens"),
    Box(name="app_client", title="App client", role="whom tokens are issued for"),
)

# Cells of the wide drawing, row by row; a narrow screen stacks them in this order.
_ARROWS = {
    "call": ("right", "HTTP request"),
    "check": ("right", "Authorization header"),
    "allow": ("right", "token accepted"),
    "sign-in": ("down", '<span class="lab-narrow">from the REST API: </span>POST /user-sign-in'),
    "trust": ("down", "keys and issuer"),
    "auth": ("right", "Admin<wbr>InitiateAuth"),
    "member": ("left", "belongs to"),
}


def stack_map(statuses: Mapping[str, BoxStatus], *, others: BoxState = BoxState.UNKNOWN) -> None:
    """Draw the stack; a box without a status is shown in the state `others`."""
    st.html(drawing(statuses, others=others) + _STYLE)


def drawing(statuses: Mapping[str, BoxStatus], *, others: BoxState) -> str:
    """Return the drawing as HTML; every id is escaped."""
    rest = BoxStatus(id="", state=others)
    boxes = {box.name: _box(box, statuses.get(box.name, rest)) for box in BOXES}
    arrows = {name: _arrow(name) for name in _ARROWS}
    cells = (
        _you(),
        arrows["call"],
        boxes["rest_api"],
        arrows["check"],
        boxes["authorizer"],
        arrows["allow"],
        boxes["my_api_function"],
        arrows["sign-in"],
        boxes["sign_in_function"],
        arrows["auth"],
        boxes["user_pool"],
        arrows["trust"],
        arrows["member"],
        boxes["app_client"],
    )
    label = "Architecture: the app calls the REST API; its authorizer checks the token"
    return (
        f'<div class="lab-map-frame"><div class="lab-map" role="group" aria-label="{label}">'
        f"{''.join(cells)}</div></div>"
    )


def _you() -> str:
    return (
        '<div class="lab-box lab-you" data-cell="you"><span class="lab-title">This app</span>'
        '<span class="lab-role">sends what your browser asks for</span></div>'
    )


def _box(box: Box, status: BoxStatus) -> str:
    shown = f'<code class="lab-id">{escape(status.id)}</code>' if status.id else ""
    state = status.state
    return (
        f'<div class="lab-box" data-cell="{box.name}" data-state="{state.name.lower()}">'
        f'<span class="lab-title">{box.title}</span><span class="lab-role">{box.role}</span>'
        f'{shown}<span class="lab-state">{state.value}</span></div>'
    )


def _arrow(name: str) -> str:
    direction, label = _ARROWS[name]
    return (
        f'<div class="lab-arrow lab-{direction}" data-cell="{name}">'
        f'<span class="lab-label">{label}</span><span class="lab-line"></span></div>'
    )


_STYLE = """<style>
.lab-map-frame { container-type: inline-size; }
.lab-map {
  --line: light-dark(#8089a3, #7f8bb0); --edge: light-dark(#dfe3ec, #2c3553);
  --face: light-dark(#ffffff, #161c30); --soft: light-dark(#475069, #b3bcd1);
  --good: light-dark(#177245, #6fd39b); --warn: light-dark(#8a5200, #f0b45c);
  --bad: light-dark(#b3261e, #ff8f86);
  display: grid; align-items: stretch; font-size: 0.875rem; line-height: 1.35;
  grid-template-columns: minmax(0, 1fr) 6.4rem minmax(0, 1.2fr) 6.4rem minmax(0, 1.2fr) 6.4rem
    minmax(0, 1.2fr);
  grid-template-areas:
    "you call rest_api check authorizer allow my_api_function"
    ".   .    sign-in  .     trust      .     ."
    ".   .    sign_in_function auth user_pool member app_client"; }
.lab-box {
  display: flex; flex-direction: column; gap: 0.15rem; min-width: 0; padding: 0.75rem 0.85rem;
  border: 1px solid var(--edge); border-radius: 0.6rem; background: var(--face);
  box-shadow: 0 1px 2px rgb(15 19 38 / 0.06); }
.lab-you { border-style: dashed; justify-content: center; }
.lab-title { font-weight: 650; }
.lab-role { color: var(--soft); font-size: 0.8rem; }
.lab-id { display: block; margin-top: 0.35rem; padding: 0; background: none; font-size: 0.75rem;
  color: inherit; overflow-wrap: anywhere; }
.lab-state { margin-top: auto; padding-top: 0.35rem; font-size: 0.78rem; font-weight: 600;
  color: var(--soft); }
.lab-state::before { content: "○ "; }
[data-state="exists"] .lab-state { color: var(--good); }
[data-state="exists"] .lab-state::before { content: "● "; }
[data-state="differs"] .lab-state { color: var(--warn); }
[data-state="differs"] .lab-state::before { content: "◐ "; }
[data-state="missing"] .lab-state { color: var(--bad); }
[data-state="missing"] { border-style: dashed; border-color: var(--bad); }
.lab-arrow { position: relative; display: flex; flex-direction: column; justify-content: center;
  color: var(--soft); font-size: 0.72rem; line-height: 1.2; text-align: center; }
.lab-label { position: absolute; left: 0.2rem; right: 0.2rem; bottom: 50%;
  padding-bottom: 0.35rem; }
.lab-line { position: relative; display: block; height: 0; margin: 0 0.35rem;
  border-top: 1.5px solid var(--line); }
.lab-line::after { content: ""; position: absolute; right: 0; top: -4.5px; width: 7px; height: 7px;
  border-top: 1.5px solid var(--line); border-right: 1.5px solid var(--line);
  transform: rotate(45deg); }
.lab-left .lab-line::after { right: auto; left: 0; transform: rotate(-135deg); }
.lab-narrow { display: none; }
.lab-down { flex-direction: row; align-items: center; justify-content: flex-start; height: 3.4rem; }
.lab-down .lab-line { order: -1; width: 0; height: 2.6rem; margin: 0 0.5rem 0 2.2rem;
  border-top: 0; border-left: 1.5px solid var(--line); }
.lab-down .lab-line::after { top: auto; bottom: 0; right: auto; left: -4.8px;
  transform: rotate(135deg); }
.lab-down .lab-label { position: static; padding: 0; }
@container (min-width: 761px) {
  [data-cell="you"] { grid-area: you; } [data-cell="call"] { grid-area: call; }
  [data-cell="rest_api"] { grid-area: rest_api; } [data-cell="check"] { grid-area: check; }
  [data-cell="authorizer"] { grid-area: authorizer; } [data-cell="allow"] { grid-area: allow; }
  [data-cell="my_api_function"] { grid-area: my_api_function; }
  [data-cell="sign-in"] { grid-area: sign-in; } [data-cell="auth"] { grid-area: auth; }
  [data-cell="sign_in_function"] { grid-area: sign_in_function; }
  [data-cell="user_pool"] { grid-area: user_pool; } [data-cell="trust"] { grid-area: trust; }
  [data-cell="member"] { grid-area: member; } [data-cell="app_client"] { grid-area: app_client; } }
@container (max-width: 760px) {
  .lab-map { display: flex; flex-direction: column; }
  .lab-arrow { flex-direction: row; align-items: center; justify-content: flex-start;
    height: 2.1rem; }
  .lab-arrow .lab-line { order: -1; width: 0; height: 1.6rem; margin: 0 0.6rem 0 1.4rem;
    border-top: 0; border-left: 1.5px solid var(--line); }
  .lab-arrow .lab-line::after { top: auto; bottom: 0; right: auto; left: -4.8px;
    transform: rotate(135deg); }
  .lab-left .lab-line::after { bottom: auto; top: 0; transform: rotate(-45deg); }
  .lab-label { position: static; padding: 0; }
  .lab-narrow { display: inline; }
  [data-cell="sign-in"] .lab-line { border-left-style: dashed; }
  [data-cell="trust"] { display: none; } }
</style>"""
