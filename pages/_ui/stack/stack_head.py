"""What is said first about the stack: its state, and the step that puts it right."""

import streamlit as st

from pages._ui.page.count_words import count_words
from pages._ui.page.templates import render
from pages._ui.stack.next_steps import card_head
from pages._ui.stack.stack_actions import provision_button
from pages._ui.stack.stack_state import StackSummary

_WHAT_PROVISION_DOES = (
    "Creates the user pool, the functions, the API and the test users that the pages of this lab "
    "work with."
)


def draw_state(found: StackSummary) -> None:
    """Draw the sentence that a page about the stack begins with."""
    st.html(render("stack/stack_head.html.j2", found=found))


def draw_faults(found: StackSummary) -> None:
    """Draw each fault with what follows from it; nothing for a stack that is whole or absent."""
    if not (found.is_whole or found.is_absent):
        st.html(render("stack/faults.html.j2", faults=found.faults, count_words=count_words))


def draw_first_step(found: StackSummary, *, page: str) -> None:
    """Draw the card that comes before all others: provision the stack, or repair it."""
    title = "1. Provision the stack" if found.is_absent else "1. Repair the stack"
    with st.container(border=True, key=f"{page}_step_stack"):
        card_head(title, is_next=True)
        if found.is_absent:
            st.write(_WHAT_PROVISION_DOES)
        draw_faults(found)
        provision_button(found, page=page)
