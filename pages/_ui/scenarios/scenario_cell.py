"""One scenario as a link: the answer as shape and number, and whether it was expected; pure."""

from collections.abc import Callable
from dataclasses import dataclass

from pages._ui.calls.ending_signs import ending_class
from pages._ui.scenarios.outcome_words import SIGNS, STATES, outcome_of, shown_status
from pages._ui.scenarios.scenario_choice import place_of
from services.scenarios.endings import shown_ending
from services.scenarios.runner import Outcome, ScenarioResult
from services.scenarios.scenario import Scenario


@dataclass(frozen=True, slots=True, kw_only=True)
class ScenarioCell:
    """What the grid and the list draw of one scenario; `label` is what is read out."""

    scenario: Scenario
    place: str
    href: str
    ending: str
    state: str
    status: str
    sign: str
    label: str
    is_chosen: bool

    @property
    def is_odd(self) -> bool:
        return self.state in ("known", "different")


def scenario_cell(
    scenario: Scenario,
    result: ScenarioResult | None,
    href: Callable[[str], str],
    chosen_id: str,
) -> ScenarioCell:
    outcome = outcome_of(result)
    return ScenarioCell(
        scenario=scenario,
        place=place_of(scenario.id),
        href=href(scenario.id),
        ending=ending_class(shown_ending(scenario, result)),
        state=STATES[outcome],
        status=shown_status(scenario, result),
        sign=SIGNS[outcome],
        label=f"{scenario.title}: {answer_label(scenario, result)}",
        is_chosen=scenario.id == chosen_id,
    )


def answer_label(scenario: Scenario, result: ScenarioResult | None) -> str:
    """Return the answer and whether it was expected, for who hears it."""
    answer = f"{shown_status(scenario, result)}, {shown_ending(scenario, result)}"
    outcome = outcome_of(result)
    if outcome is Outcome.SAME:
        return f"{answer}, as expected"
    if outcome is Outcome.NOT_RUN:
        return f"AWS answers {answer}; not run"
    kind = "a known difference" if outcome is Outcome.KNOWN_DIFFERENCE else "different"
    return f"{answer}; {kind}: AWS answers {scenario.expected.status}"
