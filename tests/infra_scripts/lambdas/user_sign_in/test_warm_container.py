"""One container serves many users: what must not come along from the article's function."""

import json
import re
from typing import Any

from tests.infra_scripts.lambdas.containers import LAMBDAS
from tests.infra_scripts.lambdas.user_sign_in.cognito import (
    SESSION,
    Cognito,
    Container,
    event,
    refusal,
    tokens,
)

THREE_OPERATIONS = {
    "AdminInitiateAuth",
    "AdminRespondToAuthChallenge",
    "DescribeUserPoolClient",
}


def each_user_has_an_own_password(request: dict[str, Any]) -> Any:
    """Sign `name` in with the password `password-of-name`."""
    sent = request["AuthParameters"]
    if sent["PASSWORD"] == f"password-of-{sent['USERNAME']}":
        return tokens(sent["USERNAME"])
    return refusal("NotAuthorizedException", f"Incorrect password for {sent['USERNAME']}.")


def test_interleaved_users_of_one_container_never_see_each_other() -> None:
    container = Container(Cognito(each_user_has_an_own_password))
    for turn in range(50):
        name = ("ana", "bob", "eve")[turn % 3]
        if name == "eve":
            status, body = container.post("/user-sign-in", username="eve", password="guess")
            assert (status, body["status"], body["data"]) == (401, "failure", {})
        else:
            password = f"password-of-{name}"
            status, body = container.post("/user-sign-in", username=name, password=password)
            assert (status, body["data"]["id_token"]) == (200, f"id-token-of-{name}")
            assert body["data"]["refresh_token"] == f"refresh-token-of-{name}"
            assert body["data"]["access_token"] == f"access-token-of-{name}"


def test_a_failure_after_a_success_is_the_same_as_a_failure_alone() -> None:
    warm = Container(Cognito(each_user_has_an_own_password))
    warm.post("/user-sign-in", username="ana", password="password-of-ana")
    cold = Container(Cognito(each_user_has_an_own_password))
    after_success = warm.post("/user-sign-in", username="bob", password="wrong")
    assert after_success == cold.post("/user-sign-in", username="bob", password="wrong")
    assert warm.post("/user-sign-in", username="bob")[1]["data"] == {}


def test_a_changed_answer_does_not_change_the_next_one() -> None:
    container = Container(Cognito(refusal("NotAuthorizedException", "no")))
    sent = event("/user-sign-in", '{"username": "ana", "password": "wrong"}')
    first = container.module.lambda_handler(sent, None)
    first["headers"]["Set-Cookie"] = "mine"
    assert "Set-Cookie" not in container.module.lambda_handler(sent, None)["headers"]


def test_a_container_builds_one_client_and_reads_the_secret_once() -> None:
    cognito = Cognito(tokens("ana"))
    container = Container(cognito)
    assert container.clients_built == 0
    for _ in range(100):
        assert container.post("/user-sign-in", username="ana", password="right")[0] == 200
    assert container.clients_built == 1
    assert cognito.operations == ["DescribeUserPoolClient"] + ["AdminInitiateAuth"] * 100


def test_a_bad_request_costs_no_call() -> None:
    cognito = Cognito(tokens("ana"))
    container = Container(cognito)
    container.post("/user-sign-in", username="ana")
    assert cognito.calls == []


def test_the_password_is_in_the_authentication_parameters_only() -> None:
    cognito = Cognito(tokens("ana"))
    container = Container(cognito)
    container.post("/user-sign-in", username="ana", password="my-own-password")
    container.post(
        "/user-sign-in/challenge",
        username="ana",
        challenge="NEW_PASSWORD_REQUIRED",
        session=SESSION,
        new_password="my-own-password",
    )
    assert set(cognito.operations) == THREE_OPERATIONS
    secret_places = ("AuthParameters", "ChallengeResponses")
    for _, request in cognito.calls:
        elsewhere = {name: value for name, value in request.items() if name not in secret_places}
        assert "my-own-password" not in json.dumps(elsewhere)
        assert "ClientMetadata" not in request


def test_the_sources_name_no_other_operation_and_no_secret_setting() -> None:
    sources = "".join(file.read_text() for file in (LAMBDAS / "user_sign_in").glob("*.py"))
    called = {part.split("(")[0] for part in sources.split("self._cognito.")[1:]}
    assert called == {
        "admin_initiate_auth",
        "admin_respond_to_auth_challenge",
        "describe_user_pool_client",
    }
    settings = set(re.findall(r"os\.environ\S*?\W\"?([A-Z_]+)", sources.replace("'", '"')))
    assert settings == {"USER_POOL_ID", "CLIENT_ID", "AWS_REGION"}
