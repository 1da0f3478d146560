"""The things to do next, and which of them this browser has done."""

from collections.abc import Iterable
from dataclasses import dataclass

import streamlit as st

from pages._server.session_store import BrowserSession
from services.traffic.exchange import Exchange

_PROTECTED, _OK = "/my-api", 200
# Where to go on, once all steps are done: the plainest first.
_FURTHER = (
    ("pages/learn/walkthrough.py", "Walkthrough", "route", "Build the same API step by step."),
    (
        "pages/demo/response_doctor.py",
        "Response doctor",
        "stethoscope",
        "Find out why an answer came.",
    ),
    (
        "pages/demo/revocation.py",
        "Revocation race",
        "timer",
        "See what works after a sign-out.",
    ),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class NextStep:
    """One card: what to do, where, and whether it is done."""

    key: str
    title: str
    text: str
    link: str
    page: str
    icon: str
    is_done: bool


def next_steps(session: BrowserSession, *, is_stale: bool) -> tuple[NextStep, ...]:
    """Return the steps in their order, done or not by what this browser's session holds.

    `is_stale` says that its tokens are of a stack that is gone, and so are the calls with them.
    """
    return (
        NextStep(
            key="sign_in",
            title="Sign in",
            text="Send a test user's password to the sign-in API and get three tokens back.",
            link="Open Sign in",
            page="pages/demo/sign_in.py",
            icon="login",
            is_done=bool(session.signed_in_username) and not is_stale,
        ),
        NextStep(
            key="call_api",
            title="Call the API twice",
            text="The same request without and with the token: one is refused, one gets through.",
            link="Open Call the API",
            page="pages/demo/call_api.py",
            icon="api",
            is_done=has_called_both_ways(session.calls) and not is_stale,
        ),
        NextStep(
            key="authorizer_lab",
            title="Run the authorizer lab",
            text="Send ten kinds of token to five routes and see why each is refused or let in.",
            link="Open Authorizer lab",
            page="pages/demo/authorizer_lab.py",
            icon="grid_on",
            is_done=bool(session.scenarios),
        ),
    )


def has_called_both_ways(history: Iterable[Exchange]) -> bool:
    """Say whether a protected route was called without the header, and let in with it."""
    called = [exchange for exchange in history if _PROTECTED in exchange.url]
    bare = [each for each in called if each.request_header("Authorization") is None]
    let_in = [each for each in called if each not in bare and each.status == _OK]
    return bool(bare and let_in)


def draw_next_steps(steps: tuple[NextStep, ...], *, can_start: bool = True, first: int = 1) -> None:
    """Draw the cards side by side, numbered from `first`.

    The first open step is the one to take, once one can start.
    """
    todo = next((step.key for step in steps if can_start and not step.is_done), "")
    with st.container(key="overview_steps"):
        columns = st.columns(len(steps))
    for step, column in zip(steps, columns, strict=True):
        with column, st.container(border=True, height="stretch", key=f"overview_step_{step.key}"):
            _card(step, number=steps.index(step) + first, is_next=step.key == todo)


def draw_further() -> None:
    """Draw where to go on after the last step, a line each."""
    with st.container(key="overview_further", gap="xsmall"):
        st.markdown("**All three are done.** Go on with one of these:")
        for further in _FURTHER:
            _line(*further)


def draw_other_beginning() -> None:
    """Draw the other way to begin: not with what stands, but by building it."""
    page, label, icon, _ = _FURTHER[0]
    with st.container(key="overview_begin"):
        _line(page, label, icon, "Or build the same API yourself, step by step, in 25 minutes.")


def _line(page: str, label: str, icon: str, words: str) -> None:
    with st.container(horizontal=True, vertical_alignment="center", gap="xsmall"):
        st.page_link(page, label=label, icon=f":material/{icon}:", width="content")
        st.markdown(words, width="content")


def card_head(title: str, *, is_next: bool, is_done: bool = False) -> None:
    """Draw a step's title and whether it is done, the next one, or one for later."""
    with st.container(
        horizontal=True, horizontal_alignment="distribute", vertical_alignment="center"
    ):
        st.subheader(title, anchor=False, width="content")
        if is_done:
            st.badge("Done", icon=":material/check:", color="green")
        else:
            st.badge("Next" if is_next else "Later", color="blue" if is_next else "gray")


def _card(step: NextStep, *, number: int, is_next: bool) -> None:
    card_head(f"{number}. {step.title}", is_next=is_next, is_done=step.is_done)
    st.write(step.text)
    with st.container(key="overview_next" if is_next else None):
        st.page_link(step.page, label=step.link, icon=f":material/{step.icon}:")
