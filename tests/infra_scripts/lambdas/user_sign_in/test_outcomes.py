"""The contract's table: which Cognito error gives which answer on which route."""

from typing import Any

import pytest

from tests.infra_scripts.lambdas.user_sign_in.cognito import (
    SESSION,
    Cognito,
    Container,
    refusal,
)

SIGN_IN = ("/user-sign-in", {"username": "ana", "password": "p"})
NEW_PASSWORD = (
    "/user-sign-in/challenge",
    {
        "username": "ana",
        "challenge": "NEW_PASSWORD_REQUIRED",
        "session": SESSION,
        "new_password": "p",
    },
)
MFA = (
    "/user-sign-in/challenge",
    {
        "username": "ana",
        "challenge": "SOFTWARE_TOKEN_MFA",
        "session": SESSION,
        "mfa_code": "123456",
    },
)
REFRESH = ("/user-sign-in/refresh", {"username": "ana", "refresh_token": "t"})
EVERY_ROUTE = (SIGN_IN, NEW_PASSWORD, MFA, REFRESH)

INCORRECT = (401, "10023", "The username or password is incorrect")
NOT_CONFIRMED = (401, "10023", "User is not confirmed")
RESET_REQUIRED = (401, "10023", "A password reset is required before signing in")
ATTEMPTS = (401, "10023", "Too many failed attempts: wait a while, then try again")
TEMPORARY_EXPIRED = (
    401,
    "10023",
    "The temporary password has expired: an administrator has to set a new one",
)
BAD_SESSION = (
    401,
    "10023",
    "The sign-in session is invalid, expired or already used: sign in again",
)
BAD_REFRESH = (
    401,
    "10023",
    "The refresh token is invalid, expired or revoked, or belongs to another user: sign in again",
)
EXCHANGED = (
    401,
    "10023",
    "The refresh token was already exchanged for a newer one: sign in again",
)
WRONG_CODE = (401, "10023", "The code is incorrect")
OLD_CODE = (401, "10023", "The code has expired or was already used: wait for the next one")
WEAK = (400, "10023", "The new password does not meet the password policy")
REUSED = (400, "10023", "The new password was used before: choose another")
BAD_VALUE = (400, "10022", "Cognito does not accept a value of this request")
THROTTLED = (429, "10025", "Something went wrong! Please try again.")
FAILED = (502, "10025", "Something went wrong! Please try again.")

N = "NotAuthorizedException"
I = "InvalidParameterException"  # noqa: E741 - reads as a column of the table
BAD_HASH = "Unable to verify secret hash for client client123"
OLD_PASSWORD = "Temporary password has expired and must be reset by an administrator."
OLD_ACCOUNT = "User account has expired, it must be reset by an administrator."
USED_ONCE = "Your software token has already been used once."
SOME_TIME = "Attempt limit exceeded, please try after some time."
CASES = [
    ("wrong password", SIGN_IN, N, "Incorrect username or password.", INCORRECT),
    ("unknown user", SIGN_IN, "UserNotFoundException", "User does not exist.", INCORRECT),
    ("disabled user", SIGN_IN, N, "User is disabled.", INCORRECT),
    ("locked out", SIGN_IN, N, "Password attempts exceeded", ATTEMPTS),
    ("attempt limit", SIGN_IN, "LimitExceededException", SOME_TIME, ATTEMPTS),
    ("old temporary password", SIGN_IN, N, OLD_PASSWORD, TEMPORARY_EXPIRED),
    ("the same in older words", SIGN_IN, N, OLD_ACCOUNT, TEMPORARY_EXPIRED),
    ("not confirmed", SIGN_IN, "UserNotConfirmedException", "User is not", NOT_CONFIRMED),
    ("reset required", SIGN_IN, "PasswordResetRequiredException", "Password", RESET_REQUIRED),
    ("value not accepted", SIGN_IN, I, "1 validation error detected", BAD_VALUE),
    ("flow off", SIGN_IN, I, "Auth flow not enabled for this client", FAILED),
    ("wrong flow", SIGN_IN, I, "Initiate Auth method not supported.", FAILED),
    ("hash refused twice", SIGN_IN, N, BAD_HASH, FAILED),
    ("hash missing", SIGN_IN, N, "configured with secret but SECRET_HASH was not", FAILED),
    ("hash missing, older text", SIGN_IN, N, "configured for secret but secret was not", FAILED),
    ("hash refused, other text", SIGN_IN, N, "SecretHash does not match for the client", FAILED),
    ("client without secret", SIGN_IN, I, "not configured for secret but secret hash", FAILED),
    ("no such pool", SIGN_IN, "ResourceNotFoundException", "User pool x does not exist", FAILED),
    ("role too narrow", SIGN_IN, "AccessDeniedException", "arn:aws:... is not", FAILED),
    ("trigger refuses", SIGN_IN, "UserLambdaValidationException", "PreAuth: no", FAILED),
    ("Cognito fails", SIGN_IN, "InternalErrorException", "internal", FAILED),
    ("error never seen", SIGN_IN, "BrandNewException", "text", FAILED),
    ("error without name", SIGN_IN, "", "", FAILED),
    ("session invalid", NEW_PASSWORD, N, "Invalid session for the user.", BAD_SESSION),
    ("session used", MFA, N, "Invalid session, session can only be used once.", BAD_SESSION),
    ("session of an alias", NEW_PASSWORD, N, BAD_HASH, BAD_SESSION),
    ("session of nobody", MFA, "UserNotFoundException", "User does not exist.", BAD_SESSION),
    ("no app enrolled", MFA, "SoftwareTokenMFANotFoundException", "not", BAD_SESSION),
    ("locked out", NEW_PASSWORD, N, "Password attempts exceeded", ATTEMPTS),
    ("too many codes", MFA, "TooManyFailedAttemptsException", "x", ATTEMPTS),
    ("wrong code", MFA, "CodeMismatchException", "Invalid code received", WRONG_CODE),
    ("attempt limit", MFA, "LimitExceededException", SOME_TIME, ATTEMPTS),
    ("used code", MFA, "ExpiredCodeException", USED_ONCE, OLD_CODE),
    ("weak password", NEW_PASSWORD, "InvalidPasswordException", "Password too short", WEAK),
    ("old", NEW_PASSWORD, "PasswordHistoryPolicyViolationException", "used", REUSED),
    ("attribute missing", NEW_PASSWORD, I, "Invalid attributes given", BAD_VALUE),
    ("garbage", REFRESH, N, "Invalid Refresh Token.", BAD_REFRESH),
    ("revoked", REFRESH, N, "Refresh Token has been revoked", BAD_REFRESH),
    ("expired", REFRESH, N, "Refresh Token has expired", BAD_REFRESH),
    ("exchanged", REFRESH, "RefreshTokenReuseException", "Refresh token reuse", EXCHANGED),
    ("flow off for rotation", REFRESH, I, "Auth flow not enabled for this client", FAILED),
    ("other client", REFRESH, N, "Refresh Token has different Client", BAD_REFRESH),
    ("disabled user", REFRESH, N, "User is disabled.", BAD_REFRESH),
    ("deleted user", REFRESH, "UserNotFoundException", "User does not exist.", BAD_REFRESH),
    ("alias as username", REFRESH, N, BAD_HASH, BAD_REFRESH),
    ("other hash text", REFRESH, N, "SecretHash does not match for the client", BAD_REFRESH),
    ("not confirmed", REFRESH, "UserNotConfirmedException", "User is not", NOT_CONFIRMED),
    ("reset required", REFRESH, "PasswordResetRequiredException", "x", RESET_REQUIRED),
]


@pytest.mark.parametrize(
    ("request_sent", "error", "text", "expected"),
    [
        pytest.param(sent, error, text, expected, id=f"{name} at {sent[0]}")
        for name, sent, error, text, expected in CASES
    ],
)
def test_a_cognito_error_gives_the_contracts_answer(
    request_sent: tuple[str, dict[str, Any]], error: str, text: str, expected: tuple[int, str, str]
) -> None:
    route, fields = request_sent
    status, body = Container(Cognito(refusal(error, text))).post(route, **fields)
    assert (status, body["code"], body["message"]) == expected
    assert (body["status"], body["data"]) == ("failure", {})


@pytest.mark.parametrize(("route", "fields"), EVERY_ROUTE, ids=lambda value: str(value)[:60])
@pytest.mark.parametrize(
    "error",
    [
        "TooManyRequestsException",
        "LimitExceededException",
        "ThrottlingException",
        "RequestLimitExceeded",
    ],
)
def test_a_throttled_call_is_a_429(route: str, fields: dict[str, Any], error: str) -> None:
    status, body = Container(Cognito(refusal(error, "Rate exceeded"))).post(route, **fields)
    assert (status, body["code"], body["message"]) == THROTTLED
    assert (body["status"], body["data"]) == ("failure", {})


@pytest.mark.parametrize(
    ("error", "expected"),
    [
        pytest.param("TooManyRequestsException", THROTTLED, id="throttled"),
        pytest.param(N, FAILED, id="not authorized is not about the user"),
        pytest.param(I, FAILED, id="a wrong client id is not the caller's"),
        pytest.param("ResourceNotFoundException", FAILED, id="no such app client"),
        pytest.param("AccessDeniedException", FAILED, id="a role that may not ask"),
    ],
)
@pytest.mark.parametrize(("route", "fields"), EVERY_ROUTE, ids=lambda value: str(value)[:60])
def test_a_secret_that_cannot_be_read_is_not_the_callers_fault(
    route: str, fields: dict[str, Any], error: str, expected: tuple[int, str, str]
) -> None:
    unreadable = refusal(error, "text", operation="DescribeUserPoolClient")
    cognito = Cognito({}, secrets=(unreadable,))
    status, body = Container(cognito).post(route, **fields)
    assert (status, body["code"], body["message"]) == expected
    assert cognito.operations == ["DescribeUserPoolClient"]


@pytest.mark.parametrize(("route", "fields"), EVERY_ROUTE, ids=lambda value: str(value)[:60])
@pytest.mark.parametrize("error", sorted({case[2] for case in CASES}))
def test_no_word_of_an_exception_reaches_the_caller(
    route: str, fields: dict[str, Any], error: str
) -> None:
    container = Container(Cognito(refusal(error, "arn:aws:leak of user zzz")))
    status, body = container.post(route, **fields)
    # Without its text, this one is told as a throttled call.
    assert status in ({429} if error == "LimitExceededException" else {400, 401, 502})
    assert "leak" not in str(body)
    assert "zzz" not in str(body)
    assert "Exception" not in str(body)
