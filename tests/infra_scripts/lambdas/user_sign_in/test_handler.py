"""Tokens and challenges, the routes, one container for many users, and the log line."""

import json
from typing import Any

import pytest

from tests.infra_scripts.lambdas.containers import log_lines
from tests.infra_scripts.lambdas.user_sign_in.cognito import (
    SESSION,
    Cognito,
    Container,
    challenge,
    event,
    tokens,
)

SOMETHING_WENT_WRONG = {
    "status": "failure",
    "code": "10025",
    "data": {},
    "message": "Something went wrong! Please try again.",
}


def test_a_sign_in_gives_the_articles_body() -> None:
    container = Container(Cognito(tokens("ana")))
    assert container.post("/user-sign-in", username="ana", password="right") == (
        200,
        {
            "status": "success",
            "code": "10024",
            "data": {
                "id_token": "id-token-of-ana",
                "refresh_token": "refresh-token-of-ana",
                "access_token": "access-token-of-ana",
                "expires_in": 3600,
                "token_type": "Bearer",
            },
            "message": None,
        },
    )


@pytest.mark.parametrize(
    ("rotated_to", "shown"),
    [
        pytest.param(None, None, id="without rotation there is no new refresh token"),
        pytest.param("next", "next", id="with rotation the new refresh token is passed on"),
    ],
)
def test_a_refresh_gives_new_tokens(rotated_to: str | None, shown: str | None) -> None:
    container = Container(Cognito(tokens("ana", RefreshToken=rotated_to)))
    status, body = container.post("/user-sign-in/refresh", username="ana", refresh_token="r")
    assert (status, body["code"]) == (200, "10024")
    assert body["data"] == {
        "id_token": "id-token-of-ana",
        "refresh_token": shown,
        "access_token": "access-token-of-ana",
        "expires_in": 3600,
        "token_type": "Bearer",
    }


@pytest.mark.parametrize(
    ("asked", "parameters", "sentence"),
    [
        pytest.param(
            challenge(
                "NEW_PASSWORD_REQUIRED",
                USER_ID_FOR_SRP="real-name",
                requiredAttributes='["userAttributes.given_name"]',
                userAttributes='{"email":"ana@example.com"}',
            ),
            {
                "username": "real-name",
                "answer_field": "new_password",
                "required_attributes": ["given_name"],
                "device_name": None,
            },
            "A new password is required",
            id="a temporary password asks for a new one, under the real username",
        ),
        pytest.param(
            challenge(
                "SOFTWARE_TOKEN_MFA", USER_ID_FOR_SRP="real-name", FRIENDLY_DEVICE_NAME="My phone"
            ),
            {
                "username": "real-name",
                "answer_field": "mfa_code",
                "required_attributes": [],
                "device_name": "My phone",
            },
            "The code of the authenticator app is required",
            id="an authenticator app asks for its code and names the device",
        ),
        pytest.param(
            challenge("SOFTWARE_TOKEN_MFA"),
            {
                "username": "ana@example.com",
                "answer_field": "mfa_code",
                "required_attributes": [],
                "device_name": None,
            },
            "The code of the authenticator app is required",
            id="without a name from Cognito the name that was sent is given back",
        ),
        pytest.param(
            challenge("MFA_SETUP", MFAS_CAN_SETUP='["SOFTWARE_TOKEN_MFA"]'),
            {
                "username": "ana@example.com",
                "answer_field": None,
                "required_attributes": [],
                "device_name": None,
            },
            "Cognito asks for MFA_SETUP, which this API does not complete",
            id="a challenge this API does not complete says so",
        ),
    ],
)
@pytest.mark.parametrize("route", ["/user-sign-in", "/user-sign-in/challenge"])
def test_a_challenge_says_what_is_needed(
    route: str, asked: dict[str, Any], parameters: dict[str, Any], sentence: str
) -> None:
    status, body = Container(Cognito(asked)).post(
        route,
        username="ana@example.com",
        password="temporary",
        challenge="NEW_PASSWORD_REQUIRED",
        session=SESSION,
        new_password="chosen",
    )
    data = {"challenge": asked["ChallengeName"], "session": SESSION, "parameters": parameters}
    assert status == 200
    assert body == {"status": "challenge", "code": "10026", "data": data, "message": sentence}


@pytest.mark.parametrize(
    "changes",
    [
        pytest.param({"resource": "/user-sign-in"}, id="the resource is the route"),
        pytest.param({"resource": None}, id="without a resource the path is the route"),
    ],
)
def test_the_route_is_found(changes: dict[str, Any]) -> None:
    sent = event("/user-sign-in", '{"username": "ana", "password": "right"}') | changes
    assert Container(Cognito(tokens("ana"))).invoke(sent)[0] == 200


@pytest.mark.parametrize(
    "sent",
    [
        pytest.param(event("/user-sign-up", "{}"), id="a route of nobody"),
        pytest.param(event("/my-api", "{}"), id="the other function's route"),
        pytest.param({"resource": ["/user-sign-in"]}, id="a resource that is no text"),
        pytest.param({}, id="an empty event"),
        pytest.param([], id="an event that is a list"),
        pytest.param(None, id="no event"),
    ],
)
def test_another_route_is_not_found(sent: Any) -> None:
    status, body = Container(Cognito(tokens("ana"))).invoke(sent)
    assert status == 404
    assert body == {
        "status": "failure",
        "code": "10022",
        "data": {},
        "message": "There is no such route",
    }


@pytest.mark.parametrize(
    "reply",
    [
        pytest.param(TimeoutError("secret-text"), id="no answer in time"),
        pytest.param({"AuthenticationResult": {}}, id="a result without tokens"),
        pytest.param({}, id="an empty result"),
        pytest.param(
            challenge("NEW_PASSWORD_REQUIRED", requiredAttributes="not JSON"),
            id="unreadable challenge parameters",
        ),
    ],
)
def test_what_nobody_expected_is_a_502(reply: Any, capsys: pytest.CaptureFixture[str]) -> None:
    container = Container(Cognito(reply))
    answer = container.post("/user-sign-in", username="ana", password="right")
    assert answer == (502, SOMETHING_WENT_WRONG)
    (line,) = log_lines(capsys.readouterr().out)
    assert line["error"] in {"TimeoutError", "KeyError", "JSONDecodeError"}
    assert "secret-text" not in json.dumps(line)


def test_a_missing_setting_is_a_502(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("CLIENT_ID")
    container = Container(Cognito(tokens("ana")))
    answer = container.post("/user-sign-in", username="ana", password="right")
    assert answer == (502, SOMETHING_WENT_WRONG)
