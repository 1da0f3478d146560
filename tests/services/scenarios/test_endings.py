"""How each scenario is expected to end, and what is shown before and after its run."""

from collections import Counter

import pytest

from services.authorizer.answers import observe
from services.authorizer.ending import Ending
from services.scenarios.endings import expected_ending, shown_ending
from services.scenarios.runner import Outcome, ScenarioResult
from services.scenarios.table.grid import GRID
from services.scenarios.table.table import BY_ID


@pytest.mark.parametrize(
    ("scenario_id", "ending"),
    [
        ("id-on-my-api", Ending.LET_IN),
        ("access-on-my-api", Ending.BY_AUTHORIZER),
        ("expired-on-my-api", Ending.BY_AUTHORIZER),
        ("id-on-admins", Ending.BY_FUNCTION),
        ("unknown-path-with-token", Ending.NOT_ROUTED),
        ("unknown-stage", Ending.NOT_ROUTED),
        ("good-token-and-bad-key", Ending.BY_GATEWAY),
        ("throttled", Ending.BY_GATEWAY),
        ("preflight", Ending.LET_IN),
    ],
)
def test_the_expected_end(scenario_id: str, ending: Ending) -> None:
    assert expected_ending(BY_ID[scenario_id]) is ending


def test_in_the_grid_the_authorizer_refuses_most() -> None:
    ends = Counter(expected_ending(each) for each in GRID)
    assert ends == {Ending.BY_AUTHORIZER: 33, Ending.LET_IN: 15, Ending.BY_FUNCTION: 2}


def test_what_came_is_shown_and_what_did_not_run_is_expected() -> None:
    scenario = BY_ID["access-on-my-api"]
    came = ScenarioResult(
        scenario=scenario,
        outcome=Outcome.DIFFERENT,
        observed=observe(200, (), '{"route":"/my-api"}'),
    )
    assert shown_ending(scenario, came) is Ending.LET_IN
    assert shown_ending(scenario, None) is Ending.BY_AUTHORIZER
    left_out = ScenarioResult(scenario=scenario, outcome=Outcome.NOT_RUN)
    assert shown_ending(scenario, left_out) is Ending.BY_AUTHORIZER
    nothing = ScenarioResult(scenario=scenario, outcome=Outcome.DIFFERENT)
    assert shown_ending(scenario, nothing) is Ending.NO_ANSWER
