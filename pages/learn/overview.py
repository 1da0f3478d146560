"""Overview: what the lab is, the live stack as a drawing, and what to do next."""

import streamlit as st

from pages._frame.stack_watch import StackReading
from pages._ui.context import browser_session, jobs, settings
from pages._ui.guards import require_frame
from pages._ui.job_progress import job_progress, show_failure
from pages._ui.next_steps import draw_next_steps, next_steps
from pages._ui.stack_actions import provision_button, reset_button
from pages._ui.stack_map import BoxState, stack_map
from pages._ui.stack_reading import show_reading_error, stack_reading
from pages._ui.stack_state import boxes_of_outputs, boxes_of_reading, summary
from services.jobs import Job
from services.outputs import load_outputs

_POLL_SECONDS = 0.5


def _overview() -> None:
    running = jobs().running()
    st.title("Authorizer Lab", anchor=False)
    st.write(
        "See on real calls how an Amazon Cognito user pool protects an Amazon API Gateway REST "
        "API. Sign in, read the tokens, call the API with and without the `Authorization` header, "
        "and learn why each answer is what it is."
    )
    if running is not None:
        _in_the_making(running)
    else:
        show_failure(jobs().latest())
        _live_stack()
    st.header("What to do next", anchor=False)
    draw_next_steps(next_steps(browser_session()))


def _in_the_making(running: Job) -> None:
    with st.container(border=True, key="overview_job"):
        st.header(running.title, anchor=False)
        job_progress(running, key="overview")

    @st.fragment(run_every=_POLL_SECONDS)
    def growing() -> None:
        outputs = load_outputs(settings())
        made = outputs.resources if outputs else {}
        stack_map(boxes_of_outputs(made), others=BoxState.ABSENT)

    growing()


def _live_stack() -> None:
    reading = stack_reading()
    if reading is None:
        st.header("The stack", anchor=False)
        st.caption("Reading the stack…")
        stack_map({})
    elif reading.error is not None:
        st.header("The stack", anchor=False)
        show_reading_error(reading.error)
        stack_map({})
    else:
        _read_stack(reading)


def _read_stack(reading: StackReading) -> None:
    found = summary(reading.statuses)
    with st.container(
        horizontal=True,
        horizontal_alignment="distribute",
        vertical_alignment="center",
        key="overview_state",
    ):
        st.header("The stack", anchor=False, width="content")
        with st.container(horizontal=True, vertical_alignment="center", width="content"):
            st.caption(found.sentence(), width="content")
            if not found.is_whole:
                provision_button(found, page="overview")
            if not found.is_absent:
                reset_button(page="overview")
    if found.is_absent:
        st.write(
            "Press **Provision**: it creates the user pool, the functions, the API and the test "
            "users that the pages of this lab work with."
        )
        stack_map({}, others=BoxState.ABSENT)
    else:
        stack_map(boxes_of_reading(reading.statuses))


require_frame()
_overview()
