"""HTML that a tab keeps between the runs of a page, until what it is made of changes."""

from collections.abc import Callable

import streamlit as st
from markupsafe import Markup


def held_html(key: str, made_of: tuple[object, ...], make: Callable[[], Markup]) -> Markup:
    """Return what `make` gave for the same `made_of`; it is asked again when that differs."""
    held = st.session_state.get(key)
    if held is None or held[0] != made_of:
        held = st.session_state[key] = (made_of, make())
    html: Markup = held[1]
    return html
