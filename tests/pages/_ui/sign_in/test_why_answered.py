"""Why the sign-in API answered: the function's steps, and nothing that it cannot know."""

from dataclasses import replace

import pytest

from pages._ui.page.facts_table import Fact, Mark
from pages._ui.sign_in.why_answered import why_facts
from services.api.sign_in import ChallengeRequired, Refused, SignedIn, TokenSet
from services.traffic.exchange import Exchange

EXCHANGE = Exchange(
    id="1",
    label="Sign in",
    started_at=0.0,
    duration_ms=1.0,
    method="POST",
    url="http://127.0.0.1/v1/user-sign-in",
    request_headers=(),
    status=401,
)


def refused(message: str, code: str = "10023", status: int = 401, path: str = "") -> Refused:
    exchange = replace(EXCHANGE, status=status, url=EXCHANGE.url + path)
    return Refused(code=code, message=message, exchange=exchange)


def marks(facts: list[Fact]) -> list[Mark | None]:
    return [fact.mark for fact in facts]


def test_a_wrong_password_passes_the_functions_check_and_is_refused_by_cognito() -> None:
    facts = why_facts(refused("The username or password is incorrect"), None)
    assert marks(facts) == [Mark.PASSED, Mark.PASSED, Mark.FAILED, None]
    assert facts[1].name == "AdminInitiateAuth"
    assert facts[2].value == "Cognito's NotAuthorizedException or UserNotFoundException"
    assert facts[3].value == "401, code 10023: The username or password is incorrect"
    assert facts[3].note.startswith("Not told on purpose: Which of the three it was.")
    assert facts[3].note.endswith("10023 means: the sign-in is refused.")


def test_a_missing_field_is_refused_by_the_function_before_cognito_is_asked() -> None:
    facts = why_facts(refused("password is required", "10022", 400), None)
    assert marks(facts) == [Mark.FAILED, Mark.NOT_REACHED, Mark.NOT_REACHED, None]
    assert facts[0].value == "Refused: password is required"
    assert facts[2].value == "It was not asked"


def test_a_value_that_cognito_refuses_is_not_the_functions_own_refusal() -> None:
    said = "Cognito does not accept a value of this request"
    facts = why_facts(refused(said, "10022", 400), None)
    assert facts[2].value == "Cognito's InvalidParameterException"


@pytest.mark.parametrize(
    ("status", "value"),
    [
        (429, "Too many calls at once, for example TooManyRequestsException"),
        (502, "Not told: the function's log line names the error"),
    ],
)
def test_a_failure_that_is_not_the_callers_is_told_as_far_as_it_shows(
    status: int, value: str
) -> None:
    said = "Something went wrong! Please try again."
    assert why_facts(refused(said, "10025", status), None)[2].value == value


@pytest.mark.parametrize(
    ("path", "operation", "value"),
    [
        ("", "AdminInitiateAuth", "The flow ADMIN_USER_PASSWORD_AUTH"),
        (
            "/challenge",
            "AdminRespondToAuthChallenge",
            "The answer to the challenge, with its session",
        ),
        ("/refresh", "AdminInitiateAuth", "The flow REFRESH_TOKEN_AUTH"),
    ],
)
def test_each_route_asks_in_its_own_way(path: str, operation: str, value: str) -> None:
    asked = why_facts(refused("The code is incorrect", path=path), None)[1]
    assert (asked.name, asked.value) == (operation, value)


def test_an_answer_of_something_else_has_no_steps_of_the_function() -> None:
    assert why_facts(refused("The sign-in API answered 504.", code="", status=504), None) == []


def test_tokens_and_challenges_are_good_answers_and_no_token_is_kept() -> None:
    tokens = TokenSet(
        id_token="secret-id",
        access_token="secret-access",
        refresh_token="secret-refresh",
        expires_in=3600,
        obtained_at=0.0,
    )
    good = replace(EXCHANGE, status=200)
    facts = why_facts(SignedIn(username="maya", tokens=tokens, exchange=good), None)
    assert [fact.value for fact in facts[2:]] == ["New tokens", "200, with the tokens"]
    assert "secret" not in repr(facts)
    challenge = ChallengeRequired(
        username="theo",
        challenge="SOFTWARE_TOKEN_MFA",
        session="secret-session",
        parameters={},
        message="The code is required",
        exchange=good,
    )
    facts = why_facts(challenge, None)
    assert facts[2].value == "The challenge SOFTWARE_TOKEN_MFA"
    assert marks(facts) == [Mark.PASSED, Mark.PASSED, Mark.PASSED, None]
    assert "secret" not in repr(facts)
