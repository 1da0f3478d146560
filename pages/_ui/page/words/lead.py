"""The first sentence of a page, below its title."""

import streamlit as st

from pages._ui.page.templates import render
from pages._ui.page.words.terms import with_terms


def lead(text: str, *terms: str) -> None:
    """Draw what the page is for; these words of AWS in it are explained."""
    st.html(render("page/words/lead.html.j2", words=with_terms(text, *terms)))
