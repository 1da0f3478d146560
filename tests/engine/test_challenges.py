"""Challenge responses on the repaired engine: sessions, secret hash, password policy, codes."""

import base64
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import Any

import pyotp
import pytest
import requests
from botocore.exceptions import ClientError

from tests.engine.cloud import PASSWORD, Cloud, Pool, secret_hash

pytestmark = pytest.mark.engine

NEW_PASSWORD = "Another-Horse-7"
INVALID = ("NotAuthorizedException", "Invalid session for the user.")
USED = ("NotAuthorizedException", "Invalid session for the user, session can only be used once.")
MADE_UP = base64.b64encode(b"made up by someone who never signed in").decode()


@dataclass(frozen=True, kw_only=True)
class Desk:
    """A pool with two clients, and everything needed to answer its challenges."""

    pool: Pool
    client_id: str
    other_client_id: str

    def challenged(self, username: str) -> str:
        answer = self.pool.sign_in(self.client_id, username)
        assert answer["ChallengeName"] == "NEW_PASSWORD_REQUIRED"
        return str(answer["Session"])

    def set_password(
        self, username: str, session: str, *, client_id: str = "", password: str = NEW_PASSWORD
    ) -> dict[str, Any]:
        return self.pool.respond(
            client_id or self.client_id,
            "NEW_PASSWORD_REQUIRED",
            session,
            USERNAME=username,
            NEW_PASSWORD=password,
        )

    def status(self, username: str) -> str:
        user = self.pool.cognito.admin_get_user(UserPoolId=self.pool.pool_id, Username=username)
        return str(user["UserStatus"])


@pytest.fixture
def desk(cloud: Cloud) -> Desk:
    pool = cloud.new_pool()
    for username in ("new", "also-new"):
        pool.new_user(username, permanent=False)
    pool.new_user("confirmed")
    clients = [pool.new_client()["ClientId"] for _ in range(2)]
    return Desk(pool=pool, client_id=clients[0], other_client_id=clients[1])


def refusal(call: Callable[[], object]) -> tuple[str, str]:
    with pytest.raises(ClientError) as caught:
        call()
    error = caught.value.response["Error"]
    return error["Code"], error["Message"]


def test_the_right_session_sets_the_password_and_signs_in(desk: Desk) -> None:
    answer = desk.set_password("new", desk.challenged("new"))

    assert answer["AuthenticationResult"]["TokenType"] == "Bearer"
    assert desk.status("new") == "CONFIRMED"
    assert (
        "IdToken" in desk.pool.sign_in(desk.client_id, "new", NEW_PASSWORD)["AuthenticationResult"]
    )


@pytest.mark.parametrize("username", ["new", "confirmed", "nobody"])
def test_a_made_up_session_sets_no_password(desk: Desk, username: str) -> None:
    assert refusal(lambda: desk.set_password(username, MADE_UP)) == INVALID
    assert desk.status("new") == "FORCE_CHANGE_PASSWORD"
    assert "AuthenticationResult" in desk.pool.sign_in(desk.client_id, "confirmed", PASSWORD)


def test_a_session_is_good_once(desk: Desk) -> None:
    session = desk.challenged("new")
    desk.set_password("new", session)

    assert refusal(lambda: desk.set_password("new", session, password="Third-Horse-55")) == USED
    assert "AuthenticationResult" in desk.pool.sign_in(desk.client_id, "new", NEW_PASSWORD)


def test_of_answers_at_the_same_time_one_wins(desk: Desk) -> None:
    session = desk.challenged("new")

    def answer(_: int) -> bool:
        try:
            desk.set_password("new", session)
        except ClientError:
            return False
        return True

    with ThreadPoolExecutor(8) as threads:
        assert list(threads.map(answer, range(8))).count(True) == 1


def test_a_session_belongs_to_its_user(desk: Desk) -> None:
    session = desk.challenged("new")
    assert refusal(lambda: desk.set_password("also-new", session)) == INVALID
    assert desk.status("also-new") == "FORCE_CHANGE_PASSWORD"
    assert "AuthenticationResult" in desk.set_password("new", session)


def test_a_session_belongs_to_its_client(desk: Desk) -> None:
    session = desk.challenged("new")
    call = lambda: desk.set_password("new", session, client_id=desk.other_client_id)  # noqa: E731
    assert refusal(call) == INVALID


def test_a_session_belongs_to_its_pool(cloud: Cloud, desk: Desk) -> None:
    session = desk.challenged("new")
    twin = cloud.new_pool()
    twin.new_user("new", permanent=False)
    client_id = twin.new_client()["ClientId"]
    other = Desk(pool=twin, client_id=client_id, other_client_id=client_id)
    assert refusal(lambda: other.set_password("new", session)) == INVALID


@pytest.mark.parametrize("challenge", ["SMS_MFA", "SOFTWARE_TOKEN_MFA", "MFA_SETUP", "EMAIL_OTP"])
@pytest.mark.parametrize("session_of", ["nobody", "new"])
def test_no_other_challenge_hands_out_tokens(desk: Desk, challenge: str, session_of: str) -> None:
    session = MADE_UP if session_of == "nobody" else desk.challenged(session_of)
    for username in ("new", "confirmed"):
        call = lambda name=username: desk.pool.respond(  # noqa: E731
            desk.client_id, challenge, session, USERNAME=name, SMS_MFA_CODE="123456"
        )
        assert refusal(call) == INVALID


@pytest.mark.parametrize("challenge", ["NEW_PASSWORD_REQUIRED", "SOFTWARE_TOKEN_MFA", "MFA_SETUP"])
def test_the_public_operation_is_no_way_around(desk: Desk, challenge: str) -> None:
    call = lambda: desk.pool.cognito.respond_to_auth_challenge(  # noqa: E731
        ClientId=desk.client_id,
        ChallengeName=challenge,
        Session=MADE_UP,
        ChallengeResponses={"USERNAME": "confirmed", "NEW_PASSWORD": NEW_PASSWORD},
    )
    assert refusal(call) == INVALID


@pytest.mark.parametrize("operation", ["RespondToAuthChallenge", "AdminRespondToAuthChallenge"])
@pytest.mark.parametrize("pool_id", ["us-east-1_nowhere", "", None])
def test_a_pool_that_is_none_is_no_way_around(
    desk: Desk, operation: str, pool_id: str | None
) -> None:
    answer = requests.post(
        desk.pool.cloud.endpoint_url,
        headers={
            "X-Amz-Target": f"AWSCognitoIdentityProviderService.{operation}",
            "Content-Type": "application/x-amz-json-1.1",
            "Authorization": "AWS4-HMAC-SHA256 Credential=test/20260101/us-east-1/cognito-idp/"
            "aws4_request, SignedHeaders=host, Signature=none",
        },
        json={
            "UserPoolId": pool_id,
            "ClientId": desk.client_id,
            "ChallengeName": "MFA_SETUP",
            "Session": MADE_UP,
            "ChallengeResponses": {"USERNAME": "confirmed"},
        },
        timeout=60,
    )
    assert answer.status_code == 400
    assert "AuthenticationResult" not in answer.text


@pytest.mark.parametrize(
    "password",
    ["a", "short-A1", "no-upper-case-1", "NO-LOWER-CASE-1", "No-Digit-At-All", "NoSymbol123"],
)
def test_the_password_policy_applies_and_the_session_stays_good(
    cloud: Cloud, password: str
) -> None:
    pool = cloud.new_pool(
        Policies={
            "PasswordPolicy": {
                "MinimumLength": 10,
                "RequireUppercase": True,
                "RequireLowercase": True,
                "RequireNumbers": True,
                "RequireSymbols": True,
            }
        }
    )
    pool.new_user("new", permanent=False)
    client_id = pool.new_client()["ClientId"]
    desk = Desk(pool=pool, client_id=client_id, other_client_id=client_id)
    session = desk.challenged("new")

    code, _message = refusal(lambda: desk.set_password("new", session, password=password))

    assert code == "InvalidPasswordException"
    assert desk.status("new") == "FORCE_CHANGE_PASSWORD"
    assert "AuthenticationResult" in desk.set_password("new", session)


@pytest.mark.parametrize("missing", ["USERNAME", "NEW_PASSWORD"])
def test_a_missing_answer_is_named(desk: Desk, missing: str) -> None:
    session = desk.challenged("new")
    answers = {"USERNAME": "new", "NEW_PASSWORD": NEW_PASSWORD}
    del answers[missing]

    call = lambda: desk.pool.respond(  # noqa: E731
        desk.client_id, "NEW_PASSWORD_REQUIRED", session, **answers
    )

    assert refusal(call) == ("InvalidParameterException", f"Missing required parameter {missing}")
    assert desk.status("new") == "FORCE_CHANGE_PASSWORD"


def test_a_user_disabled_meanwhile_is_refused(desk: Desk) -> None:
    session = desk.challenged("new")
    desk.pool.cognito.admin_disable_user(UserPoolId=desk.pool.pool_id, Username="new")
    assert refusal(lambda: desk.set_password("new", session)) == (
        "NotAuthorizedException",
        "User is disabled.",
    )


def test_the_secret_hash_is_checked_before_the_session(cloud: Cloud) -> None:
    pool = cloud.new_pool()
    pool.new_user("new", permanent=False)
    client = pool.new_client(GenerateSecret=True)
    answers = {"USERNAME": "new", "NEW_PASSWORD": NEW_PASSWORD, "SECRET_HASH": "d3Jvbmc="}
    call = lambda: pool.respond(  # noqa: E731
        client["ClientId"], "NEW_PASSWORD_REQUIRED", MADE_UP, **answers
    )
    assert refusal(call)[1] == f"Unable to verify secret hash for client {client['ClientId']}"
    answers["SECRET_HASH"] = secret_hash("new", client)
    assert refusal(call) == INVALID


def test_a_totp_code_needs_its_session_and_is_good_once(cloud: Cloud) -> None:
    pool = cloud.new_pool(MfaConfiguration="OPTIONAL")
    pool.new_user("alice")
    client_id = pool.new_client()["ClientId"]
    totp = _enrol(pool, client_id, "alice")
    now = int(time.time())
    code, next_code = totp.at(now), totp.at(now + 30)

    def answer(session: str, code: str) -> dict[str, Any]:
        return pool.respond(
            client_id,
            "SOFTWARE_TOKEN_MFA",
            session,
            USERNAME="alice",
            SOFTWARE_TOKEN_MFA_CODE=code,
        )

    assert refusal(lambda: answer(MADE_UP, code)) == INVALID
    session = pool.sign_in(client_id, "alice")["Session"]
    assert refusal(lambda: answer(session, "000000"))[0] == "CodeMismatchException"
    assert "AuthenticationResult" in answer(session, code)
    assert refusal(lambda: answer(session, next_code)) == USED
    again = pool.sign_in(client_id, "alice")["Session"]
    assert refusal(lambda: answer(again, code))[0] == "ExpiredCodeException"
    assert "AuthenticationResult" in answer(again, next_code)


def _enrol(pool: Pool, client_id: str, username: str) -> pyotp.TOTP:
    access_token = pool.tokens(client_id, username)["AccessToken"]
    secret = pool.cognito.associate_software_token(AccessToken=access_token)["SecretCode"]
    totp = pyotp.TOTP(secret)
    pool.cognito.verify_software_token(AccessToken=access_token, UserCode=totp.now())
    pool.cognito.admin_set_user_mfa_preference(
        UserPoolId=pool.pool_id,
        Username=username,
        SoftwareTokenMfaSettings={"Enabled": True, "PreferredMfa": True},
    )
    return totp
