"""The scenarios outside the grid as a list: filtered by group, outcome and text; a row opens."""

from dataclasses import dataclass

import pandas as pd
import streamlit as st

from pages._ui.scenarios.outcome_words import outcome_of, status_words
from pages._ui.scenarios.scenario_choice import choose, marks
from services.scenarios.kept_results import KeptResults
from services.scenarios.runner import Outcome
from services.scenarios.scenario import Group, Scenario
from services.scenarios.table.table import SCENARIOS

OTHERS: tuple[Scenario, ...] = tuple(each for each in SCENARIOS if each.group is not Group.GRID)
_ALL, _ANY = "All groups", "Any outcome"
_TITLE = "Scenario"
_TALLEST, _ROWS_THAT_FIT = 390, 10


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


def scenario_table(scenarios: tuple[Scenario, ...], kept: KeptResults, chosen_id: str) -> None:
    """Draw the rows; choosing one makes it the scenario of the card."""
    if not scenarios:
        st.caption("No scenario fits this filter.")
        return
    ids = [scenario.id for scenario in scenarios]
    key = f"authorizer_lab_table_{hash(tuple(ids))}_{marks()}"
    st.dataframe(
        pd.DataFrame([_row(scenario, kept) for scenario in scenarios]),
        key=key,
        hide_index=True,
        on_select=lambda: _choose_row(key, ids),
        selection_mode="single-cell",  # a click anywhere in a row, not on a mark at its edge
        selection_default={
            "selection": {"cells": [(ids.index(chosen_id), _TITLE)] if chosen_id in ids else []}
        },
        height="content" if len(ids) <= _ROWS_THAT_FIT else _TALLEST,
        alt="Scenarios outside the grid, with what AWS is expected to answer and what came back",
    )


def _choose_row(key: str, ids: list[str]) -> None:
    cells = st.session_state[key]["selection"]["cells"]
    if cells and cells[0][0] < len(ids):
        choose(ids[cells[0][0]], is_marked=True)


def _row(scenario: Scenario, kept: KeptResults) -> dict[str, str]:
    return {
        "Status": status_words(scenario, kept.get(scenario.id)),
        _TITLE: scenario.title,
        "On AWS": str(scenario.expected.status),
        "Group": scenario.group.value,
    }
