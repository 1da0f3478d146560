"""Put everything back: the button that the own script presses once the presenter has said yes."""

import time

import streamlit as st

from pages._server.stack_jobs import PUT_BACK, start_put_back
from pages._ui.page.context import jobs, process
from pages._ui.page.feedback import flash
from pages._ui.page.job_progress import say_done, show_failure
from pages._ui.page.templates import render
from services.errors import StackBusy

_STARTED = "_put_back_job"  # id of what this tab asked for
_STEP = "step"  # of the walkthrough, in the address
_WAIT_SECONDS, _LOOK_SECONDS = 5.0, 0.05  # for a step that runs; most end sooner


def draw_put_back_button() -> None:
    """Draw it, unseen, in every page; what is done then is a background job."""
    st.button(PUT_BACK, key="frame_put_back", on_click=_start)


def draw_presenter_tools() -> None:
    """Draw the buttons that present, open the notes, and ask before everything is put back."""
    st.html(render("presenting/presenter_tools.html.j2"))


def draw_put_back_failure() -> None:
    """Say what is not put back, as long as nothing was done since."""
    job = jobs().latest()
    if job is not None and job.title == PUT_BACK:
        show_failure(job)


def say_put_back() -> None:
    """Say that what this tab asked for is done; it may have ended before any page looked at it."""
    job = jobs().get(st.session_state.get(_STARTED))
    if job is not None:
        say_done(job)


def _start() -> None:
    deadline = time.monotonic() + _WAIT_SECONDS
    while jobs().running() is not None and time.monotonic() < deadline:
        time.sleep(_LOOK_SECONDS)
    try:
        st.session_state[_STARTED] = start_put_back(process()).id
        if _STEP in st.query_params:
            from infra_scripts.walkthrough.steps import STEPS

            st.query_params[_STEP] = STEPS[0].id
    except StackBusy as error:
        flash(error.one_line())
