"""The line below a table that a narrow window does not show whole."""

import streamlit as st


def wide_hint(page: str) -> None:
    """Draw it; the stylesheet shows it only where the window is too narrow for the table."""
    st.container(key=f"{page}_wide_hint").caption("More columns: scroll the table sideways.")
