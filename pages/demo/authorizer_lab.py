"""Authorizer lab: every token on every route and 69 more scenarios, run and compared live."""

from collections.abc import Sequence

import streamlit as st

from pages._server.jobs import Job
from pages._server.process import LabProcess
from pages._server.scenario_jobs import start_scenarios
from pages._ui.page.context import browser_session, jobs, settings
from pages._ui.page.guards import require_frame, require_stack
from pages._ui.page.job_progress import job_progress, show_failure, start_job
from pages._ui.page.page_head import page_head
from pages._ui.scenarios.fidelity_section import fidelity_section
from pages._ui.scenarios.held_html import held_html
from pages._ui.scenarios.scenario_card import scenario_card
from pages._ui.scenarios.scenario_choice import chosen_scenario, is_linked, link_to
from pages._ui.scenarios.scenario_export import draw_export
from pages._ui.scenarios.scenario_grid import grid_html
from pages._ui.scenarios.scenario_list import draw_filter, list_html
from services.scenarios.scenario import Scenario
from services.scenarios.table.grid import GRID
from services.scenarios.table.table import SCENARIOS

JOB = "_authorizer_lab_job"
VIEW = "authorizer_lab_view"
VIEWS = {"Scenarios": "", "Fidelity": "fidelity"}
_REFRESH_SECONDS = 0.5


def draw_view_choice() -> str:
    """Draw the switch; the address carries `view` when it is not the first one."""
    linked = st.query_params.get("view", "")
    if VIEW not in st.session_state:
        names = {param: name for name, param in VIEWS.items()}
        st.session_state[VIEW] = names.get(linked, "Scenarios")
    chosen = st.segmented_control(
        "View", VIEWS, key=VIEW, required=True, label_visibility="collapsed", on_change=_to_address
    )
    return VIEWS[chosen or "Scenarios"]


def _to_address() -> None:
    param = VIEWS[st.session_state[VIEW]]
    if param:
        st.query_params["view"] = param
    else:
        st.query_params.pop("view", None)


def run(scenarios: Sequence[Scenario], title: str) -> None:
    """Start the job that runs these scenarios for this browser."""
    kept = browser_session().scenarios

    def start(process: LabProcess) -> Job:
        job = start_scenarios(process, kept, scenarios, title)
        st.session_state[JOB] = job.id
        return job

    start_job(start)


def draw_run_buttons(running: Job | None) -> None:
    is_busy = running is not None
    with st.container(horizontal=True, vertical_alignment="center", key="authorizer_lab_actions"):
        if st.button(
            "Run the grid",
            key="authorizer_lab_run_grid",
            type="primary",
            icon=":material/grid_on:",
            disabled=is_busy,
        ):
            run(GRID, "Run the grid")
        if st.button(
            f"Run all {len(SCENARIOS)}",
            key="authorizer_lab_run_all",
            icon=":material/playlist_play:",
            disabled=is_busy,
        ):
            run(SCENARIOS, f"Run all {len(SCENARIOS)} scenarios")
        draw_export(browser_session().scenarios, settings())
        if running is not None:
            job_progress(running, key="authorizer_lab", is_compact=True)


def draw_others(chosen: Scenario, *, is_busy: bool) -> None:
    kept = browser_session().scenarios
    st.html('<h2 class="lab-section">Beyond the grid</h2>')
    with st.container(key="authorizer_lab_filter"):
        wanted = draw_filter()
        if st.button(
            "Run this group",
            key="authorizer_lab_run_group",
            disabled=is_busy or wanted.group is None,
            help=None if wanted.group else "Choose a group first.",
        ):
            group = [each for each in SCENARIOS if each.group is wanted.group]
            run(group, f"Run the group {wanted.group}")
    found = wanted.chosen(kept)
    if found:
        made_of = (kept.version, chosen.id, link_to()(""), tuple(each.id for each in found))
        st.html(
            held_html(
                "_authorizer_lab_list",
                made_of,
                lambda: list_html(found, kept, chosen.id, link_to()),
            )
        )
    else:
        st.caption("No scenario fits this filter.")


def draw_scenarios(*, is_busy: bool) -> None:
    kept, chosen = browser_session().scenarios, chosen_scenario()
    side = "linked" if is_linked() else "chosen"
    with st.container(key="authorizer_lab_layout"):
        with st.container(key="authorizer_lab_grid_area"):
            made_of = (kept.version, chosen.id, link_to()(""))
            st.html(
                held_html(
                    "_authorizer_lab_grid",
                    made_of,
                    lambda: grid_html(kept, chosen.id, link_to()),
                )
            )
        with st.container(key=f"authorizer_lab_{side}_card"):
            is_pressed = scenario_card(
                chosen, kept.get(chosen.id), is_local=settings().is_local, is_busy=is_busy
            )
        with st.container(key="authorizer_lab_list_area"):
            draw_others(chosen, is_busy=is_busy)
    if is_pressed:
        run([chosen], f"Run {chosen.title}")


def draw_lab() -> None:
    running = jobs().running()
    draw_run_buttons(running)
    if running is None:
        show_failure(jobs().get(st.session_state.get(JOB)))
    # In a fragment, so that cells fill in while the job runs and a filter redraws only this.
    every = _REFRESH_SECONDS if running else None
    st.fragment(draw_scenarios, run_every=every)(is_busy=running is not None)


require_frame()
page_head(
    "Authorizer lab",
    "Every kind of token on every route: what AWS answers, check by check, and what is really "
    "answered here.",
)
if draw_view_choice() == "fidelity":
    fidelity_section(browser_session().scenarios, is_local=settings().is_local)
else:
    require_stack()
    draw_lab()
