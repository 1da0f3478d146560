"""Stack: every resource with its id and status, the plan, and the buttons that change them."""

import streamlit as st

from pages._server.jobs import Job, JobState
from pages._server.stack_jobs import REMOVE, STACK_JOBS, start_destroy
from pages._server.stack_watch import StackReading
from pages._ui.page.context import jobs, settings
from pages._ui.page.count_words import count_words
from pages._ui.page.guards import require_frame
from pages._ui.page.job_progress import job_progress, show_failure, start_job
from pages._ui.page.page_head import page_head
from pages._ui.stack.resource_table import (
    groups_html,
    leftovers_html,
    plan_html,
    resource_groups,
)
from pages._ui.stack.stack_actions import RESET, provision_button, reset_button
from pages._ui.stack.stack_head import draw_faults, draw_state
from pages._ui.stack.stack_plan import forget_plan, make_plan, shown_plan
from pages._ui.stack.stack_reading import show_reading_error, stack_reading
from pages._ui.stack.stack_state import StackSummary, summary


def _stack() -> None:
    page_head("Stack", "The AWS resources of this lab, in the order in which they are provisioned.")
    running = jobs().running()
    if running is not None:
        forget_plan()
        with st.container(border=True, key="admin_stack_job"):
            st.header(running.title, anchor=False)
            job_progress(running, key="admin_stack", says_done=running.title == RESET)
        return
    _last_job(jobs().latest(STACK_JOBS))
    reading = stack_reading()
    if reading is None:
        st.caption("Reading the stack…")
    elif reading.error is not None:
        show_reading_error(reading.error)
    else:
        _read_stack(reading)


def _last_job(job: Job | None) -> None:
    show_failure(job)
    if job is None or job.state is not JobState.DONE or job.title != REMOVE:
        return
    if job.result:
        st.error(
            f"**{count_words(len(job.result), 'resource')} could not be removed.**",
            icon=":material/error:",
        )
        st.html(leftovers_html(job.result))
    else:
        st.success("Everything that carried this stack's tag is gone.", icon=":material/check:")


def _read_stack(reading: StackReading) -> None:
    found = summary(reading.statuses)
    draw_state(found)
    draw_faults(found)
    _actions(found)
    _plan()
    st.html(groups_html(resource_groups(reading.statuses), is_folded=found.is_absent))
    if not found.is_absent:
        _removal()


def _actions(found: StackSummary) -> None:
    with st.container(horizontal=True, vertical_alignment="center", key="admin_stack_actions"):
        if not found.is_whole:
            provision_button(found, page="admin_stack")
        if st.button("Show the plan", key="admin_stack_plan", icon=":material/difference:"):
            make_plan()
        if not found.is_absent:
            reset_button(page="admin_stack")
    st.caption(
        "Provisioning twice changes nothing; what was changed by hand is found and put back."
    )


def _plan() -> None:
    plan = shown_plan()
    if plan is None:
        return
    changes = [change for change in plan.changes if change.action.value != "keep"]
    with st.container(border=True, key="admin_stack_plan_panel"):
        st.header("Plan", anchor=False)
        if not changes:
            st.write(f"Nothing to do: all {len(plan.changes)} resources are in place.")
            return
        st.caption(
            f"{count_words(len(changes), 'change')}; "
            f"{len(plan.changes) - len(changes)} of {len(plan.changes)} resources stay as they "
            "are. Nothing is written."
        )
        st.html(plan_html(changes))


def _removal() -> None:
    name = settings().stack
    with st.expander("**Remove the stack**", icon=":material/delete:", key="admin_stack_removal"):
        st.write(
            "Deletes the user pools with their users, the functions, the roles and the API: "
            "everything that carries this stack's tag and nothing else. It cannot be undone."
        )
        typed = st.text_input(
            f"Type {name} to confirm", key="admin_stack_confirm", autocomplete="off", live=True
        )
        if st.button(
            "Remove the stack",
            key="admin_stack_remove",
            type="primary",
            disabled=typed != name,
            icon=":material/delete:",
        ):
            start_job(start_destroy)


require_frame()
_stack()
