"""The sign-in client: every documented answer, and everything else a gateway may say."""

import base64
import hashlib
import hmac
import json
from typing import Any

import pytest

from services.api.sign_in import (
    ChallengeRequired,
    Refused,
    SignedIn,
    SignInApi,
    secret_hash_steps,
)
from services.errors import ApiUnreachable
from services.traffic.recorder import HttpRecorder
from tests.services.canned_api import Answer, CannedApi


def part(document: dict[str, Any]) -> str:
    return base64.urlsafe_b64encode(json.dumps(document).encode()).decode().rstrip("=")


ACCESS_TOKEN = f"{part({'alg': 'RS256', 'kid': 'k'})}.{part({'username': 'ana'})}.c2ln"
TOKENS = {
    "id_token": "eyJ-the-id-token",
    "access_token": ACCESS_TOKEN,
    "refresh_token": "eyJ-the-refresh-token",
    "expires_in": 3600,
    "token_type": "Bearer",
}
CHALLENGE = {
    "challenge": "NEW_PASSWORD_REQUIRED",
    "session": "AYAB-session",
    "parameters": {
        "username": "ana",
        "answer_field": "new_password",
        "required_attributes": ["email", "name"],
        "device_name": None,
    },
}


def body(status: str, code: str, data: dict[str, Any], message: str | None) -> str:
    return json.dumps({"status": status, "code": code, "data": data, "message": message})


def success(data: dict[str, Any]) -> Answer:
    return Answer(body=body("success", "10024", data, None))


@pytest.fixture
def sign_in(api: CannedApi, recorder: HttpRecorder) -> SignInApi:
    return SignInApi(f"{api.url}/demo/user-sign-in", recorder)


def challenge_of(api: CannedApi, sign_in: SignInApi) -> ChallengeRequired:
    api.answer = Answer(body=body("challenge", "10026", CHALLENGE, "A new password is required"))
    outcome = sign_in.sign_in("ana@example.com", "Temporary-1")
    assert isinstance(outcome, ChallengeRequired)
    return outcome


def test_signing_in_posts_the_two_fields_and_returns_the_tokens(
    api: CannedApi, sign_in: SignInApi
) -> None:
    api.answer = success(TOKENS)
    outcome = sign_in.sign_in("ana", "Secret-1")
    assert isinstance(outcome, SignedIn)
    assert (outcome.username, outcome.tokens.id_token) == ("ana", "eyJ-the-id-token")
    assert (outcome.tokens.access_token, outcome.tokens.refresh_token) == (
        ACCESS_TOKEN,
        "eyJ-the-refresh-token",
    )
    assert (api.requests[0].method, api.requests[0].path) == ("POST", "/demo/user-sign-in")
    assert json.loads(api.requests[0].body) == {"username": "ana", "password": "Secret-1"}


def test_the_lifetime_counts_from_the_moment_the_answer_came(
    api: CannedApi, sign_in: SignInApi
) -> None:
    api.answer = success({**TOKENS, "expires_in": 300})
    outcome = sign_in.sign_in("ana", "Secret-1")
    assert isinstance(outcome, SignedIn)
    arrived = 1000.0 + outcome.exchange.duration_ms / 1000
    assert outcome.tokens.obtained_at == arrived
    assert outcome.tokens.expires_at == arrived + 300


def test_an_alias_becomes_the_real_username_that_refreshing_needs(
    api: CannedApi, sign_in: SignInApi
) -> None:
    api.answer = success(TOKENS)
    outcome = sign_in.sign_in("ana@example.com", "Secret-1")
    assert isinstance(outcome, SignedIn)
    assert outcome.username == "ana"


def test_an_access_token_that_cannot_be_read_leaves_the_username_as_typed(
    api: CannedApi, sign_in: SignInApi
) -> None:
    api.answer = success({**TOKENS, "access_token": "opaque"})
    outcome = sign_in.sign_in("ana", "Secret-1")
    assert isinstance(outcome, SignedIn)
    assert outcome.username == "ana"


@pytest.mark.parametrize(
    ("issued", "kept"),
    [
        pytest.param(None, "eyJ-old", id="Cognito issues none: the old one is kept"),
        pytest.param("eyJ-rotated", "eyJ-rotated", id="Cognito rotates: the new one is kept"),
    ],
)
def test_refreshing(api: CannedApi, sign_in: SignInApi, issued: str | None, kept: str) -> None:
    api.answer = success({**TOKENS, "refresh_token": issued})
    outcome = sign_in.refresh("ana", "eyJ-old")
    assert isinstance(outcome, SignedIn)
    assert outcome.tokens.refresh_token == kept
    assert api.requests[0].path == "/demo/user-sign-in/refresh"
    assert json.loads(api.requests[0].body) == {"username": "ana", "refresh_token": "eyJ-old"}


def test_a_challenge_is_returned_with_what_is_safe_to_show(
    api: CannedApi, sign_in: SignInApi
) -> None:
    outcome = challenge_of(api, sign_in)
    assert (outcome.username, outcome.challenge) == ("ana", "NEW_PASSWORD_REQUIRED")
    assert (outcome.session, outcome.message) == ("AYAB-session", "A new password is required")
    assert outcome.answer_field == "new_password"
    assert outcome.parameters == {
        "username": "ana",
        "answer_field": "new_password",
        "required_attributes": "email, name",
    }


@pytest.mark.parametrize(
    "data",
    [
        pytest.param(
            {
                "challenge": "MFA_SETUP",
                "session": None,
                "parameters": {"username": "tom", "answer_field": None},
            },
            id="the API names no field to answer with",
        ),
        pytest.param({"challenge": "SMS_MFA"}, id="session and parameters are absent"),
    ],
)
def test_a_challenge_this_api_cannot_complete_says_so(
    api: CannedApi, sign_in: SignInApi, data: dict[str, Any]
) -> None:
    api.answer = Answer(body=body("challenge", "10026", data, "Cognito asks for more"))
    outcome = sign_in.sign_in("tom", "Secret-1")
    assert isinstance(outcome, ChallengeRequired)
    assert (outcome.username, outcome.answer_field, outcome.session) == ("tom", "", "")


def test_a_new_password_answers_with_the_real_username_and_the_session(
    api: CannedApi, sign_in: SignInApi
) -> None:
    challenge = challenge_of(api, sign_in)
    api.answer = success(TOKENS)
    assert isinstance(sign_in.answer_new_password(challenge, "Changed-1"), SignedIn)
    assert api.requests[1].path == "/demo/user-sign-in/challenge"
    assert json.loads(api.requests[1].body) == {
        "username": "ana",
        "challenge": "NEW_PASSWORD_REQUIRED",
        "session": "AYAB-session",
        "new_password": "Changed-1",
    }


def test_a_code_answers_in_its_own_field(api: CannedApi, sign_in: SignInApi) -> None:
    challenge = challenge_of(api, sign_in)
    api.answer = success(TOKENS)
    sign_in.answer_mfa_code(challenge, "123456")
    sent = json.loads(api.requests[1].body)
    assert sent["mfa_code"] == "123456"
    assert "new_password" not in sent


@pytest.mark.parametrize(
    ("status", "code", "message"),
    [
        pytest.param(401, "10023", "The username or password is incorrect", id="wrong password"),
        pytest.param(400, "10022", "username is required", id="a missing field"),
        pytest.param(429, "10025", "Something went wrong! Please try again.", id="throttled"),
    ],
)
def test_a_refusal_in_the_apis_form_keeps_its_code_and_words(
    api: CannedApi, sign_in: SignInApi, status: int, code: str, message: str
) -> None:
    api.answer = Answer(status=status, body=body("failure", code, {}, message))
    outcome = sign_in.sign_in("ana", "wrong")
    assert isinstance(outcome, Refused)
    assert (outcome.code, outcome.message) == (code, message)
    assert outcome.exchange.status == status


IN_ANOTHER_FORM = "a body in another form than its contract"


@pytest.mark.parametrize(
    ("status", "answer", "said"),
    [
        pytest.param(
            502,
            '{"message": "Internal server error"}',
            '"Internal server error"',
            id="the gateway's own JSON",
        ),
        pytest.param(403, '{"message":"Forbidden"}', '"Forbidden"', id="a 403 of the gateway"),
        pytest.param(503, "<html>busy</html>", '"<html>busy</html>"', id="a proxy's page"),
        pytest.param(504, "", "an empty body", id="nothing"),
        pytest.param(200, "{}", IN_ANOTHER_FORM, id="an empty object"),
        pytest.param(200, "[1]", '"[1]"', id="a list"),
        pytest.param(200, "null", '"null"', id="null"),
        pytest.param(200, "[" * 100_000, f'"{"[" * 160}"', id="JSON too deep to read"),
        pytest.param(
            200,
            body("success", "10024", {"id_token": "eyJ-secret-token"}, None),
            IN_ANOTHER_FORM,
            id="success without an access token",
        ),
        pytest.param(
            200,
            body("success", "10024", {"id_token": 1, "access_token": 2}, None),
            IN_ANOTHER_FORM,
            id="tokens that are numbers",
        ),
        pytest.param(
            201, body("success", "10024", TOKENS, None), IN_ANOTHER_FORM, id="success with a 201"
        ),
        pytest.param(
            200,
            body("challenge", "10026", {"challenge": None}, None),
            IN_ANOTHER_FORM,
            id="a challenge without a name",
        ),
        pytest.param(
            200, body("failure", "10023", {}, None), IN_ANOTHER_FORM, id="a failure without words"
        ),
    ],
)
def test_any_other_answer_is_a_refusal_in_a_plain_sentence(
    api: CannedApi, sign_in: SignInApi, status: int, answer: str, said: str
) -> None:
    api.answer = Answer(status=status, body=answer)
    outcome = sign_in.sign_in("ana", "Secret-1")
    assert isinstance(outcome, Refused)
    assert outcome.code == ""
    assert outcome.message == f"The sign-in API answered {status} with {said}."


def test_a_strangers_body_is_quoted_without_the_tokens_in_it(
    api: CannedApi, sign_in: SignInApi
) -> None:
    api.answer = Answer(status=500, body=f"stack trace with {ACCESS_TOKEN}")
    outcome = sign_in.sign_in("ana", "Secret-1")
    assert isinstance(outcome, Refused)
    assert "stack trace with [hidden" in outcome.message
    assert ACCESS_TOKEN not in outcome.message


def test_no_connection_is_an_error_with_a_hint(recorder: HttpRecorder) -> None:
    with pytest.raises(ApiUnreachable, match="did not answer: No connection") as caught:
        SignInApi("http://127.0.0.1:1/demo/user-sign-in", recorder).sign_in("ana", "Secret-1")
    assert "python -m infra_scripts status" in caught.value.hint
    assert caught.value.exit_status == 3


def test_no_repr_holds_a_token_a_session_or_a_password(api: CannedApi, sign_in: SignInApi) -> None:
    challenge = challenge_of(api, sign_in)
    api.answer = success(TOKENS)
    text = repr(challenge) + repr(sign_in.answer_new_password(challenge, "Changed-1"))
    secrets = ("eyJ", "AYAB", "Changed-1", "Temporary-1")
    assert [secret for secret in secrets if secret in text] == []


def test_the_steps_of_the_secret_hash_compute_the_same_as_awss_formula() -> None:
    steps = secret_hash_steps("an'a", "client123")
    expected = base64.b64encode(
        hmac.new(b"the-secret", b"an'aclient123", hashlib.sha256).digest()
    ).decode()
    names: dict[str, Any] = {"client_secret": "the-secret"}
    exec(steps.python, names)
    assert names["secret_hash"] == expected
    assert steps.message == "an'aclient123"
    assert "HMAC-SHA256" in steps.formula
