"""One operation of self-service: done, its outcome kept for the page, and the page drawn again."""

from collections.abc import Callable

import streamlit as st

from pages._ui.page.feedback import md
from pages._ui.self_service.result import keep_accepted, keep_refused
from services.errors import LabError
from services.self_service.account import Done


def run(work: Callable[[], Done], words: str, *, then: Callable[[], None] | None = None) -> None:
    """Do `work`; when Cognito accepts it, say `words` and do `then`."""
    try:
        with st.spinner("Asking Cognito…"):
            done = work()
    except LabError as error:
        keep_refused(error)
    else:
        where = f" Cognito sent the code to {md(done.delivered_to)}." if done.delivered_to else ""
        keep_accepted(f"{words}{where}", done)
        if then is not None:
            then()
    st.rerun()
