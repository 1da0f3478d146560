"""How a scenario's call is expected to end on AWS, and how it ended here; pure."""

from services.authorizer.answers import ObservedAnswer
from services.authorizer.ending import Ending, ending_of
from services.scenarios.runner import Outcome, ScenarioResult
from services.scenarios.scenario import Scenario

_REFUSED_FROM = 400


def expected_ending(scenario: Scenario) -> Ending:
    """Return how AWS is expected to end the call.

    "Forbidden" has two causes: only the scenario knows that it calls a stage that is not there.
    """
    expected = scenario.expected
    if scenario.sending.stage:
        return Ending.NOT_ROUTED
    if expected.message is None:
        return Ending.LET_IN if expected.status < _REFUSED_FROM else Ending.BY_FUNCTION
    answer = ObservedAnswer(
        status=expected.status,
        message=expected.message,
        error_type=expected.error_type,
        document={"message": expected.message},
    )
    return ending_of(answer)


def observed_ending(result: ScenarioResult) -> Ending:
    """Return how the call ended; without an answer, and so without a call, there is none."""
    if result.observed is None:
        return Ending.NO_ANSWER
    return ending_of(result.observed, result.decision)


def shown_ending(scenario: Scenario, result: ScenarioResult | None) -> Ending:
    """Return how the call ended, or before a run how AWS is expected to end it."""
    if result is None or result.outcome is Outcome.NOT_RUN:
        return expected_ending(scenario)
    return observed_ending(result)
