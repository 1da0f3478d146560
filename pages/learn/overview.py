"""Overview: what the lab is, what to do next, and the live stack as a drawing."""

import streamlit as st

from pages._server.jobs import Job
from pages._server.stack_jobs import STACK_JOBS
from pages._server.stack_watch import StackReading
from pages._ui.page.context import browser_session, jobs, settings
from pages._ui.page.guards import require_frame
from pages._ui.page.job_progress import job_progress, show_failure
from pages._ui.page.page_head import page_head
from pages._ui.stack.next_steps import draw_next_steps, next_steps
from pages._ui.stack.stack_actions import provision_button, reset_button
from pages._ui.stack.stack_map import BoxState, stack_map
from pages._ui.stack.stack_reading import show_reading_error, stack_reading
from pages._ui.stack.stack_state import StackSummary, boxes_of_outputs, boxes_of_reading, summary
from services.home.outputs import load_outputs

_POLL_SECONDS = 0.5
_TERMS = (
    "**User pool**: Cognito's list of users. It checks their passwords and issues their tokens.",
    "**App client**: an app that is registered in the user pool. Each token says which it is for.",
    "**Authorizer**: a check in API Gateway. It checks the token before the function runs.",
)


def _overview() -> None:
    running = jobs().running()
    page_head(
        "Authorizer Lab",
        "See on real calls how an Amazon Cognito user pool protects an Amazon API Gateway REST "
        "API. Sign in, read the tokens, call the API with and without the `Authorization` header, "
        "and learn why each answer is what it is.",
    )
    if running is not None:
        _work_in_progress(running)
        _what_to_do_next()
        _stack_in_the_making()
        return
    show_failure(jobs().latest(STACK_JOBS))
    reading = stack_reading()
    if reading is not None and reading.error is None and summary(reading.statuses).is_absent:
        _stack(reading)
        _what_to_do_next(can_start=False)
    else:
        _what_to_do_next()
        _stack(reading)


def _what_to_do_next(*, can_start: bool = True) -> None:
    st.header("What to do next", anchor=False)
    draw_next_steps(next_steps(browser_session()), can_start=can_start)


def _work_in_progress(running: Job) -> None:
    with st.container(border=True, key="overview_job"):
        st.header(running.title, anchor=False)
        job_progress(running, key="overview")


def _stack_in_the_making() -> None:
    _stack_head()

    @st.fragment(run_every=_POLL_SECONDS)
    def growing() -> None:
        outputs = load_outputs(settings())
        made = outputs.resources if outputs else {}
        stack_map(boxes_of_outputs(made), others=BoxState.ABSENT)

    growing()


def _stack(reading: StackReading | None) -> None:
    if reading is None:
        _stack_head()
        st.caption("Reading the stack…")
        stack_map({})
    elif reading.error is not None:
        _stack_head()
        show_reading_error(reading.error)
        stack_map({})
    else:
        found = summary(reading.statuses)
        _stack_head(found)
        boxes = {} if found.is_absent else boxes_of_reading(reading.statuses)
        stack_map(boxes, others=BoxState.ABSENT)


def _stack_head(found: StackSummary | None = None) -> None:
    """Draw the heading with the state and the buttons, once they are known, and the terms."""
    st.space("xsmall")
    with st.container(
        horizontal=True,
        horizontal_alignment="distribute",
        vertical_alignment="center",
        key="overview_state",
    ):
        st.header("The stack", anchor=False, width="content")
        if found is not None:
            _state_and_buttons(found)
    if found is not None and found.is_absent:
        st.write(
            "Press **Provision**: it creates the user pool, the functions, the API and the test "
            "users that the pages of this lab work with."
        )
    for column, term in zip(st.columns(len(_TERMS)), _TERMS, strict=True):
        column.caption(term)


def _state_and_buttons(found: StackSummary) -> None:
    with st.container(horizontal=True, vertical_alignment="center", width="content"):
        st.caption(found.sentence(), width="content")
        if not found.is_whole:
            provision_button(found, page="overview")
        if not found.is_absent:
            reset_button(page="overview")


require_frame()
_overview()
