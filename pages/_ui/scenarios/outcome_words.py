"""How a scenario ended, as a sign, a word and a colour: never by colour alone; pure."""

from typing import Literal

from services.scenarios.kept_results import KeptResults
from services.scenarios.runner import Outcome, ScenarioResult
from services.scenarios.scenario import Scenario

BadgeColor = Literal["green", "orange", "red", "gray"]
SIGNS: dict[Outcome, str] = {
    Outcome.SAME: "✓",
    Outcome.KNOWN_DIFFERENCE: "≈",
    Outcome.DIFFERENT: "✗",
    Outcome.NOT_RUN: "○",
}
COLORS: dict[Outcome, BadgeColor] = {
    Outcome.SAME: "green",
    Outcome.KNOWN_DIFFERENCE: "orange",
    Outcome.DIFFERENT: "red",
    Outcome.NOT_RUN: "gray",
}


def outcome_of(result: ScenarioResult | None) -> Outcome:
    return result.outcome if result else Outcome.NOT_RUN


def outcome_words(outcome: Outcome) -> str:
    """Return sign and word, for example "✓ as expected"."""
    return f"{SIGNS[outcome]} {outcome.value}"


def status_words(scenario: Scenario, result: ScenarioResult | None) -> str:
    """Return what a cell shows: the observed status, or before a run the expected one."""
    sign = SIGNS[outcome_of(result)]
    if result is None or result.outcome is Outcome.NOT_RUN:
        return f"{sign} {scenario.expected.status}"
    status = result.exchange.status if result.exchange else None  # no token, so no request
    return f"{sign} {status or 'none'}"


def counted(scenarios: tuple[Scenario, ...], kept: KeptResults) -> dict[Outcome, int]:
    """Return how many scenarios stand where; those without a result are not run."""
    outcomes = [outcome_of(kept.get(scenario.id)) for scenario in scenarios]
    return {outcome: outcomes.count(outcome) for outcome in Outcome}
