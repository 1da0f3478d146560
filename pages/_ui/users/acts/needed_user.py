"""Test users: which demo a change of one breaks, and how the known state comes back."""

import streamlit as st

from pages._ui.page.context import lab
from pages._ui.page.feedback import md
from services.errors import LabError
from services.home.personas import Persona
from services.revocation.race import is_suitable

_BACK = (
    "**Reset** on the Overview page gives every test user the first password, groups and state "
    "again."
)


def needed_user(username: str) -> Persona | None:
    """Return the test user of this name, None for anybody else."""
    try:
        return next((each for each in lab().personas() if each.username == username), None)
    except LabError:
        return None


def draw_what_breaks(username: str) -> None:
    """Warn before a test user is changed; nothing is drawn for anybody else."""
    if persona := needed_user(username):
        st.warning(f"{_shown_by(persona)} {_BACK}", icon=":material/science:")


def _shown_by(persona: Persona) -> str:
    raced = " The revocation race is run with this user." if is_suitable(persona) else ""
    return (
        f"**{md(persona.username)} is a test user.** The demos count on the present state: "
        f"{md(persona.story)}{raced} A change may break them."
    )
