"""The scenario table: complete, addressable, and of one opinion with the decision."""

import re

import pytest

from services.scenarios.scenario import Place, Scenario
from services.scenarios.table.table import BY_ID, SCENARIOS

# The rows of the compiled AWS facts, sections 2 and 3; without those nobody can cause:
# 32 is the authorizer's cache, whose effect is not reported; 33 clock skew, which needs a token
# from the future; 53 a body over 10 MB, which the HTTP client's own limits meet first.
ROWS = {
    *("1", "2", "3", "4", "5", "6", "7", "8", "9", "10", "11", "12", "12b", "13", "14", "15"),
    *("16", "17", "18", "19", "20a", "20b", "20c", "21", "21b", "22", "23", "24", "25", "26"),
    *("27", "28", "29", "30", "31", "34"),
    *("40", "41", "42", "43", "44", "45", "45b", "46", "47", "48", "49", "50", "51", "52"),
}
ANSWERS_OF_ROWS = {
    "6": {200},
    "7": {200, 401},
    "8": {200},
    "12": {200, 401},
    "19": {200, 403},
    "20a": {200},
    "20b": {401},
    "25": {200, 401},
    "45": {200, 403},
    "45b": {401, 403},
    "46": {200, 400},
    "47": {200, 400},
}


def test_there_are_at_least_forty_scenarios() -> None:
    assert len(SCENARIOS) >= 40
    assert len(BY_ID) == len(SCENARIOS), "ids are unique"


def test_every_row_that_can_be_caused_has_a_scenario() -> None:
    assert {scenario.row for scenario in SCENARIOS} - {""} == ROWS


@pytest.mark.parametrize(("row", "answers"), ANSWERS_OF_ROWS.items())
def test_a_row_that_has_two_signs_is_shown_with_both(row: str, answers: set[int]) -> None:
    assert {each.expected.status for each in SCENARIOS if each.row == row} == answers


@pytest.mark.parametrize("scenario", SCENARIOS, ids=lambda scenario: scenario.id)
def test_a_scenario_can_be_linked_to_and_is_told(scenario: Scenario) -> None:
    assert re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", scenario.id)
    assert scenario.title
    assert scenario.story.endswith(".")
    assert set(scenario.clouds) <= {"local", "aws"} and scenario.clouds
    assert scenario.path.startswith("/")


def test_titles_are_unique() -> None:
    titles = [scenario.title for scenario in SCENARIOS]
    assert len(set(titles)) == len(titles)


def test_the_grid_has_every_token_on_every_route_of_the_lab() -> None:
    cells = {(each.line, each.column) for each in SCENARIOS if each.line}
    tokens = {
        *("no-header", "garbage", "tampered", "expired", "other-pool", "other-client"),
        *("id", "access", "access-with-scope", "refresh"),
    }
    routes = {"open", "my-api", "scoped", "one-client", "admins"}
    assert cells == {(token, route) for token in tokens for route in routes}
    assert {each.place for each in SCENARIOS if each.line} == {Place.LAB}
