"""Limits: what a usage plan's throttle and quota answer, and how a client lives with them."""

import streamlit as st

from pages._server.jobs import Job
from pages._server.limits.load_desk import LoadDesk
from pages._server.limits.load_jobs import LOAD, start_load
from pages._ui.limits.live_run import draw_runs
from pages._ui.limits.refusals import clients_html, refusals_html, throttles_html
from pages._ui.page.context import browser_session, jobs
from pages._ui.page.guards import require_frame, require_stack
from pages._ui.page.job_progress import job_progress, show_failure, start_job
from pages._ui.page.page_head import page_head
from services.limits.load import MOST_PER_SECOND, MOST_SECONDS, Load, PlanLimits

BOTH_LIMITS, BOTH_CLIENTS = "Meet both limits", "With and without backoff"
RATE, BURST = 10.0, 20
SMALL_QUOTA, LARGE_QUOTA = 60, 1_000
_BACKOFF = "https://aws.amazon.com/blogs/architecture/exponential-backoff-and-jitter/"


def draw_start(desk: LoadDesk) -> None:
    """Draw what to run and its bounds; one click starts it."""
    experiment = st.segmented_control(
        "What to see",
        [BOTH_LIMITS, BOTH_CLIENTS],
        key="limits_experiment",
        default=BOTH_LIMITS,
        required=True,
        persist_state="session",
    )
    left, right = st.columns(2)
    rate = left.slider(
        "Calls a second", 1, MOST_PER_SECOND, 20, key="limits_rate", persist_state="session"
    )
    seconds = right.slider(
        "Seconds", 1, MOST_SECONDS, 6, key="limits_seconds", persist_state="session"
    )
    quota = LARGE_QUOTA if experiment == BOTH_CLIENTS else SMALL_QUOTA
    plan = PlanLimits(rate=RATE, burst=BURST, quota=quota)
    first = Load(rate=rate, seconds=seconds)
    second = (Load(rate=rate, seconds=seconds, backs_off=True),)
    loads = (first, *(second if experiment == BOTH_CLIENTS else ()))
    if st.button("Run", key="limits_run", type="primary", icon=":material/speed:"):
        start_job(lambda process: start_load(process, desk, plan, loads))
    st.caption(
        f"The usage plan of the run: {RATE:g} calls a second, a burst of {BURST}, {quota:,} calls "
        "a day. The API, plan and key are made for the run and removed after it, so nobody's quota "
        "is used. Stop ends it at once, and so does leaving this page within a few seconds."
    )


def draw_running(desk: LoadDesk, running: Job) -> None:
    """Draw the live chart with Stop, or which other job has to end first."""
    if running.id != desk.job_id:
        job_progress(running, key="limits_other", is_compact=True)
        st.caption("One job runs at a time. The button comes back when this one has ended.")
        return
    if st.button("Stop", key="limits_stop", icon=":material/stop_circle:"):
        desk.stop()
    draw_runs(desk, running)


def draw_result(desk: LoadDesk) -> None:
    """Draw what came back in the last run, and what it proves."""
    if not desk.runs or desk.settings is None:
        return
    draw_runs(desk, None)
    if len(desk.runs) > 1:
        st.header("Both clients, the same limit", anchor=False)
        st.html(clients_html(desk.runs))
    st.header("The two 429s", anchor=False)
    st.html(refusals_html(desk.runs))
    st.header("Which throttle bites?", anchor=False)
    st.html(throttles_html(desk.runs[0], desk.settings))


def draw_advice() -> None:
    st.header("What a client should do", anchor=False)
    st.markdown(
        "- **Too Many Requests**: try again after a random wait of nothing up to a ceiling that "
        f"doubles with each refusal, [backoff with full jitter]({_BACKOFF}). The jitter keeps "
        "clients from coming back all at once. There is no Retry-After to go by.\n"
        "- **Limit Exceeded**: stop, and tell a person. Trying again cannot help before the "
        "period ends.\n"
        "- Read the message, not only the status: both are 429."
    )


require_frame()
page_head(
    "Limits",
    "A usage plan limits the holder of an API key twice: a token bucket limits how fast, a quota "
    "how much. Both refuse with 429, and they ask different things of a client.",
)
require_stack()
shown_desk = browser_session().loads
running_now = jobs().running()
if running_now is None:
    draw_start(shown_desk)
    show_failure(jobs().latest({LOAD}))
    draw_result(shown_desk)
else:
    draw_running(shown_desk, running_now)
draw_advice()
