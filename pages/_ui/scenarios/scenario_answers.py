"""Three columns as HTML: expected on AWS, decided, observed; every text is escaped."""

from html import escape

from pages._ui.calls.answers_table import ANSWERS_STYLE, breakable, observed_title
from services.authorizer.answers import ObservedAnswer
from services.authorizer.comparison import SameFields, compare_fields, decided_answer
from services.authorizer.decision import Decision
from services.scenarios.runner import ScenarioResult
from services.scenarios.scenario import Expected, Scenario

_LATER, _OWN, _UNKNOWN = "after the run", "the function's own", "not known"
_NOT_YET = SameFields(status=True, body=True, error_type=True)
_STYLE = """<style>
.lab-answers.three { table-layout: fixed; }
.lab-answers.three thead th { width: auto; }
.lab-answers.three thead th:first-child { width: 17%; }
.lab-answers.three .later { color: color-mix(in srgb, currentColor 70%, transparent); }
</style>"""


def three_answers_html(scenario: Scenario, result: ScenarioResult | None, *, is_local: bool) -> str:
    """Return the table; `is_local` tells who answered, and `result` is None before a run."""
    decision = result.decision if result else None
    observed = result.observed if result else None
    same = compare_fields(scenario.expected.answer, observed) if observed else _NOT_YET
    columns = (_expected(scenario.expected), _decided(decision), _observed(observed))
    titles = ("", "Expected on AWS", "Decided", observed_title(is_local=is_local))
    head = "".join(f'<th scope="col">{escape(title)}</th>' for title in titles)
    rows = "".join(
        _row(name, *values, is_same=is_same)
        for name, is_same, values in zip(
            ("Status", "Body", "Error type"),
            (same.status, same.body, same.error_type),
            zip(*columns, strict=True),
            strict=True,
        )
    )
    return (
        f'<table class="lab-answers three"><thead><tr>{head}</tr></thead>'
        f"<tbody>{rows}</tbody></table>{ANSWERS_STYLE}{_STYLE}"
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


def _row(name: str, expected: str, decided: str, observed: str, *, is_same: bool) -> str:
    sign, css = "", _later(observed)
    if not is_same:
        sign, css = '<span aria-label="differs">≠ </span>', ' class="differs"'
    return (
        f'<tr><th scope="row">{escape(name)}</th><td>{breakable(expected)}</td>'
        f"<td{_later(decided)}>{breakable(decided)}</td><td{css}>{sign}{breakable(observed)}</td></tr>"
    )


def _later(text: str) -> str:
    return ' class="later"' if text == _LATER else ""
