"""The error boundary: what a user sees of an error that no page expected."""

import logging
import secrets

import streamlit as st

from pages._ui.page.feedback import show_error
from services.errors import LabError

_log = logging.getLogger(__name__)
_REFERENCE_BYTES = 4


def report_crash(error: Exception) -> bool:
    """Show the error without its text and log it under the reference that is shown.

    Returns True: the error is dealt with. Errors of our own carry a message and show it.
    """
    if isinstance(error, LabError):
        show_error(error)
        return True
    reference = secrets.token_hex(_REFERENCE_BYTES)
    _log.error("Reference %s", reference, exc_info=error)
    st.error(
        f"**Something went wrong.** Reference `{reference}`  \n"
        "The server's log has the details under this reference. Reload the page to go on.",
        icon=":material/error:",
    )
    return True
