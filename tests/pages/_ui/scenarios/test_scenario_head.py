"""The head of a card: the answer first, its reason next, then whether it was expected."""

from dataclasses import replace

import pytest

from pages._ui.scenarios.scenario_head import ScenarioHead, head_html, scenario_head
from services.authorizer.differences import LOCAL_DIFFERENCES
from services.scenarios.runner import Outcome, ScenarioResult
from services.scenarios.table.table import BY_ID
from tests.pages._ui.deciding import decided
from tests.pages._ui.scenarios.scenario_runs import resulted

UNAUTHORIZED = '{"message":"Unauthorized"}'


def head(scenario_id: str, result: ScenarioResult | None) -> ScenarioHead:
    return scenario_head(BY_ID[scenario_id], result, is_local=True)


def test_before_a_run_it_says_what_aws_answers() -> None:
    shown = head("access-on-my-api", None)
    assert shown.answer == "AWS answers 401 Unauthorized, refused by the authorizer"
    assert (shown.reason, shown.verdict, shown.is_expected_only) == ("", "Not run yet.", True)
    assert (shown.ending, shown.state, shown.sign) == ("by-authorizer", "not-run", "")


def test_after_a_run_it_says_the_answer_the_reason_and_that_it_was_expected() -> None:
    result = resulted("no-header-on-my-api", Outcome.SAME, 401, UNAUTHORIZED)
    shown = head("no-header-on-my-api", replace(result, decision=decided("/my-api", None)))
    assert shown.answer == "401, refused by the authorizer"
    assert shown.reason == "The authorizer stopped it: there was no Authorization header."
    assert (shown.sign, shown.verdict) == ("=", "As expected on AWS.")


@pytest.mark.parametrize(
    ("result", "verdict"),
    [
        pytest.param(
            replace(resulted("id-on-open", Outcome.NOT_RUN), reason="Wait 5 minutes."),
            "Not run. Wait 5 minutes.",
            id="not run: why",
        ),
        pytest.param(
            replace(
                resulted("id-on-open", Outcome.KNOWN_DIFFERENCE, 401, UNAUTHORIZED),
                difference=replace(LOCAL_DIFFERENCES[0], topic="T", locally="L", on_aws="A"),
            ),
            "A known difference of the local engine: T. Here: L. On AWS: A (",
            id="known: both sides",
        ),
        pytest.param(
            resulted("id-on-open", Outcome.DIFFERENT, 401, UNAUTHORIZED),
            "Not what AWS answers: that is 200 from the function. Answered here: 401 Unauthorized.",
            id="different: what came",
        ),
        pytest.param(
            replace(
                resulted("id-on-open", Outcome.DIFFERENT, None), exchange=None, reason="No token."
            ),
            "The stack is broken: nothing could be sent. No token.",
            id="nothing was sent",
        ),
    ],
)
def test_a_result_that_is_not_as_expected_says_why(result: ScenarioResult, verdict: str) -> None:
    assert head("id-on-open", result).verdict.startswith(verdict)


def test_what_came_is_text_and_a_head_without_an_id_takes_no_focus() -> None:
    result = replace(resulted("id-on-open", Outcome.NOT_RUN), reason="<img src=x>")
    html = str(head_html(head("id-on-open", result), "id-on-open", "new-1"))
    assert "&lt;img src=x&gt;" in html
    assert "<img" not in html
    assert 'data-lab-result="new-1"' in html
    assert "data-lab-result" not in str(head_html(head("id-on-open", result), "id-on-open", ""))
