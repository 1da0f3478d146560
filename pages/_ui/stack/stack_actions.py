"""The buttons that change the stack: provision or repair, reset; each starts a background job."""

import streamlit as st

from pages._server.stack_jobs import start_provision, start_reset
from pages._ui.page.context import settings
from pages._ui.page.job_progress import start_job
from pages._ui.stack.stack_state import StackSummary

RESET = "Reset the lab"  # the job's title, too: what it put right stands on no page


def provision_button(summary: StackSummary, *, page: str) -> None:
    """Offer what the stack needs: everything, or what is missing or differs."""
    label = "Provision" if summary.is_absent else "Repair"
    icon = ":material/add_circle:" if summary.is_absent else ":material/build:"
    if st.button(label, key=f"{page}_provision", type="primary", icon=icon):
        start_job(start_provision)


def reset_button(*, page: str) -> None:
    """Offer the way back to the known state, behind a sentence that says what it does."""
    with st.popover("Reset", icon=":material/restart_alt:", key=f"{page}_reset_panel"):
        st.write(_what_reset_does())
        if st.button(RESET, key=f"{page}_reset", type="primary"):
            start_job(start_reset)


def _what_reset_does() -> str:
    others = (
        "Every other user and group is removed."
        if settings().is_local
        else "Other users of the user pools are left alone."
    )
    return (
        "Gives the test users their first passwords, groups and states again, and puts back what "
        f"was changed in the stack. {others}"
    )
