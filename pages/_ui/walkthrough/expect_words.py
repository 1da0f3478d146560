"""What a step expects, with the words of AWS explained where the walkthrough uses them first."""

import streamlit as st

from infra_scripts.walkthrough.steps import STEPS
from infra_scripts.walkthrough.walk_step import WalkStep
from pages._ui.page.feedback import md
from pages._ui.page.templates import render
from pages._ui.page.words.terms import with_terms

JARGON = (
    "iss claim",
    "ALLOW_ADMIN_USER_PASSWORD_AUTH",
    "MOCK",
    "DEFAULT_4XX",
    "SECRET_HASH",
    "UNCONFIRMED",
    "challenge",
    "AdminUserGlobalSignOut",
)


def draw_expectation(walked: WalkStep) -> None:
    """Draw the sentence; a word in it that is new appears with its meaning on hover and focus."""
    if terms := new_terms(walked):
        words = with_terms(walked.expect, *terms)
        st.html(render("walkthrough/expectation.html.j2", words=words))
    else:
        st.markdown(f"**What we expect:** {md(walked.expect)}")


def new_terms(walked: WalkStep) -> tuple[str, ...]:
    """Return the words of AWS that this step is the first to use."""
    return tuple(word for word in JARGON if _first_with(word) is walked)


def _first_with(word: str) -> WalkStep | None:
    return next((each for each in STEPS if word in each.expect), None)
