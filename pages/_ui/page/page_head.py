"""The head of every page: its title, and the sentences that say what it is for."""

import streamlit as st

from pages._ui.page.words.lead import lead


def page_head(title: str, text: str, *terms: str) -> None:
    """Draw both; the terms in `text` are explained by hover, focus and touch."""
    st.title(title, anchor=False)
    lead(text, *terms)
