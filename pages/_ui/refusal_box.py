"""A refused sign-in: what the API said, what it means and what to try next."""

import streamlit as st

from pages._ui.feedback import md
from pages._ui.refusal_words import refusal_words
from services.personas import Persona
from services.sign_in import Refused


def refusal_box(refused: Refused, persona: Persona | None) -> None:
    """Draw the refusal in one box."""
    words = refusal_words(refused, persona)
    code = f" (code {md(refused.code)})" if refused.code else ""
    st.error(
        f"**{md(refused.message)}**{code}\n\n{md(words.meaning)}\n\n"
        f"**Try next:** {md(words.next_step)}",
        icon=":material/block:",
    )
