"""The scenarios outside the grid: filtered by group, outcome and text; a row is a link."""

from collections.abc import Callable
from dataclasses import dataclass

import streamlit as st
from markupsafe import Markup

from pages._ui.page.templates import render
from pages._ui.scenarios.outcome_words import counted, outcome_of
from pages._ui.scenarios.scenario_cell import scenario_cell
from services.scenarios.kept_results import KeptResults
from services.scenarios.report import count_words
from services.scenarios.runner import Outcome
from services.scenarios.scenario import Group, Scenario
from services.scenarios.table.grid import GRID
from services.scenarios.table.table import SCENARIOS

OTHERS: tuple[Scenario, ...] = tuple(each for each in SCENARIOS if each.group is not Group.GRID)
_ALL, _ANY = "All groups", "Any outcome"


@dataclass(frozen=True, slots=True, kw_only=True)
class Filter:
    """What the reader wants to see; None and "" want everything."""

    group: Group | None = None
    outcome: Outcome | None = None
    text: str = ""

    def chosen(self, kept: KeptResults) -> tuple[Scenario, ...]:
        return tuple(each for each in OTHERS if self._wants(each, kept))

    def _wants(self, scenario: Scenario, kept: KeptResults) -> bool:
        if self.group not in (None, scenario.group):
            return False
        if self.outcome not in (None, outcome_of(kept.get(scenario.id))):
            return False
        return self.text.lower() in f"{scenario.id} {scenario.title} {scenario.story}".lower()


def draw_filter() -> Filter:
    """Draw the filter, which the address carries."""
    group = st.selectbox(
        "Group",
        [_ALL, *(each.value for each in Group if each is not Group.GRID)],
        key="authorizer_lab_group",
        bind="query-params",
    )
    outcome = st.selectbox(
        "Outcome",
        [_ANY, *(each.value for each in Outcome)],
        key="authorizer_lab_outcome",
        bind="query-params",
    )
    text = st.text_input(
        "Text",
        key="authorizer_lab_text",
        type="search",
        live=True,
        placeholder="bearer, CORS…",
        bind="query-params",
    )
    return Filter(
        group=Group(group) if group and group != _ALL else None,
        outcome=Outcome(outcome) if outcome and outcome != _ANY else None,
        text=(text or "").strip(),
    )


def list_html(
    scenarios: tuple[Scenario, ...],
    kept: KeptResults,
    chosen_id: str,
    href: Callable[[str], str],
) -> Markup:
    """Return the rows; each is a link to its scenario's card."""
    run = kept.run_of_all(scenarios)
    is_told = run is kept.run_of_all(GRID)  # by the grid, which ran with these
    numbers = counted(scenarios, kept)
    return render(
        "scenarios/scenario_list.html.j2",
        cells=[scenario_cell(each, kept.get(each.id), href, chosen_id) for each in scenarios],
        result_id=f"list-{run.started_at}" if run and not is_told else "",
        summary=", ".join(count_words(*each) for each in numbers.items() if each[1]),
    )
