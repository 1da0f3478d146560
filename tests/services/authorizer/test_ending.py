"""Who had the last word: told by the text, and by the check where two causes say the same."""

import json

import pytest

from services.authorizer.answers import observe
from services.authorizer.ending import Ending, ending_of
from tests.pages._ui.deciding import decided

UNAUTHORIZED = (401, "UnauthorizedException", {"message": "Unauthorized"})
FORBIDDEN = (403, "ForbiddenException", {"message": "Forbidden"})


def observed(status: int | None, error_type: str = "", body: object = None):
    headers = (("x-amzn-ErrorType", error_type),) if error_type else ()
    return observe(status, headers, json.dumps(body) if body is not None else "")


@pytest.mark.parametrize(
    ("answer", "ending"),
    [
        pytest.param((200, "", {"route": "/my-api"}), Ending.LET_IN, id="the function's answer"),
        pytest.param((204,), Ending.LET_IN, id="a mock's empty answer"),
        pytest.param(
            (403, "", {"message": "no", "required_groups": ["admins"]}),
            Ending.BY_FUNCTION,
            id="a refusal that only the function can give",
        ),
        pytest.param(UNAUTHORIZED, Ending.BY_AUTHORIZER, id="Unauthorized"),
        pytest.param(
            (401, "", {"message": "The incoming token has expired"}),
            Ending.BY_AUTHORIZER,
            id="an expired token",
        ),
        pytest.param(
            (
                403,
                "MissingAuthenticationTokenException",
                {"message": "Missing Authentication Token"},
            ),
            Ending.NOT_ROUTED,
            id="no such path",
        ),
        pytest.param(FORBIDDEN, Ending.BY_GATEWAY, id="Forbidden alone: a key or a stage"),
        pytest.param(
            (429, "TooManyRequestsException", {"message": "Too Many Requests"}),
            Ending.BY_GATEWAY,
            id="too many",
        ),
        pytest.param((None,), Ending.NO_ANSWER, id="nothing came"),
    ],
)
def test_an_answer_alone_tells(answer: tuple, ending: Ending) -> None:
    assert ending_of(observed(*answer)) is ending


def test_the_check_that_stopped_the_call_tells_equal_texts_apart() -> None:
    assert ending_of(observed(*FORBIDDEN), decided("/my-api", stage="x")) is Ending.NOT_ROUTED
    assert ending_of(observed(*FORBIDDEN), decided("/keyed")) is Ending.BY_GATEWAY


def test_an_authorizer_that_is_gone_refuses_nothing() -> None:
    gone = (500, "AuthorizerConfigurationException", {"message": "Internal server error"})
    assert ending_of(observed(*gone), decided("/no-authorizer")) is Ending.BY_GATEWAY


def test_a_decision_that_the_answer_contradicts_tells_nothing() -> None:
    refusing = decided("/my-api", None)
    assert ending_of(observed(200, "", {"route": "/my-api"}), refusing) is Ending.LET_IN
    assert ending_of(observed(*FORBIDDEN), refusing) is Ending.BY_GATEWAY
