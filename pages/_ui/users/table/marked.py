"""The users who are marked in the table, on whichever of its pages."""

import streamlit as st

_MARKED = "_admin_users_marked"


def marked_users() -> tuple[str, ...]:
    """Return the usernames, in the order in which they were marked."""
    return tuple(st.session_state.get(_MARKED, ()))
