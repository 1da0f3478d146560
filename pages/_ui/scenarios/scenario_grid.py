"""The token by route grid: a button per cell, coloured and signed by how its scenario ended."""

from collections.abc import Iterable

import streamlit as st

from pages._ui.page.feedback import md
from pages._ui.page.templates import render
from pages._ui.scenarios.outcome_words import counted, outcome_of, outcome_words, status_words
from pages._ui.scenarios.scenario_choice import choose
from services.scenarios.kept_results import KeptResults
from services.scenarios.runner import Outcome, ScenarioResult
from services.scenarios.scenario import Scenario
from services.scenarios.table.grid import COLUMNS, GRID, LINES

_NEEDS = {
    "open": "no authorizer",
    "my-api": "ID token",
    "scoped": "a scope",
    "one-client": "one app client",
    "admins": "the group admins",
}
# (background, text) in light and dark
_PAINT = {
    Outcome.SAME: ("light-dark(#dff3e6, #14381f)", "light-dark(#0b5a30, #86e0b0)"),
    Outcome.KNOWN_DIFFERENCE: ("light-dark(#fdeecb, #3f300d)", "light-dark(#6f4500, #f5ca74)"),
    Outcome.DIFFERENT: ("light-dark(#fcdedb, #4a1a1a)", "light-dark(#9c1710, #ffaaa3)"),
}


def scenario_grid(kept: KeptResults, chosen_id: str) -> None:
    """Draw ten tokens by five routes; a click on a cell chooses its scenario."""
    st.html(_cells_style(kept, chosen_id))
    with st.container(key="authorizer_lab_grid"):
        st.markdown("**Token**")
        for column, path in COLUMNS.items():
            head = render("scenarios/grid_head.html.j2", path=path, needs=_NEEDS[column])
            st.html(head)
        for scenario in GRID:
            if scenario.column == next(iter(COLUMNS)):
                st.markdown(md(LINES[scenario.line]))
            st.button(
                cell_label(scenario, kept.get(scenario.id)),
                key=cell_key(scenario.id),
                on_click=choose,
                args=(scenario.id,),
                width="stretch",
            )
    st.caption(_legend(kept))


def cell_label(scenario: Scenario, result: ScenarioResult | None) -> str:
    """Return what the cell shows, and below it, cut off, its token and route for who hears it.

    A second line costs the browser nothing; hiding marked-up text costs it half a button more.
    """
    return f"{status_words(scenario, result)}\n{md(scenario.title)}"


def cell_key(scenario_id: str) -> str:
    return f"authorizer_lab_cell_{scenario_id}"


def _legend(kept: KeptResults) -> str:
    if not kept.of(GRID):
        return "Each cell shows the status AWS answers with, until you run the grid."
    return " · ".join(
        f"{outcome_words(outcome)}: {number}"
        for outcome, number in counted(GRID, kept).items()
        if number
    )


def _cells_style(kept: KeptResults, chosen_id: str) -> str:
    """Return one rule per outcome, and the ring around the chosen cell."""
    rules = "".join(
        f"{_selector(ids)} {{ background: {ground} !important; color: {text} !important; "
        "border-color: transparent; }"
        for outcome, (ground, text) in _PAINT.items()
        if (ids := [each.id for each in GRID if outcome_of(kept.get(each.id)) is outcome])
    )
    ring = f"{_selector([chosen_id])} {{ outline: 2px solid !important; outline-offset: 1px; }}"
    return f"<style>{rules}{ring}</style>"


def _selector(ids: Iterable[str]) -> str:
    return ", ".join(f".st-key-{cell_key(each)} button" for each in ids)
