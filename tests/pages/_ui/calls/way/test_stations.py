"""Where a call turns round on its way, for every scenario of the table."""

import pytest

from pages._ui.calls.way.stations import Reach, Station, stations_of, turning_point
from pages._ui.page.facts_table import Mark
from services.authorizer.checks import CHECKS
from services.authorizer.decision import Decision
from services.authorizer.function_check import FunctionCheck
from services.scenarios.runner import run_scenario
from services.scenarios.table.table import BY_ID, SCENARIOS
from tests.pages._ui.deciding import decided
from tests.services.scenarios.fake_ground import FakeGround
from tests.services.tokens.forge import NOW

# the station and its check that stops the call -> the scenarios; all others reach the function
STOPS = {
    "Stage and path: size of the headers": "huge-headers",
    "Stage and path: stage": "unknown-stage",
    "Stage and path: path and HTTP method": """unknown-path unknown-path-with-token
        unknown-path-with-bare-token wrong-method wrong-method-with-token method-not-deployed
        preflight-without-options""",
    "Authorizer: usable": "authorizer-deleted",
    "Authorizer: token's header": """no-header-on-my-api no-header-on-scoped
        no-header-on-one-client no-header-on-admins empty-header other-header token-in-query
        other-token-source-missed authorizer-before-function refusal-with-cors
        refusal-without-cors""",
    "Authorizer: three parts": """garbage-on-my-api garbage-on-scoped garbage-on-one-client
        garbage-on-admins double-bearer basic-scheme quoted-token two-parts four-parts five-parts
        list-payload space-inside bad-token-and-bad-key""",
    "Authorizer: audience": """expired-on-one-client other-pool-on-one-client
        other-client-on-one-client access-on-one-client access-with-scope-on-one-client
        pattern-does-not-fit pattern-and-access-token""",
    "Authorizer: issuer": "other-pool-on-my-api other-pool-on-scoped other-pool-on-admins",
    "Authorizer: key": "unknown-kid no-kid",
    "Authorizer: signed by that key": """tampered-on-my-api tampered-on-scoped
        tampered-on-one-client tampered-on-admins later-expiry flipped-bit alg-none
        hs256-public-key claim-twice non-ascii cut-token""",
    "Authorizer: not expired": """expired-on-my-api expired-on-scoped expired-on-admins
        expired-access-on-scoped""",
    "Authorizer: kind of token": """other-client-on-scoped id-on-scoped access-on-my-api
        access-on-admins access-with-scope-on-my-api access-with-scope-on-admins refresh-on-my-api
        refresh-on-scoped refresh-on-one-client refresh-on-admins""",
    "Authorizer: scope": "scope-not-granted",
    "Keys and limits: API key": "api-key-missing api-key-unknown good-token-and-bad-key",
    "Keys and limits: rate": "throttled",
    "Keys and limits: quota": "quota-used-up",
    "Keys and limits: parameters": "parameter-missing",
    "Keys and limits: body": "body-does-not-fit",
    "Function: may be invoked": "no-permission function-deleted",
    "Function: answers": "function-raises function-answers-text",
}
STOPPED_AT = {name: stop for stop, names in STOPS.items() for name in names.split()}


def decision_of(scenario_id: str) -> Decision:
    scenario = BY_ID[scenario_id]
    ground = FakeGround(is_local="local" in scenario.clouds)
    result = run_scenario(scenario, ground, clock=lambda: float(NOW), sleep=lambda seconds: None)
    assert result.decision is not None
    return result.decision


def last_reached(stations: tuple[Station, ...]) -> Station:
    return stations[turning_point(stations) - 1]


@pytest.mark.parametrize("scenario_id", [scenario.id for scenario in SCENARIOS])
def test_a_scenario_turns_round_where_it_is_stopped(scenario_id: str) -> None:
    stations = stations_of(decision_of(scenario_id), None)
    last = last_reached(stations)
    failed = [step for station in stations for step in station.steps if step.mark is Mark.FAILED]
    if scenario_id not in STOPPED_AT:
        assert (last.title, last.reach, failed) == ("Function", Reach.ANSWERED, [])
        return
    assert [f"{last.title}: {step.title}" for step in failed] == [STOPPED_AT[scenario_id]]
    assert (last.reach, failed[0].seen != "", failed[0].wanted != "") == (Reach.STOPPED, True, True)


def test_the_table_of_stops_names_scenarios_that_exist() -> None:
    assert set(STOPPED_AT) - set(BY_ID) == set()


def test_stations_behind_the_stop_are_not_reached_and_show_nothing() -> None:
    stations = stations_of(decided("/my-api", None), None)
    assert [station.reach for station in stations] == [
        Reach.PASSED,
        Reach.STOPPED,
        Reach.NOT_REACHED,
        Reach.NOT_REACHED,
    ]
    assert [len(station.steps) for station in stations] == [3, 2, 0, 0]
    assert [station.left for station in stations] == [0, 10, 0, 0]


def test_a_method_without_authorizer_passes_a_station_that_asks_for_nothing() -> None:
    station = stations_of(decided("/open", None), None)[1]
    assert (station.reach, station.steps) == (Reach.NOTHING_ASKED, ())
    assert station.says == "This method has no authorizer: nobody looks for a token."


def test_a_method_without_function_is_answered_by_api_gateway() -> None:
    station = stations_of(decided("/my-api", None, http_method="OPTIONS"), None)[3]
    assert station.reach is Reach.ANSWERED
    assert station.says == "This method calls no function: API Gateway answers itself."


@pytest.mark.parametrize(
    ("passed", "reach", "mark"),
    [(False, Reach.STOPPED, Mark.FAILED), (True, Reach.ANSWERED, Mark.PASSED)],
    ids=["refused", "let in"],
)
def test_the_functions_own_check_is_its_last_step(
    reach: Reach, mark: Mark, *, passed: bool
) -> None:
    own = FunctionCheck(passed=passed, required=("admins",), held=("staff",))
    station = stations_of(decided("/my-api"), own)[3]
    last = station.steps[-1]
    assert (station.reach, last.mark) == (reach, mark)
    assert last.title == "the function asks for the group admins"
    assert last.seen == ("" if passed else "the token holds: staff")


def test_a_call_that_never_reached_the_function_shows_no_check_of_its_own() -> None:
    own = FunctionCheck(passed=False, message="no")
    assert last_reached(stations_of(decided("/my-api", None), own)).title == "Authorizer"


def test_every_check_has_a_name_on_the_way() -> None:
    whole = stations_of(decided("/my-api"), None)
    named = {step.title for station in whole for step in station.steps}
    stops = {stop.partition(": ")[2] for stop in STOPS}
    assert stops | named >= {"types of claims", "already valid"}
    # No scenario has a resource policy, or binary media types.
    assert len(stops | named) == len(CHECKS) - len({"resource_policy", "mock"})
