"""How a request is told before it is sent: tokens and keys are named, never shown."""

import pytest

from pages._ui.scenarios.scenario_request import making_words, request_words
from services.scenarios.table.table import BY_ID, SCENARIOS


@pytest.mark.parametrize(
    ("scenario_id", "words"),
    [
        ("no-header-on-open", "GET /open"),
        ("id-on-my-api", "GET /my-api\nAuthorization: Bearer <ID token>"),
        ("tampered-on-my-api", "GET /my-api\nAuthorization: Bearer <ID token, changed>"),
        ("bare-token", "GET /my-api\nAuthorization: <ID token>"),
        ("token-in-query", "GET /my-api?access_token=<ID token>"),
        ("api-key-good", "GET /key\nx-api-key: <a key of the stage's usage plan>"),
        ("body-fits", 'POST /orders\n\n{"name": "lab"}'),
        (
            "huge-headers",
            "GET /my-api\nAuthorization: Bearer <ID token>\nX-Padding: <12,000 bytes>",
        ),
        (
            "preflight",
            "OPTIONS /my-api\nOrigin: http://localhost\nAccess-Control-Request-Method: GET",
        ),
    ],
)
def test_the_request_in_words(scenario_id: str, words: str) -> None:
    assert request_words(BY_ID[scenario_id]) == words


def test_every_scenario_can_be_told() -> None:
    assert [each.id for each in SCENARIOS if "{" in request_words(each).partition("\n\n")[0]] == []


@pytest.mark.parametrize(
    ("scenario_id", "is_local", "part"),
    [
        ("expired-on-my-api", True, "live for one second, and the lab waits that second."),
        ("expired-on-my-api", False, "a run 5 minutes later sends it. None is forged."),
        ("throttled", True, "made for the run and removed after it."),
    ],
)
def test_how_what_it_needs_comes_about(scenario_id: str, is_local: bool, part: str) -> None:
    assert part in making_words(BY_ID[scenario_id], is_local=is_local)


def test_an_ordinary_call_needs_no_words() -> None:
    assert making_words(BY_ID["id-on-my-api"], is_local=True) == ""
