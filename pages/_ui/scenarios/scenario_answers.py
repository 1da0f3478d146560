"""Three columns as HTML: what AWS answers, what the checks say, what was answered here."""

from dataclasses import dataclass

from markupsafe import Markup

from pages._ui.calls.answers_table import PLACES_TO_BREAK, observed_title
from pages._ui.page.templates import render
from services.authorizer.answers import ObservedAnswer
from services.authorizer.comparison import SameFields, compare_fields, decided_answer
from services.authorizer.decision import Decision
from services.scenarios.runner import ScenarioResult
from services.scenarios.scenario import Expected, Scenario

_LATER, _OWN, _UNKNOWN = "after the run", "the function's own", "not known"
_NOT_YET = SameFields(status=True, body=True, error_type=True)


@dataclass(frozen=True, slots=True)
class _Row:
    name: str
    expected: str
    decided: str
    observed: str
    is_same: bool


def three_answers_html(
    scenario: Scenario, result: ScenarioResult | None, *, is_local: bool
) -> Markup:
    """Return the table; `is_local` tells who answered, and `result` is None before a run."""
    decision = result.decision if result else None
    observed = result.observed if result else None
    same = compare_fields(scenario.expected.answer, observed) if observed else _NOT_YET
    columns = (_expected(scenario.expected), _decided(decision), _observed(observed))
    names = ("Status", "Body", "Error type")
    is_same = (same.status, same.body, same.error_type)
    rows = [_Row(*each) for each in zip(names, *columns, is_same, strict=True)]
    titles = ("What AWS answers", "What the checks say", observed_title(is_local=is_local))
    return render(
        "scenarios/scenario_answers.html.j2",
        titles=titles,
        rows=rows,
        after_the_run=_LATER,
        places=PLACES_TO_BREAK,
    )


def _expected(expected: Expected) -> tuple[str, str, str]:
    if expected.message is None:
        return str(expected.status), _OWN if expected.route else "none", "none"
    text = expected.message + ("…" if expected.is_prefix else "")
    return str(expected.status), text, expected.error_type or _UNKNOWN


def _decided(decision: Decision | None) -> tuple[str, str, str]:
    if decision is None:
        return _LATER, "", ""
    answer = decided_answer(decision)
    if answer.message is None:
        return "lets it through", _OWN, "none"
    text = answer.message + ("…" if answer.is_prefix else "")
    return str(answer.status), text, answer.error_type or _UNKNOWN


def _observed(observed: ObservedAnswer | None) -> tuple[str, str, str]:
    if observed is None:
        return _LATER, "", ""
    said = _OWN if observed.is_from_function and observed.route else observed.message or "none"
    return str(observed.status), said, observed.error_type or "none"
