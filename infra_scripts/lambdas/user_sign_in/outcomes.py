"""Every outcome of the sign-in API as a value, and which Cognito error leads to which.

It may not pass on any of an exception's text: every sentence a caller reads is written here.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from botocore.exceptions import ClientError

SIGN_IN: Final = "/user-sign-in"
CHALLENGE: Final = "/user-sign-in/challenge"
REFRESH: Final = "/user-sign-in/refresh"


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """One outcome of the contract's table; `data` stays empty on every failure."""

    http_status: int
    status: str = "failure"
    code: str
    message: str | None
    data: Mapping[str, Any] = field(default_factory=dict, repr=False)


class RequestRefused(Exception):
    """The request ends here, with this answer."""

    def __init__(self, answer: Answer) -> None:
        super().__init__(answer.code)
        self.answer = answer


def invalid(sentence: str) -> RequestRefused:
    """Return the refusal of a request that cannot be used as it is."""
    return RequestRefused(Answer(http_status=400, code="10022", message=sentence))


def _refusal(sentence: str, http_status: int = 401) -> Answer:
    return Answer(http_status=http_status, code="10023", message=sentence)


def failure(http_status: int) -> Answer:
    """Return the answer to a problem that the caller cannot solve."""
    message = "Something went wrong! Please try again."
    return Answer(http_status=http_status, code="10025", message=message)


SESSION_INVALID: Final = _refusal(
    "The sign-in session is invalid, expired or already used: sign in again"
)
NOT_AUTHORIZED: Final = {
    SIGN_IN: _refusal("The username or password is incorrect"),
    CHALLENGE: SESSION_INVALID,
    REFRESH: _refusal(
        "The refresh token is invalid, expired or revoked, or belongs to another user: "
        "sign in again"
    ),
}
TOO_MANY_ATTEMPTS: Final = _refusal("Too many failed attempts: wait a while, then try again")
TEMPORARY_PASSWORD_EXPIRED: Final = _refusal(
    "The temporary password has expired: an administrator has to set a new one"
)
BY_ERROR_CODE: Final = {
    "UserNotConfirmedException": _refusal("User is not confirmed"),
    "PasswordResetRequiredException": _refusal("A password reset is required before signing in"),
    "SoftwareTokenMFANotFoundException": SESSION_INVALID,
    "CodeMismatchException": _refusal("The code is incorrect"),
    "ExpiredCodeException": _refusal(
        "The code has expired or was already used: wait for the next one"
    ),
    "InvalidPasswordException": _refusal("The new password does not meet the password policy", 400),
    "PasswordHistoryPolicyViolationException": _refusal(
        "The new password was used before: choose another", 400
    ),
    "RefreshTokenReuseException": _refusal(
        "The refresh token was already exchanged for a newer one: sign in again"
    ),
    "TooManyFailedAttemptsException": TOO_MANY_ATTEMPTS,
}
THROTTLED: Final = {
    "TooManyRequestsException",
    "LimitExceededException",
    "ThrottlingException",
    "RequestLimitExceeded",
}
ATTEMPTS_CODES: Final = {"NotAuthorizedException", "LimitExceededException"}
# AWS tells these cases apart by the text only, so the text is looked at, and not passed on.
# Seen as "Password attempts exceeded" and "Attempt limit exceeded, please try after some time.".
ATTEMPTS_EXCEEDED: Final = ("attempts exceeded", "attempt limit exceeded")
# Seen after "Temporary password has expired and", and after "User account has expired, it".
EXPIRED_TEMPORARY_PASSWORD: Final = ("must be reset by an administrator",)
SECRET_HASH_REFUSED: Final = ("secret hash", "secrethash", "secret_hash", "configured for secret")
FLOW_REFUSED: Final = ("not enabled", "not supported")


def error_code(error: ClientError) -> str:
    """Return the name Cognito gives the error, safe to log."""
    return str(error.response.get("Error", {}).get("Code", ""))


def _says(error: ClientError, *fragments: str) -> bool:
    text = str(error.response.get("Error", {}).get("Message", "")).lower()
    return any(fragment in text for fragment in fragments)


def is_secret_hash_refused(error: ClientError) -> bool:
    """Say whether the app client's secret, or the username it was hashed with, is the wrong one."""
    return _says(error, *SECRET_HASH_REFUSED)


def _is_wrong_setting(error: ClientError, code: str, route: str) -> bool:
    """Say whether the error is one of our settings, which no caller's value can change."""
    if error.operation_name == "DescribeUserPoolClient":
        return True
    if code == "InvalidParameterException":
        return _says(error, *SECRET_HASH_REFUSED, *FLOW_REFUSED)
    # On the other routes an alias sent as username is refused with the same words.
    return route == SIGN_IN and is_secret_hash_refused(error)


def _answer_by_text(error: ClientError, code: str) -> Answer | None:
    """Return the answer to an error of the user's that shares its code with other errors."""
    if code in ATTEMPTS_CODES and _says(error, *ATTEMPTS_EXCEEDED):
        return TOO_MANY_ATTEMPTS
    if code == "NotAuthorizedException" and _says(error, *EXPIRED_TEMPORARY_PASSWORD):
        return TEMPORARY_PASSWORD_EXPIRED
    return None


def answer_to(error: ClientError, route: str) -> Answer:
    """Return the contract's answer to a Cognito error; its text never leaves this function."""
    code = error_code(error)
    if by_text := _answer_by_text(error, code):
        return by_text
    if code in THROTTLED:
        return failure(429)
    if _is_wrong_setting(error, code, route):
        return failure(502)
    if code in ("NotAuthorizedException", "UserNotFoundException"):
        return NOT_AUTHORIZED[route]
    if code == "InvalidParameterException":
        return invalid("Cognito does not accept a value of this request").answer
    return BY_ERROR_CODE.get(code) or failure(502)
