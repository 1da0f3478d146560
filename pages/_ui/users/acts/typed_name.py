"""The name that confirms a deletion: shown to be copied, and typed."""

import streamlit as st

from pages._ui.page.visible import visible


def is_name_typed(name: str, label: str, *, key: str) -> bool:
    """Draw the name beside a field for it and tell whether it is typed; `key` is the field's."""
    left, right = st.columns(2, vertical_alignment="bottom")
    left.code(visible(name), language=None, wrap_lines=True)
    typed = right.text_input(label, key=key, live=True, autocomplete="off")
    return typed in (name, visible(name))  # what cannot be seen cannot be typed either
