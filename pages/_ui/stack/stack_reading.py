"""The reading of the stack that a page draws: the last one at once, a newer one when it arrives."""

import streamlit as st

from pages._server.stack_watch import StackReading
from pages._ui.page.context import process
from pages._ui.page.feedback import show_error
from services.errors import EngineError, LabError

_FIRST_SECONDS = 0.4
_POLL_SECONDS = 0.5


def stack_reading() -> StackReading | None:
    """Return the last reading, None while there is none; the page reruns when a newer one is in.

    Only the first reading is waited for, and not for long: a click must not wait for the cloud.
    """
    watch = process().stack
    reading = watch.view(_FIRST_SECONDS)
    if not watch.is_fresh() or watch.known() is not reading:  # or one came in after the view
        _rerun_when_read()
    return reading


def show_reading_error(error: LabError) -> None:
    """Show why the stack could not be read; the frame's banner shows an engine's error."""
    if isinstance(error, EngineError):
        st.caption("The stack can be read when the local engine runs.")
    else:
        show_error(error)


@st.fragment(run_every=_POLL_SECONDS)
def _rerun_when_read() -> None:
    watch = process().stack
    watch.view()
    if watch.is_fresh():
        st.rerun()
