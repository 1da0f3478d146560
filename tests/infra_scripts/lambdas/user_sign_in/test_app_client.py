"""What is asked of Cognito: the exact requests, the secret hash, and the secret's rotation."""

from collections.abc import Iterator
from typing import Any

import boto3
import pytest
from botocore.stub import Stubber

from tests.infra_scripts.lambdas.containers import fresh_container
from tests.infra_scripts.lambdas.user_sign_in.cognito import (
    SESSION,
    Cognito,
    Container,
    refusal,
    tokens,
)

SECRET = "the-client-secret-of-24-or-more"
ROTATED = "the-rotated-secret-of-24-or-more"
IDS = {"UserPoolId": "eu-west-1_Pool12345", "ClientId": "client123"}
# Computed with `printf '%sclient123' NAME | openssl dgst -sha256 -hmac SECRET -binary | base64`
HASH = "TPRq4SCkCXqJepgIrzGyteL2i6ClmGrqkwX49Afsd8M="  # ana, SECRET
HASH_OF_THE_ALIAS = "WracjzUsiAYFt23LwxGFf7v5PZuGmfw6Zi0NV3d9Mnk="  # ana@example.com, SECRET
ROTATED_HASH = "L81FyYe/RVmnPrSlDwnpASaAgScEwZCLkuxYddWJx6U="  # ana, ROTATED
HASH_REFUSED = refusal("NotAuthorizedException", "Unable to verify secret hash for client client1")

REQUESTS = [
    pytest.param(
        "/user-sign-in",
        {"username": "ana@example.com", "password": "right"},
        "AdminInitiateAuth",
        {
            "AuthFlow": "ADMIN_USER_PASSWORD_AUTH",
            "AuthParameters": {
                "USERNAME": "ana@example.com",
                "PASSWORD": "right",
                "SECRET_HASH": HASH_OF_THE_ALIAS,
            },
        },
        id="a sign-in hashes the name that was sent",
    ),
    pytest.param(
        "/user-sign-in/challenge",
        {
            "username": "ana",
            "challenge": "NEW_PASSWORD_REQUIRED",
            "session": SESSION,
            "new_password": "chosen",
        },
        "AdminRespondToAuthChallenge",
        {
            "ChallengeName": "NEW_PASSWORD_REQUIRED",
            "Session": SESSION,
            "ChallengeResponses": {
                "USERNAME": "ana",
                "NEW_PASSWORD": "chosen",
                "SECRET_HASH": HASH,
            },
        },
        id="a new password goes with the session and the real name",
    ),
    pytest.param(
        "/user-sign-in/challenge",
        {
            "username": "ana",
            "challenge": "SOFTWARE_TOKEN_MFA",
            "session": SESSION,
            "mfa_code": "012345",
        },
        "AdminRespondToAuthChallenge",
        {
            "ChallengeName": "SOFTWARE_TOKEN_MFA",
            "Session": SESSION,
            "ChallengeResponses": {
                "USERNAME": "ana",
                "SOFTWARE_TOKEN_MFA_CODE": "012345",
                "SECRET_HASH": HASH,
            },
        },
        id="a code goes with the session and the real name",
    ),
    pytest.param(
        "/user-sign-in/refresh",
        {"username": "ana", "refresh_token": "the-token"},
        "AdminInitiateAuth",
        {
            "AuthFlow": "REFRESH_TOKEN_AUTH",
            "AuthParameters": {"REFRESH_TOKEN": "the-token", "SECRET_HASH": HASH},
        },
        id="a refresh hashes the real name, which is not sent",
    ),
]


@pytest.fixture
def stubber() -> Iterator[Stubber]:
    """A real client, whose requests botocore checks against the API model; nothing is sent."""
    client = boto3.client(
        "cognito-idp",
        region_name="eu-west-1",
        aws_access_key_id="none",
        aws_secret_access_key="none",
    )
    with Stubber(client) as stubber:
        yield stubber
    client.close()


@pytest.mark.parametrize(("route", "fields", "operation", "request_"), REQUESTS)
def test_the_request_is_exactly_this(
    route: str, fields: dict[str, str], operation: str, request_: dict[str, Any]
) -> None:
    cognito = Cognito(tokens("ana"))
    assert Container(cognito).post(route, **fields)[0] == 200
    assert cognito.calls == [("DescribeUserPoolClient", IDS), (operation, {**IDS, **request_})]


@pytest.mark.parametrize(("route", "fields", "operation", "request_"), REQUESTS)
def test_the_request_fits_the_aws_api_model(
    route: str,
    fields: dict[str, str],
    operation: str,
    request_: dict[str, Any],
    stubber: Stubber,
) -> None:
    methods = {
        "AdminInitiateAuth": "admin_initiate_auth",
        "AdminRespondToAuthChallenge": "admin_respond_to_auth_challenge",
    }
    described = {"UserPoolClient": {"ClientSecret": SECRET}}
    stubber.add_response("describe_user_pool_client", described, IDS)
    stubber.add_response(methods[operation], tokens("ana"), {**IDS, **request_})
    status, body = Container(stubber.client).post(route, **fields)
    assert (status, body["data"]["id_token"]) == (200, "id-token-of-ana")
    stubber.assert_no_pending_responses()


def test_an_error_as_botocore_raises_it_is_understood(stubber: Stubber) -> None:
    stubber.add_response("describe_user_pool_client", {"UserPoolClient": {}}, IDS)
    stubber.add_client_error("admin_initiate_auth", "UserNotConfirmedException", "User is not.")
    status, body = Container(stubber.client).post("/user-sign-in", username="ana", password="p")
    assert (status, body["message"]) == (401, "User is not confirmed")


def test_an_app_client_without_secret_gets_no_hash() -> None:
    cognito = Cognito(tokens("ana"), secrets=(None,))
    Container(cognito).post("/user-sign-in", username="ana", password="right")
    assert cognito.calls[1][1]["AuthParameters"] == {"USERNAME": "ana", "PASSWORD": "right"}


def accepts_only(*secret_hashes: str) -> Any:
    """Accept these hashes one after the other: each until it has signed a user in."""
    accepted = list(secret_hashes)

    def reply(request: dict[str, Any]) -> Any:
        if request["AuthParameters"].get("SECRET_HASH") != accepted[0]:
            return HASH_REFUSED
        if len(accepted) > 1:
            accepted.pop(0)
        return tokens("ana")

    return reply


def test_a_rotated_secret_is_read_again_exactly_once() -> None:
    cognito = Cognito(
        accepts_only(ROTATED_HASH),
        secrets=(SECRET, ROTATED),
    )
    container = Container(cognito)
    for _ in range(3):
        assert container.post("/user-sign-in", username="ana", password="right")[0] == 200
    assert cognito.operations == [
        "DescribeUserPoolClient",
        "AdminInitiateAuth",
        "DescribeUserPoolClient",
        "AdminInitiateAuth",
        "AdminInitiateAuth",
        "AdminInitiateAuth",
    ]


def test_two_rotations_in_a_row_are_followed() -> None:
    """The pause between readings is only for readings that brought nothing new."""
    cognito = Cognito(
        accepts_only(HASH, ROTATED_HASH, HASH),
        secrets=(
            SECRET,
            ROTATED,
            SECRET,
        ),
    )
    container = Container(cognito)
    for _ in range(3):
        assert container.post("/user-sign-in", username="ana", password="right")[0] == 200
    assert cognito.operations.count("DescribeUserPoolClient") == 3


def test_a_hash_refused_twice_ends_there() -> None:
    cognito = Cognito(
        HASH_REFUSED,
        secrets=(SECRET, ROTATED),
    )
    status, body = Container(cognito).post("/user-sign-in", username="ana", password="right")
    assert (status, body["code"]) == (502, "10025")
    assert cognito.operations == ["DescribeUserPoolClient", "AdminInitiateAuth"] * 2


def test_an_alias_at_refresh_does_not_flood_cognito_with_readings() -> None:
    cognito = Cognito(HASH_REFUSED)
    container = Container(cognito)
    for _ in range(20):
        status, _ = container.post(
            "/user-sign-in/refresh", username="ana@example.com", refresh_token="t"
        )
        assert status == 401
    assert cognito.operations.count("DescribeUserPoolClient") == 2
    assert cognito.operations.count("AdminInitiateAuth") == 20


def test_after_a_pause_the_secret_is_read_again() -> None:
    clock = iter([100.0, 100.0, 109.9, 110.0])
    cognito = Cognito(
        accepts_only(ROTATED_HASH),
        secrets=(
            SECRET,
            SECRET,
            ROTATED,
        ),
    )
    container = Container(cognito)
    app_client = container.module.AppClient(
        cognito, "eu-west-1_Pool12345", "client123", lambda: next(clock)
    )
    for reading in ("first", "too early"):
        with pytest.raises(type(HASH_REFUSED)):
            app_client.initiate("ADMIN_USER_PASSWORD_AUTH", "ana", {"PASSWORD": reading})
    result = app_client.initiate("ADMIN_USER_PASSWORD_AUTH", "ana", {"PASSWORD": "late enough"})
    assert result["AuthenticationResult"]["IdToken"] == "id-token-of-ana"


def test_the_real_client_follows_the_environment_and_gives_up_in_time(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Two attempts of 6 s and a first pause of at most 1 s: API Gateway waits 29 s."""
    monkeypatch.setenv("AWS_ACCESS_KEY_ID", "none")
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", "none")
    monkeypatch.setenv("AWS_ENDPOINT_URL", "http://127.0.0.1:4566")
    client = fresh_container("user_sign_in").new_cognito_client()
    assert client.meta.endpoint_url == "http://127.0.0.1:4566"
    assert client.meta.region_name == "eu-west-1"
    config = client.meta.config
    assert (config.connect_timeout, config.read_timeout) == (2, 4)
    assert config.retries == {"mode": "standard", "total_max_attempts": 2}
    client.close()
