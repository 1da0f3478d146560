"""The head of every page: its title, and the sentences that say what it is for."""

import streamlit as st

from pages._ui.page.words.lead import lead as explained_lead


def page_head(title: str, lead: str, *terms: str) -> None:
    """Draw both. The stylesheet knows the lead as what follows the title.

    `lead` is Markdown; with `terms` it is plain text, in which these words of AWS are explained.
    """
    st.title(title, anchor=False)
    if terms:
        explained_lead(lead, *terms)
    else:
        st.markdown(lead)
