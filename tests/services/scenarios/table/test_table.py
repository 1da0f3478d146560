"""The scenario table: complete, addressable, and of one opinion with the decision."""

import re

import pytest

from services.scenarios.scenario import Place, Scenario
from services.scenarios.table.table import BY_ID, SCENARIOS

# The statements of docs/aws-facts.md about answers of an API; without those nobody can cause: the
# authorizer's cache, whose effect is not reported; clock skew, which needs a token from the
# future; a body over 10 MB, which the HTTP client's own limits meet first.
FACTS = {
    "no token",
    "empty header",
    "not a token",
    "wrong number of parts",
    "ID token",
    "Bearer before the token",
    "access token, no scopes",
    "access token, a scope fits",
    "access token, no scope fits",
    "ID token, method with scopes",
    "refresh token",
    "expired ID token",
    "expired access token",
    "changed payload",
    "changed signature",
    "algorithm none",
    "HS256 with the public key",
    "unknown or missing key id",
    "another user pool",
    "another app client",
    "audience fits",
    "audience does not fit",
    "audience of an access token",
    "ID token after a global sign-out",
    "access token after a global sign-out",
    "disabled user",
    "deleted user",
    "revoked refresh token",
    "another header",
    "lower-case header name",
    "headers too large",
    "unknown path",
    "unknown path with a token",
    "wrong HTTP method",
    "not deployed",
    "authorizer gone",
    "preflight without OPTIONS",
    "preflight with OPTIONS",
    "CORS headers of refusals",
    "throttled",
    "quota used up",
    "API key",
    "API key after the token",
    "required parameters",
    "body and model",
    "function fails",
    "function answers in another form",
    "no permission",
    "function gone",
    "unknown stage",
}
ANSWERS_OF_FACTS = {
    "Bearer before the token": {200},
    "access token, no scopes": {200, 401},
    "access token, a scope fits": {200},
    "expired ID token": {200, 401},
    "another app client": {200, 403},
    "audience fits": {200},
    "audience does not fit": {401},
    "another header": {200, 401},
    "API key": {200, 403},
    "API key after the token": {401, 403},
    "required parameters": {200, 400},
    "body and model": {200, 400},
}


def test_there_are_at_least_forty_scenarios() -> None:
    assert len(SCENARIOS) >= 40
    assert len(BY_ID) == len(SCENARIOS), "ids are unique"


def test_every_fact_that_can_be_caused_has_a_scenario() -> None:
    assert {scenario.fact for scenario in SCENARIOS} - {""} == FACTS


@pytest.mark.parametrize(("fact", "answers"), ANSWERS_OF_FACTS.items())
def test_a_fact_that_has_two_signs_is_shown_with_both(fact: str, answers: set[int]) -> None:
    assert {each.expected.status for each in SCENARIOS if each.fact == fact} == answers


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
