"""The runner: what is compared, what is excused, and what never is."""

import threading
import time
from dataclasses import replace
from typing import Any

import pytest

from services.errors import CloudUnreachable
from services.scenarios.runner import (
    Outcome,
    ScenarioResult,
    is_decided,
    run_scenario,
    run_scenarios,
)
from services.scenarios.scenario import Credential, Scenario
from services.scenarios.table.table import BY_ID, SCENARIOS
from tests.services.scenarios.fake_ground import (
    U401,
    Canned,
    FakeGround,
    function,
    gateway,
    lab_api,
)
from tests.services.tokens.forge import NOW

BUSY = gateway(429, "Too Many Requests", "TooManyRequestsException")
NO_ROUTE = gateway(403, "Missing Authentication Token", "MissingAuthenticationTokenException")


def run(scenario_id: str, ground: FakeGround) -> ScenarioResult:
    return run_scenario(BY_ID[scenario_id], ground, clock=lambda: NOW, sleep=lambda _: None)


@pytest.mark.parametrize("scenario", SCENARIOS, ids=lambda scenario: scenario.id)
def test_the_literal_expectation_and_the_decision_say_the_same(scenario: Scenario) -> None:
    result = run(scenario.id, FakeGround())
    assert result.decision is not None
    assert is_decided(scenario.expected, result.decision)


@pytest.mark.parametrize(
    ("scenario_id", "answer", "outcome"),
    [
        pytest.param("id-on-my-api", function("/my-api"), Outcome.SAME, id="let in as expected"),
        pytest.param("no-header-on-my-api", U401, Outcome.SAME, id="refused as expected"),
        pytest.param(
            "no-header-on-my-api", function("/my-api"), Outcome.DIFFERENT, id="let in, not refused"
        ),
        pytest.param("id-on-my-api", U401, Outcome.DIFFERENT, id="refused, not let in"),
        pytest.param(
            "id-on-my-api", function("/open"), Outcome.DIFFERENT, id="another route answered"
        ),
        pytest.param(
            "no-header-on-my-api",
            gateway(401, "Unauthorized", "AccessDeniedException"),
            Outcome.DIFFERENT,
            id="another error type",
        ),
        pytest.param(
            "expired-on-my-api", U401, Outcome.DIFFERENT, id="the text of an expired token is gone"
        ),
        pytest.param(
            "unknown-path-with-token", NO_ROUTE, Outcome.KNOWN_DIFFERENCE, id="a known difference"
        ),
        pytest.param(
            "huge-headers", function("/my-api"), Outcome.KNOWN_DIFFERENCE, id="large headers pass"
        ),
        pytest.param(
            "huge-headers", U401, Outcome.DIFFERENT, id="large headers pass, but the token is good"
        ),
        pytest.param(
            "method-not-deployed",
            function("/not-deployed"),
            Outcome.KNOWN_DIFFERENCE,
            id="live before it is deployed",
        ),
        pytest.param(
            "unknown-path",
            function("/no-such-path"),
            Outcome.DIFFERENT,
            id="a difference of another scenario excuses nothing",
        ),
        pytest.param(
            "refusal-with-cors", U401, Outcome.DIFFERENT, id="the CORS headers are missing"
        ),
    ],
)
def test_three_columns_are_compared(scenario_id: str, answer: Canned, outcome: Outcome) -> None:
    result = run(scenario_id, FakeGround(answers=(answer,)))
    assert result.outcome is outcome
    assert (result.difference is not None) is (outcome is Outcome.KNOWN_DIFFERENCE)


def test_aws_has_no_known_differences() -> None:
    ground = FakeGround(answers=(NO_ROUTE,), is_local=False)
    assert run("unknown-path-with-token", ground).outcome is Outcome.DIFFERENT


def test_a_known_difference_excuses_nothing_when_expected_and_decided_differ() -> None:
    """A removed method is decided as no route; that the engine lacks AWS's text is no excuse."""
    api = lab_api()
    ground = FakeGround(
        answers=(NO_ROUTE,),
        lab=replace(api, methods=tuple(m for m in api.methods if m.path != "/my-api")),
    )
    result = run("id-on-my-api", ground)
    assert result.decision is not None and result.decision.stopped_by is not None
    assert result.decision.stopped_by.id == "route"
    assert (result.outcome, result.difference) == (Outcome.DIFFERENT, None)


def test_what_is_expected_but_not_decided_is_different() -> None:
    """The answer is the expected one, but by the settings it should not be: look at both."""
    api = lab_api()
    opened = tuple(replace(m, scopes=()) for m in api.methods)
    ground = FakeGround(answers=(function("/my-api/scoped"),), lab=replace(api, methods=opened))
    assert run("access-on-scoped", ground).outcome is Outcome.DIFFERENT


@pytest.mark.parametrize(
    ("ground", "scenario_id", "reason"),
    [
        pytest.param(
            {"is_local": False}, "authorizer-deleted", "This cannot be caused on AWS.", id="on AWS"
        ),
        pytest.param(
            {"unobtainable": (Credential.EXPIRED_ID,)},
            "expired-on-my-api",
            "No token has expired yet. Run this again later.",
            id="no such token yet",
        ),
    ],
)
def test_what_cannot_be_run_says_why(ground: dict[str, Any], scenario_id: str, reason: str) -> None:
    fake = FakeGround(**ground)
    result = run(scenario_id, fake)
    assert (result.outcome, result.reason) == (Outcome.NOT_RUN, reason)
    assert (fake.sent, result.is_trouble) == ([], False)


def test_a_stack_that_issues_no_token_is_a_difference_not_a_scenario_left_out() -> None:
    """Otherwise `verify` is green on a stack that nobody can sign in to."""
    fake = FakeGround(refused=(Credential.ID,))
    result = run("id-on-my-api", fake)
    assert (result.outcome, result.reason, fake.sent) == (
        Outcome.DIFFERENT,
        "Auth flow not enabled for this client. Look at it.",
        [],
    )


def test_a_method_without_cognito_authorizer_is_a_difference_that_says_why() -> None:
    api = lab_api()
    other = tuple(replace(m, authorization="AWS_IAM") if m.is_protected else m for m in api.methods)
    result = run("id-on-my-api", FakeGround(answers=(NO_ROUTE,), lab=replace(api, methods=other)))
    assert (result.outcome, result.decision) == (Outcome.DIFFERENT, None)
    assert result.reason.startswith("GET /my-api has the authorization type AWS_IAM")
    assert result.observed is not None and result.observed.status == 403


def test_no_answer_at_all_is_a_difference_with_its_reason() -> None:
    result = run("id-on-my-api", FakeGround(answers=(Canned(status=None),)))
    assert (result.outcome, result.reason) == (Outcome.DIFFERENT, "No answer in time.")


def test_an_unexpected_429_is_tried_again_after_growing_pauses() -> None:
    pauses: list[float] = []
    ground = FakeGround(answers=(BUSY, BUSY, function("/my-api")))
    result = run_scenario(BY_ID["id-on-my-api"], ground, clock=lambda: NOW, sleep=pauses.append)
    assert result.outcome is Outcome.SAME
    assert pauses == [0.2, 0.6]


@pytest.mark.parametrize(
    ("scenario_id", "sent", "outcome"),
    [
        pytest.param("id-on-my-api", 4, Outcome.DIFFERENT, id="one that stays ends after 3 more"),
        pytest.param("throttled", 1, Outcome.SAME, id="an expected one is not tried again"),
    ],
)
def test_a_429_that_stays(scenario_id: str, sent: int, outcome: Outcome) -> None:
    ground = FakeGround(answers=(BUSY,))
    assert run(scenario_id, ground).outcome is outcome
    assert len(ground.sent) == sent


@pytest.mark.parametrize(
    ("scenario_id", "url", "headers"),
    [
        pytest.param("no-header-on-open", "https://lab.example/demo/open", (), id="nothing"),
        pytest.param(
            "unknown-stage", "https://lab.example/no-such-stage/my-api", None, id="another stage"
        ),
        pytest.param(
            "parameter-sent", "https://workbench.example/demo/search?q=lab", (), id="a query"
        ),
        pytest.param(
            "api-key-good",
            "https://workbench.example/demo/key",
            (("x-api-key", "key-GOOD"),),
            id="an API key",
        ),
        pytest.param(
            "preflight",
            "https://lab.example/demo/my-api",
            (("Origin", "http://localhost"), ("Access-Control-Request-Method", "GET")),
            id="a preflight",
        ),
    ],
)
def test_the_request_is_made_as_the_scenario_says(
    scenario_id: str, url: str, headers: tuple[tuple[str, str], ...] | None
) -> None:
    ground = FakeGround()
    run(scenario_id, ground)
    assert ground.sent[0].url == url
    assert headers is None or ground.sent[0].request_headers == headers


def test_results_come_in_the_order_of_the_table() -> None:
    results = run_scenarios(SCENARIOS, FakeGround(), clock=lambda: NOW, sleep=lambda _: None)
    assert [result.scenario.id for result in results] == [each.id for each in SCENARIOS]


@pytest.mark.parametrize(
    "scenario_id",
    [
        pytest.param("id-on-my-api", id="before it is sent, when the token is asked for"),
        pytest.param("no-header-on-my-api", id="when it is sent"),
    ],
)
def test_a_cloud_that_is_gone_ends_the_run_instead_of_118_differences(scenario_id: str) -> None:
    fake = FakeGround(answers=(Canned(status=None),), is_dead=True)
    with pytest.raises(CloudUnreachable):
        run(scenario_id, fake)
    with pytest.raises(CloudUnreachable):
        list(run_scenarios(SCENARIOS, fake, clock=lambda: NOW, sleep=lambda _: None))


def test_a_run_that_is_given_up_begins_nothing_more_and_is_not_waited_for_long() -> None:
    fake, may_go_on = FakeGround(answers=(BUSY,)), threading.Event()
    run_on = run_scenarios(
        [BY_ID["throttled"], *SCENARIOS],
        fake,
        clock=lambda: NOW,
        sleep=lambda _: may_go_on.wait(30) and None,
        threads=2,
    )
    next(run_on)
    started = time.monotonic()
    run_on.close()
    assert time.monotonic() - started < 20
    begun = len(fake.sent)
    may_go_on.set()
    time.sleep(0.1)
    # Those under way go on: at most two, each with three more tries.
    assert len(fake.sent) <= begun + 2 * 3
