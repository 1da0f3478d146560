"""What a mark says, and the status beside it: expected before a run and observed after it."""

from dataclasses import replace

import pytest

from pages._ui.scenarios.outcome_words import counted, outcome_words, shown_status
from services.scenarios.runner import Outcome
from services.scenarios.table.table import BY_ID
from tests.pages._ui.scenarios.scenario_runs import kept, resulted


@pytest.mark.parametrize(
    ("outcome", "words"),
    [
        (Outcome.SAME, "= as expected"),
        (Outcome.KNOWN_DIFFERENCE, "≈ known difference"),
        (Outcome.DIFFERENT, "≠ different"),
        (Outcome.NOT_RUN, "not run"),
    ],
)
def test_every_outcome_has_a_sign_of_its_own(outcome: Outcome, words: str) -> None:
    assert outcome_words(outcome) == words


@pytest.mark.parametrize(
    ("result", "words"),
    [
        pytest.param(None, "200", id="the expected status before a run"),
        pytest.param(resulted("id-on-my-api", Outcome.SAME, 200), "200", id="as expected"),
        pytest.param(resulted("id-on-my-api", Outcome.DIFFERENT, 401), "401", id="observed"),
        pytest.param(resulted("id-on-my-api", Outcome.DIFFERENT, None), "none", id="no answer"),
        pytest.param(
            replace(resulted("id-on-my-api", Outcome.DIFFERENT), exchange=None),
            "none",
            id="no token, so nothing was sent",
        ),
        pytest.param(resulted("id-on-my-api", Outcome.NOT_RUN), "200", id="not run: expected"),
    ],
)
def test_the_status_that_is_shown(result, words: str) -> None:
    assert shown_status(BY_ID["id-on-my-api"], result) == words


def test_scenarios_without_a_result_count_as_not_run() -> None:
    scenarios = (BY_ID["id-on-open"], BY_ID["id-on-my-api"], BY_ID["throttled"])
    results = kept(resulted("id-on-open", Outcome.SAME), resulted("throttled", Outcome.DIFFERENT))
    assert counted(scenarios, results) == {
        Outcome.SAME: 1,
        Outcome.KNOWN_DIFFERENCE: 0,
        Outcome.DIFFERENT: 1,
        Outcome.NOT_RUN: 1,
    }
