"""The way to the revocation race that shows what a change does to tokens already issued."""

import streamlit as st

from pages._ui.page.context import lab
from pages._ui.page.feedback import md
from services.errors import LabError
from services.revocation.race import suitable_persona


def race_link(action: str) -> None:
    """Draw the link to the race of `action`, and say whom it is run with.

    It opens a tab of its own, so that what is typed here stays.
    """
    st.link_button(
        "See what it does to tokens in a revocation race",
        f"revocation?action={action}",
        icon=":material/open_in_new:",
        type="tertiary",
    )
    st.caption(f"{_whom()} It opens in a new tab: what you typed here stays.")


def _whom() -> str:
    try:
        persona = suitable_persona(lab().personas())
    except LabError:
        return "The race needs a test user."
    return f"The race is run with the test user {md(persona.username)}, whom it puts back."
