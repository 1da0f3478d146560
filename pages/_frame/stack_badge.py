"""The sidebar's word about the stack: nothing while it is whole, its faults once known."""

import streamlit as st

from pages._server.process import current_process
from pages._ui.page.count_words import count_words


def draw_stack_badge() -> None:
    """Draw what the last reading found; nothing is read for it, and a running job says more."""
    process = current_process()
    known = process.stack.known()
    if known is None or not known.faults or process.jobs.running() is not None:
        return
    st.badge(
        f"Stack: {count_words(known.faults, 'fault')}" if known.is_there else "No stack yet",
        icon=":material/build:",
        color="orange",
        help="Overview says what is wrong and repairs it.",
    )
