"""The head of every page: its title, and the sentences that say what it is for."""

import streamlit as st


def page_head(title: str, lead: str) -> None:
    """Draw both; `lead` is Markdown. The stylesheet knows the lead as what follows the title."""
    st.title(title, anchor=False)
    st.markdown(lead)
