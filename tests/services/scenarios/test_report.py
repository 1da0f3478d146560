"""Reports of a run: JSON and Markdown that hold no token and break no table."""

import json
from dataclasses import replace

import pytest

from services.scenarios.report import RunFacts, as_document, as_markdown, count_words, counts, why
from services.scenarios.runner import Outcome, ScenarioResult, run_scenario
from services.scenarios.scenario import Credential
from services.scenarios.table.table import BY_ID
from tests.services.scenarios.fake_ground import TOKENS, U401, FakeGround, function, gateway
from tests.services.tokens.forge import NOW

FACTS = RunFacts(
    cloud="local", region="us-east-1", stack="lab", started_at=float(NOW), duration_seconds=1.23456
)
NO_ROUTE = gateway(403, "Missing Authentication Token", "MissingAuthenticationTokenException")


def run(scenario_id: str, **ground: object) -> ScenarioResult:
    fake = FakeGround(**ground)  # type: ignore[arg-type]
    return run_scenario(BY_ID[scenario_id], fake, clock=lambda: NOW, sleep=lambda _: None)


@pytest.fixture(scope="module")
def results() -> list[ScenarioResult]:
    return [
        run("id-on-my-api", answers=(function("/my-api"),)),
        run("access-on-my-api", answers=(function("/my-api"),)),
        run("unknown-path-with-token", answers=(NO_ROUTE,)),
        run("authorizer-deleted", is_local=False),
    ]


@pytest.mark.parametrize(
    ("outcome", "number", "words"),
    [
        pytest.param("known difference", 4, "4 known differences", id="several"),
        pytest.param("known difference", 1, "1 known difference", id="one"),
        pytest.param("different", 2, "2 different", id="no noun"),
    ],
)
def test_a_number_of_outcomes_is_said_in_words(outcome: str, number: int, words: str) -> None:
    assert count_words(outcome, number) == words


def test_every_outcome_is_counted_also_those_that_did_not_happen() -> None:
    one = [run("no-header-on-my-api", answers=(U401,))]
    assert counts(one) == {"as expected": 1, "known difference": 0, "different": 0, "not run": 0}


def test_the_document_tells_expected_decided_and_observed(results: list[ScenarioResult]) -> None:
    document = as_document(results, FACTS)
    assert {name: document[name] for name in ("schema", "cloud", "started_at")} == {
        "schema": 1,
        "cloud": "local",
        "started_at": "2023-11-14T22:13:20+00:00",
    }
    assert document["duration_seconds"] == 1.235
    assert document["counts"] == {
        "as expected": 1,
        "known difference": 1,
        "different": 1,
        "not run": 1,
    }
    refused = document["results"][1]
    assert refused["expected"] == {"status": 401, "message": "Unauthorized"}
    assert refused["decided"] == {
        "status": 401,
        "message": "Unauthorized",
        "stopped_by": "token_use",
    }
    assert refused["observed"] == {"status": 200, "message": None, "error_type": ""}
    assert (refused["outcome"], refused["known_difference"]) == ("different", None)
    assert document["results"][2]["known_difference"] == "route-with-header"
    assert document["results"][3]["observed"] == {"status": None, "message": None, "error_type": ""}


def test_neither_form_holds_a_token(results: list[ScenarioResult]) -> None:
    texts = json.dumps(as_document(results, FACTS)), as_markdown(results, FACTS)
    for text in texts:
        assert all(make() not in text for name, make in TOKENS.items() if name.value != "no token")
        assert "eyJ" not in text
    assert TOKENS[Credential.ID]().startswith("eyJ")


@pytest.mark.parametrize(
    ("answers", "scenario_id", "sentence"),
    [
        pytest.param((function("/my-api"),), "id-on-my-api", "", id="as expected"),
        pytest.param(
            (function("/my-api"),),
            "access-on-my-api",
            "Expected 401 Unauthorized; with these settings AWS answers: 401 by token_use; "
            "got 200 from the function.",
            id="different",
        ),
        pytest.param(
            (NO_ROUTE,),
            "unknown-path-with-token",
            "Unknown path with an Authorization header: 403 Missing Authentication Token, as "
            "without the header.",
            id="a known difference",
        ),
    ],
)
def test_one_sentence_says_why(answers: object, scenario_id: str, sentence: str) -> None:
    assert why(run(scenario_id, answers=answers)) == sentence


def test_cells_of_markdown_cannot_break_the_table() -> None:
    result = run("access-on-my-api", answers=(gateway(418, "a | b\n| c", "Teapot"),))
    odd = replace(result, scenario=replace(result.scenario, title="one\n| two |"))
    page = as_markdown([odd], FACTS)
    row = next(line for line in page.splitlines() if "access-on-my-api" in line)
    assert row.startswith("| one \\| two \\| (access-on-my-api) | GET /my-api |")
    assert "418 a \\| b \\| c" in row
    assert row.replace("\\|", "").count("|") == 8


@pytest.mark.parametrize(
    ("cloud", "is_told"),
    [
        pytest.param("local", True, id="the local engine's differences are listed"),
        pytest.param("aws", False, id="AWS has none"),
    ],
)
def test_the_page_lists_differences_of_this_cloud_and_what_nobody_verified(
    cloud: str, is_told: bool
) -> None:
    page = as_markdown([], replace(FACTS, cloud=cloud))
    assert ("## Where the local engine differs from AWS" in page) is is_told
    assert "## Not verified on AWS by anybody" in page
    assert "How much clock skew is tolerated" in page


def test_an_unexpected_outcome_is_trouble_and_a_known_one_is_not(
    results: list[ScenarioResult],
) -> None:
    assert [(each.outcome, each.is_trouble) for each in results] == [
        (Outcome.SAME, False),
        (Outcome.DIFFERENT, True),
        (Outcome.KNOWN_DIFFERENCE, False),
        (Outcome.NOT_RUN, False),
    ]
