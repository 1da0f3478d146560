"""Expected on AWS beside decided beside observed: what is equal, what differs, what is unknown."""

import re

import pytest

from pages._ui.scenarios.scenario_answers import three_answers_html
from services.authorizer.answers import observe
from services.authorizer.decision import Decision
from services.scenarios.runner import Outcome, ScenarioResult
from services.scenarios.scenario import Scenario
from services.scenarios.table.table import BY_ID
from tests.pages._ui.deciding import decided

REFUSED = (("x-amzn-ErrorType", "UnauthorizedException"),)
NOT_A_SIGNATURE = "Invalid key=value pair (missing equal-sign) in Authorization header"
OWN = "the function's own"


def rows(scenario: Scenario, result: ScenarioResult | None) -> list[str]:
    html = str(three_answers_html(scenario, result, is_local=False)).replace("&#39;", "'")
    html = html.replace("<wbr>", "")
    body = html.partition("<tbody>")[2].partition("</tbody>")[0]
    cells = [re.findall(r"<t[hd].*?>(.*?)</t[hd]>", row) for row in body.split("</tr>")[:-1]]
    return [" | ".join(re.sub(r"<[^>]+>", "", cell) for cell in row) for row in cells]


def ran(scenario_id: str, decision: Decision, answer: tuple[int, tuple, str]) -> ScenarioResult:
    return ScenarioResult(
        scenario=BY_ID[scenario_id],
        outcome=Outcome.SAME,
        decision=decision,
        observed=observe(*answer),
    )


CASES = {
    "a refusal as expected": (
        ran(
            "no-header-on-my-api",
            decided("/my-api", None),
            (401, REFUSED, '{"message":"Unauthorized"}'),
        ),
        [
            "Status | 401 | 401 | 401",
            "Body | Unauthorized | Unauthorized | Unauthorized",
            "Error type | UnauthorizedException | UnauthorizedException | UnauthorizedException",
        ],
    ),
    "the function's answer as expected": (
        ran("id-on-my-api", decided("/my-api"), (200, (), '{"route":"/my-api","greeting":"Hi"}')),
        [
            "Status | 200 | lets it through | 200",
            f"Body | {OWN} | {OWN} | {OWN}",
            "Error type | none | none | none",
        ],
    ),
    "let in where a refusal is expected": (
        ran("no-header-on-my-api", decided("/my-api", None), (200, (), '{"route":"/my-api"}')),
        [
            "Status | 401 | 401 | ≠ 200",
            f"Body | Unauthorized | Unauthorized | ≠ {OWN}",
            "Error type | UnauthorizedException | UnauthorizedException | ≠ none",
        ],
    ),
    "an error type that nobody has reported does not differ": (
        ran(
            "expired-on-my-api",
            decided("/my-api", now=4e9),
            (401, REFUSED, '{"message":"The incoming token has expired"}'),
        ),
        [
            "Status | 401 | 401 | 401",
            "Body | " + " | ".join(["The incoming token has expired"] * 3),
            "Error type | not known | not known | UnauthorizedException",
        ],
    ),
    "a text that goes on with the request's own": (
        ran(
            "unknown-path-with-token",
            decided("/nowhere"),
            (
                403,
                (("x-amzn-ErrorType", "IncompleteSignatureException"),),
                f'{{"message":"{NOT_A_SIGNATURE}: x"}}',
            ),
        ),
        [
            "Status | 403 | 403 | 403",
            f"Body | {NOT_A_SIGNATURE}… | {NOT_A_SIGNATURE}… | {NOT_A_SIGNATURE}: x",
            "Error type | " + " | ".join(["IncompleteSignatureException"] * 3),
        ],
    ),
}


@pytest.mark.parametrize(("result", "expected"), CASES.values(), ids=CASES.keys())
def test_three_answers_side_by_side(result: ScenarioResult, expected: list[str]) -> None:
    assert rows(result.scenario, result) == expected


def test_before_a_run_only_the_expectation_is_there() -> None:
    assert rows(BY_ID["id-on-my-api"], None) == [
        "Status | 200 | after the run | after the run",
        f"Body | {OWN} |  | ",
        "Error type | none |  | ",
    ]


def test_what_came_back_is_shown_as_text_and_not_as_html() -> None:
    result = ran("id-on-my-api", decided("/my-api"), (500, (), '{"message":"<img src=x>"}'))
    html = three_answers_html(BY_ID["id-on-my-api"], result, is_local=False)
    assert "<img" not in html
    assert "&lt;img src=x&gt;" in html


def test_the_column_of_what_came_back_names_who_answered() -> None:
    html = three_answers_html(BY_ID["id-on-my-api"], None, is_local=True)
    assert '<th scope="col">Answered here</th>' in html
