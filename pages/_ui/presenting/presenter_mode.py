"""Presenter's mode of this tab: `?present=1` begins it, and it stays until it is ended."""

import streamlit as st
from streamlit.runtime.scriptrunner import get_script_run_ctx

from pages._ui.page.context import browser_session, process
from pages._ui.page.templates import render

_IN_URL, _YES = "present", "1"
_ON = "_presenting"
_STEPS_PAGE = "walkthrough"  # it says itself which step it shows


def take_address() -> None:
    """Begin where the address says so; bring the word back to an address that has lost it.

    Call it before anything is drawn: what is drawn from then on is masked.
    """
    if st.query_params.get(_IN_URL) == _YES:
        st.session_state[_ON] = True
    elif is_presenting():
        st.query_params[_IN_URL] = _YES
    if (context := get_script_run_ctx()) is not None:
        process().stage.put(context.session_id, is_on=is_presenting())


def is_presenting() -> bool:
    return bool(st.session_state.get(_ON, False))


def draw_stage_bar(title: str, address: str) -> None:
    """Draw the small way out and the way to the keys, and note which page the audience sees."""
    if not is_presenting():
        return
    if address != _STEPS_PAGE:
        browser_session().presenter.show(title)
    st.html(render("presenting/stage_bar.html.j2", title=title))
    st.button("End presenter's mode", key="frame_present_end", on_click=_end)


def _end() -> None:
    st.session_state.pop(_ON, None)
    st.query_params.pop(_IN_URL, None)
