"""Whether a scenario ended as AWS answers, as a sign and a word; pure.

The answer itself is another thing, with a shape and a colour of its own: a result that is as
expected has only a quiet mark, and a difference is loud.
"""

from services.scenarios.kept_results import KeptResults
from services.scenarios.runner import Outcome, ScenarioResult
from services.scenarios.scenario import Scenario

SIGNS: dict[Outcome, str] = {
    Outcome.SAME: "=",
    Outcome.KNOWN_DIFFERENCE: "≈",
    Outcome.DIFFERENT: "≠",
    Outcome.NOT_RUN: "",
}
STATES: dict[Outcome, str] = {  # as the stylesheet names them
    Outcome.SAME: "same",
    Outcome.KNOWN_DIFFERENCE: "known",
    Outcome.DIFFERENT: "different",
    Outcome.NOT_RUN: "not-run",
}


def outcome_of(result: ScenarioResult | None) -> Outcome:
    return result.outcome if result else Outcome.NOT_RUN


def outcome_words(outcome: Outcome) -> str:
    """Return sign and word, for example "= as expected"."""
    return f"{SIGNS[outcome]} {outcome.value}".strip()


def shown_status(scenario: Scenario, result: ScenarioResult | None) -> str:
    """Return the status that came, before a run the expected one, "none" without an answer."""
    if result is None or result.outcome is Outcome.NOT_RUN:
        return str(scenario.expected.status)
    status = result.exchange.status if result.exchange else None  # no token, so no request
    return str(status or "none")


def counted(scenarios: tuple[Scenario, ...], kept: KeptResults) -> dict[Outcome, int]:
    """Return how many scenarios stand where; those without a result are not run."""
    outcomes = [outcome_of(kept.get(scenario.id)) for scenario in scenarios]
    return {outcome: outcomes.count(outcome) for outcome in Outcome}
