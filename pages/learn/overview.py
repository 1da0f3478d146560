"""Overview: the stack's state, what to do next, and the live stack as a drawing."""

import streamlit as st

from pages._server.jobs import Job
from pages._server.stack_jobs import STACK_JOBS
from pages._server.stack_watch import StackReading
from pages._ui.charts.calls_chart import NO_CALLS, calls_content
from pages._ui.charts.lazy_chart import lazy_chart
from pages._ui.page.context import browser_session, jobs, settings
from pages._ui.page.guards import require_frame
from pages._ui.page.job_progress import job_progress, show_failure
from pages._ui.page.page_head import page_head
from pages._ui.page.templates import render
from pages._ui.stack.broken_arrows import broken_arrows
from pages._ui.stack.next_steps import (
    draw_further,
    draw_next_steps,
    draw_other_beginning,
    next_steps,
)
from pages._ui.stack.stack_actions import RESET, reset_button
from pages._ui.stack.stack_head import draw_first_step, draw_state
from pages._ui.stack.stack_map import BoxState, stack_map
from pages._ui.stack.stack_reading import show_reading_error, stack_reading
from pages._ui.stack.stack_state import StackSummary, boxes_of_outputs, boxes_of_reading, summary
from pages._ui.tokens.held_tokens import has_foreign_tokens
from services.home.outputs import load_outputs

_POLL_SECONDS = 0.5
_TERMS = (
    ("User pool", "Cognito's list of users. It checks their passwords and issues their tokens."),
    ("App client", "An app that is registered in the user pool. Each token says which it is for."),
    ("Authorizer", "A check in API Gateway. It checks the token before the function runs."),
)


def _overview() -> None:
    running = jobs().running()
    page_head(
        "Authorizer Lab",
        "See on real calls how an Amazon Cognito user pool protects an Amazon API Gateway REST "
        "API, and why each answer is what it is.",
        "user pool",
    )
    if running is not None:
        _work_in_progress(running)
        _what_to_do_next(None)
        _stack_in_the_making()
    else:
        show_failure(jobs().latest(STACK_JOBS))
        _stack_as_read(stack_reading())
    st.html(render("stack/terms.html.j2", terms=_TERMS))
    _calls()


def _calls() -> None:
    """Draw the panel of this browser's calls, or what to do to get one."""
    session = browser_session()
    if session.calls:
        lazy_chart(
            "Your calls over time",
            "overview_calls",
            lambda: calls_content(session.calls, session.explanations),
        )
    else:
        st.caption(NO_CALLS)


def _stack_as_read(reading: StackReading | None) -> None:
    found = summary(reading.statuses) if reading is not None and reading.error is None else None
    if found is not None:
        draw_state(found)
    _what_to_do_next(found)
    _stack_title(found)
    if reading is None or found is None:
        _nothing_read(reading)
    else:
        boxes = {} if found.is_absent else boxes_of_reading(reading.statuses)
        broken = {} if found.is_absent else broken_arrows(reading.statuses)
        stack_map(boxes, broken=broken, others=BoxState.ABSENT)


def _what_to_do_next(found: StackSummary | None) -> None:
    st.header("What to do next", anchor=False)
    is_ready = found is None or found.is_whole
    if found is not None and not is_ready:
        draw_first_step(found, page="overview")
    steps = next_steps(browser_session(), is_stale=has_foreign_tokens())
    draw_next_steps(steps, can_start=is_ready, first=1 if is_ready else 2)
    if is_ready and all(step.is_done for step in steps):
        draw_further()
    else:
        draw_other_beginning()


def _work_in_progress(running: Job) -> None:
    with st.container(border=True, key="overview_job"):
        st.header(running.title, anchor=False)
        job_progress(running, key="overview", says_done=running.title == RESET)


def _stack_in_the_making() -> None:
    _stack_title(None)

    @st.fragment(run_every=_POLL_SECONDS)
    def growing() -> None:
        outputs = load_outputs(settings())
        made = outputs.resources if outputs else {}
        stack_map(boxes_of_outputs(made), others=BoxState.ABSENT)

    growing()


def _stack_title(found: StackSummary | None) -> None:
    with st.container(
        horizontal=True,
        horizontal_alignment="distribute",
        vertical_alignment="center",
        key="overview_state",
    ):
        st.header("The stack", anchor=False, width="content")
        if found is not None and not found.is_absent:
            reset_button(page="overview")


def _nothing_read(reading: StackReading | None) -> None:
    if reading is None or reading.error is None:
        st.caption("Reading the stack…")
    else:
        show_reading_error(reading.error)
    stack_map({})


require_frame()
_overview()
