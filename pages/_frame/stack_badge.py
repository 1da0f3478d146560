"""The sidebar's word about the stack: nothing while it is whole, its faults once known."""

import streamlit as st

from pages._server.process import current_process
from pages._ui.page.count_words import count_words


def draw_stack_badge() -> None:
    """Draw what the last reading found as a badge that leads to the repair; reads nothing.

    A running job says more, so there is no badge beside it.
    """
    process = current_process()
    known = process.stack.known()
    if known is None or not known.faults or process.jobs.running() is not None:
        return
    words = f"Stack: {count_words(known.faults, 'fault')}" if known.is_there else "No stack yet"
    label = f":orange-badge[:material/build: {words}]"
    st.page_link("pages/learn/overview.py", label=label)
