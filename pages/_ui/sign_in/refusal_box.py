"""A refused sign-in: what the API said, what it means and what to try next."""

import streamlit as st

from pages._ui.page.feedback import md
from pages._ui.page.script_marks import result_mark
from pages._ui.page.words.sign_in_codes import code_words
from pages._ui.sign_in.refusal_words import exception_words, refusal_words
from services.api.sign_in import Refused
from services.home.personas import Persona


def refusal_box(refused: Refused, persona: Persona | None) -> None:
    """Draw the refusal in one box."""
    words = refusal_words(refused, persona)
    behind = f"\n\n**Behind it:** {exception_words(words)}." if words.exceptions else ""
    result_mark(refused.exchange.id, f"Refused: {refused.message}")
    st.error(
        f"**{md(refused.message)}** {code_words(refused.code)}\n\n{md(words.meaning)}\n\n"
        f"**Try next:** {md(words.next_step)}{behind}",
        icon=":material/block:",
    )
    if words.flow:
        st.page_link(
            "pages/demo/self_service.py",
            label=f"Enter the code on Self-service: {words.flow}",
            icon=":material/mail:",
            query_params={"self_service_flow": words.flow},
        )
