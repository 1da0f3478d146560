"""Guards: the first lines of a page, which stop it when what it needs is missing."""

import streamlit as st

from pages._server.jobs import Job
from pages._server.stack_jobs import STACK_CHANGES, STACK_JOBS, start_provision
from pages._ui.page.context import lab, process
from pages._ui.page.feedback import show_error
from pages._ui.page.job_progress import job_progress, show_failure, start_job
from services.errors import EngineError, LabError, NotProvisioned
from services.home.personas import load_personas

ROUTED = "_routed"
_LAST_RESOURCE = "stage"  # once it exists, every route answers


def require_frame() -> None:
    """Leave a page that Streamlit started without the frame; every page calls it first."""
    if not st.session_state.pop(ROUTED, False):
        st.switch_page("streamlit_app.py")


def require_stack() -> None:
    """Draw progress or the way to provision, and stop the page, while the stack is missing."""
    running = process().jobs.running()
    try:
        if _is_ready(running):
            _changing(running)
            return
    except EngineError:  # the frame's banner says why and has the button
        if running is None:
            st.caption("This page needs the local engine.")
            st.stop()
    except LabError as error:
        show_error(error)
        st.stop()
    if running is not None:
        _waiting(running)
    else:
        _not_provisioned()
    st.stop()


def _is_ready(running: Job | None) -> bool:
    try:
        outputs = lab().outputs
    except NotProvisioned:
        return False
    if _LAST_RESOURCE not in outputs.resources:
        return False
    return running is None or bool(load_personas(process().settings))


def _changing(running: Job | None) -> None:
    """Tell a page that works on meanwhile that another tab changes the stack under it."""
    if running is not None and running.title in STACK_CHANGES:
        job_progress(running, key="guard", is_compact=True, says_done=True)


def _waiting(running: Job) -> None:
    with st.container(border=True, key="guard_waiting"):
        st.header(running.title, anchor=False)
        st.write("This page opens by itself as soon as the stack is ready.")
        job_progress(running, key="guard")


def _not_provisioned() -> None:
    show_failure(process().jobs.latest(STACK_JOBS))
    is_local = process().settings.is_local
    cloud = "the local engine" if is_local else "the AWS account named in the sidebar"
    with st.container(border=True, key="guard_empty"):
        st.header("There is no stack yet", anchor=False)
        st.write(
            f"This page works with the user pool, the functions and the API on {cloud}. "
            "Provisioning creates them and the test users."
        )
        if st.button("Provision", key="guard_provision", type="primary", icon=":material/add:"):
            start_job(start_provision)
        command = "python -m infra_scripts up" + ("" if is_local else " --cloud aws")
        st.caption(f"The same from a terminal: `{command}`")
