"""The head of a scenario's card: the answer first, then its reason, then whether it was expected.

Pure; the card draws it and adds what opens below.
"""

from dataclasses import dataclass
from http.client import responses

from markupsafe import Markup

from pages._ui.calls.answer_words import verdict_words
from pages._ui.calls.ending_signs import ending_class
from pages._ui.calls.exchange_card import status_words
from pages._ui.evidence.evidence_words import evidence_words
from pages._ui.page.templates import render
from pages._ui.scenarios.outcome_words import SIGNS, STATES, outcome_of
from pages._ui.scenarios.scenario_choice import CARD, place_of
from services.authorizer.comparison import is_as_decided
from services.authorizer.differences import KnownDifference
from services.scenarios.endings import shown_ending
from services.scenarios.report import observed_words
from services.scenarios.runner import Outcome, ScenarioResult
from services.scenarios.scenario import Scenario


@dataclass(frozen=True, slots=True, kw_only=True)
class ScenarioHead:
    """The sentences of the head; `ending` and `state` name its shapes for the stylesheet."""

    title: str
    answer: str
    reason: str
    verdict: str
    story: str
    ending: str
    state: str
    sign: str
    is_expected_only: bool


def head_html(head: ScenarioHead, scenario_id: str, result_id: str) -> Markup:
    """Return the head; one with a `result_id` that is new gets the focus and is read out."""
    return render(
        "scenarios/scenario_head.html.j2",
        head=head,
        card=CARD,
        place=place_of(scenario_id),
        result_id=result_id,
    )


def scenario_head(
    scenario: Scenario, result: ScenarioResult | None, *, is_local: bool
) -> ScenarioHead:
    outcome = outcome_of(result)
    return ScenarioHead(
        title=scenario.title,
        answer=_answer(scenario, result),
        reason=_reason(result),
        verdict=_verdict(scenario, result, "the local engine" if is_local else "AWS"),
        story=scenario.story,
        ending=ending_class(shown_ending(scenario, result)),
        state=STATES[outcome],
        sign=SIGNS[outcome],
        is_expected_only=outcome is Outcome.NOT_RUN,
    )


def _answer(scenario: Scenario, result: ScenarioResult | None) -> str:
    ending = shown_ending(scenario, result)
    if result is None or result.outcome is Outcome.NOT_RUN:
        status = scenario.expected.status
        return f"AWS answers {status} {responses.get(status, '')}".rstrip() + f", {ending}"
    if result.exchange is None or result.exchange.status is None:
        return "No answer"
    return f"{status_words(result.exchange)}, {ending}"


def _reason(result: ScenarioResult | None) -> str:
    """Return why the call ended so, from the checks; empty where they do not explain it."""
    if result is None or result.decision is None or result.observed is None:
        return ""
    is_same = is_as_decided(result.decision, result.observed)
    return verdict_words(result.decision, result.observed, is_as_decided=is_same)


def _verdict(scenario: Scenario, result: ScenarioResult | None, cloud: str) -> str:
    if result is None:
        return "Not run yet."
    if result.outcome is Outcome.NOT_RUN:
        return f"Not run. {result.reason}"
    if result.outcome is Outcome.SAME:
        return "As expected on AWS."
    if result.difference is not None:
        return _known(result.difference, cloud)
    return _trouble(scenario, result)


def _known(difference: KnownDifference, cloud: str) -> str:
    return (
        f"A known difference of {cloud}: {difference.topic}. Here: {difference.locally}. "
        f"On AWS: {difference.on_aws} ({evidence_words(difference.evidence)})."
    )


def _trouble(scenario: Scenario, result: ScenarioResult) -> str:
    """Tell an unexpected answer from a stack whose settings have changed: two different causes."""
    decision, observed = result.decision, result.observed
    if result.exchange is None:
        return f"The stack is broken: nothing could be sent. {result.reason}"
    if decision and observed and is_as_decided(decision, observed):
        return (
            "The stack is not as it was provisioned. By its live settings this answer is right; "
            f"as provisioned, it would be {scenario.expected.words}."
        )
    told = result.reason or f"Answered here: {observed_words(result)}."
    return f"Not what AWS answers: that is {scenario.expected.words}. {told}"
