"""The token by route grid: a button per cell, coloured and signed by how its scenario ended."""

from collections.abc import Iterable
from html import escape

import streamlit as st

from pages._ui.page.feedback import md
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
# One CSS grid for heads and buttons; on a phone the token's name stands above its five cells.
_STYLE = """<style>
.st-key-authorizer_lab_grid { display: grid; gap: 0.3rem; align-items: center;
  grid-template-columns: minmax(8rem, 1.4fr) repeat(5, minmax(3.4rem, 1fr)); }
.st-key-authorizer_lab_grid > * { min-width: 0; width: auto !important; }
.st-key-authorizer_lab_grid [data-testid="stMarkdown"] p { font-size: 0.9rem; line-height: 1.25; }
.st-key-authorizer_lab_grid button:hover { filter: brightness(0.94); }
.st-key-authorizer_lab_grid button { min-height: 2.1rem; padding: 0.1rem 0.25rem; }
.st-key-authorizer_lab_grid button p { font-variant-numeric: tabular-nums; white-space: nowrap; }
.st-key-authorizer_lab_grid button .stMarkdownColoredText { position: absolute; width: 1px;
  height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
.lab-grid-head { font-size: 0.74rem; line-height: 1.3; text-align: center; font-weight: 600;
  white-space: nowrap; }
.lab-grid-head span { display: block; font-weight: 400; white-space: normal;
  color: color-mix(in srgb, currentColor 72%, transparent); }
@media (max-width: 640px) {
  .st-key-authorizer_lab_grid { grid-template-columns: repeat(5, minmax(0, 1fr)); }
  .st-key-authorizer_lab_grid > :nth-child(6n + 1) { grid-column: 1 / -1; margin-top: 0.15rem; }
  .st-key-authorizer_lab_grid > :first-child { display: none; }
  .lab-grid-head { font-size: 0.68rem; }
}
</style>"""


def scenario_grid(kept: KeptResults, chosen_id: str) -> None:
    """Draw ten tokens by five routes; a click on a cell chooses its scenario."""
    st.html(_STYLE + _cells_style(kept, chosen_id))
    with st.container(key="authorizer_lab_grid"):
        st.markdown("**Token**")
        for column, path in COLUMNS.items():
            st.html(_head(column, path))
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
    """Return what the cell shows, and its token and route for who hears the page."""
    return f"{status_words(scenario, result)} :gray[{md(scenario.title)}]"


def cell_key(scenario_id: str) -> str:
    return f"authorizer_lab_cell_{scenario_id}"


def _head(column: str, path: str) -> str:
    short = path.replace("/my-api/", "…/")
    return (
        f'<div class="lab-grid-head" title="{escape(path)}">{escape(short)}'
        f"<span>{escape(_NEEDS[column])}</span></div>"
    )


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
