"""One table from AWS error codes to our errors; `services.cloud.aws` is its only caller."""

import re
from typing import TYPE_CHECKING

from services import errors

if TYPE_CHECKING:
    from botocore.exceptions import BotoCoreError, ClientError

_CLASSES: dict[str, type[errors.AwsError]] = {
    "AccessDenied": errors.AccessDenied,
    "AccessDeniedException": errors.AccessDenied,
    "AliasExistsException": errors.AlreadyExists,
    "AuthFailure": errors.CredentialsRefused,
    "BadRequestException": errors.InvalidRequest,
    "ConflictException": errors.AlreadyExists,
    "EntityAlreadyExists": errors.AlreadyExists,
    "ExpiredToken": errors.CredentialsRefused,
    "ExpiredTokenException": errors.CredentialsRefused,
    "GroupExistsException": errors.AlreadyExists,
    "InvalidClientTokenId": errors.CredentialsRefused,
    "InvalidParameterException": errors.InvalidRequest,
    "InvalidParameterValueException": errors.InvalidRequest,
    "InvalidPasswordException": errors.PasswordRefused,
    "InvalidSignatureException": errors.CredentialsRefused,
    "LimitExceeded": errors.LimitReached,
    "LimitExceededException": errors.LimitReached,
    "NoSuchEntity": errors.ResourceNotFound,
    "NotFoundException": errors.ResourceNotFound,
    "PasswordHistoryPolicyViolationException": errors.PasswordRefused,
    "RequestLimitExceeded": errors.Throttled,
    "ResourceAlreadyExistsException": errors.AlreadyExists,
    "ResourceConflictException": errors.AlreadyExists,
    "ResourceNotFoundException": errors.ResourceNotFound,
    "SignatureDoesNotMatch": errors.CredentialsRefused,
    "Throttling": errors.Throttled,
    "ThrottlingException": errors.Throttled,
    "TooManyRequestsException": errors.Throttled,
    "UnauthorizedException": errors.AccessDenied,
    "UnrecognizedClientException": errors.CredentialsRefused,
    "UserNotFoundException": errors.UserNotFound,
    "UsernameExistsException": errors.UserExists,
    "UnsupportedUserStateException": errors.InvalidRequest,
    "ValidationError": errors.InvalidRequest,
}
_HINTS: dict[type[errors.AwsError], str] = {
    errors.AccessDenied: "Ask for the permission, or choose another AWS_PROFILE.",
    errors.CredentialsRefused: "Sign in again (for example `aws sso login`) or set AWS_PROFILE.",
    errors.ResourceNotFound: "Run `python -m infra_scripts plan` to see what is missing.",
    errors.UserNotFound: "Refresh the list: someone may have deleted the user.",
    errors.AlreadyExists: "Choose another name, or wait for the other change to finish.",
    errors.UserExists: "Choose another username.",
    errors.PasswordRefused: "Choose a password that meets the pool's password policy.",
    errors.InvalidRequest: "Correct the value and try again.",
    errors.LimitReached: "Remove what is no longer needed, or ask AWS for a higher quota.",
    errors.Throttled: "Wait a few seconds and try again.",
}
_CREDENTIAL_FAILURES = re.compile(r"Credential|Profile|SSO|Token|Login|MFAUnsupported")
_CONNECTION_FAILURES = re.compile(
    r"Connect|Timeout|EndpointConnection|HTTPClient|SSL|ProxyConn|Closed|Streaming|IncompleteRead"
)


def from_client_error(error: "ClientError") -> errors.AwsError:
    """Return our error for an answer of AWS; a code not in the table keeps its code."""
    body = error.response.get("Error", {})
    code = str(body.get("Code", "Unknown"))
    answered = error.response.get("ResponseMetadata", {})
    kind = _CLASSES.get(code, errors.AwsError)
    text = str(body.get("Message") or "no message").rstrip(".")
    return kind(
        f"AWS refused {error.operation_name}: {text} ({code}).",
        hint=_hint(kind, text),
        code=code,
        operation=error.operation_name,
        http_status=answered.get("HTTPStatusCode"),
        request_id=str(answered.get("RequestId", "")),
    )


def _hint(kind: type[errors.AwsError], text: str) -> str:
    if kind is errors.LimitReached and text.startswith("Attempt limit exceeded"):
        return "Too many attempts for this user: wait a while, then try again."
    if kind is errors.ResourceNotFound and text.startswith("Group "):
        return "Refresh the list: someone may have deleted the group."
    return _HINTS.get(kind, "Look the code up in the operation's AWS reference page.")


def from_botocore(error: "BotoCoreError", operation: str) -> errors.AwsError:
    """Return our error for a call that never got an answer of AWS."""
    name = type(error).__name__
    if name == "ParamValidationError":
        return errors.InvalidRequest(
            f"A value for {operation} is not acceptable: {_without_values(str(error))}.",
            hint="Correct the value and try again.",
            code=name,
            operation=operation,
        )
    if name == "PaginationError":  # its own text repeats the page token
        return errors.AwsError(
            f"{operation} gave the same page of its list again and again.",
            hint="Try again: the list may be changing just now.",
            code=name,
            operation=operation,
        )
    if _CREDENTIAL_FAILURES.search(name):
        return errors.CredentialsRefused(
            f"No usable AWS credentials for {operation} ({name}).",
            hint="Set AWS_PROFILE to a profile that works, or run `aws sso login`.",
            code=name,
            operation=operation,
        )
    if _CONNECTION_FAILURES.search(name):
        return errors.CloudUnreachable(
            f"No connection for {operation} ({name}).",
            hint="Check the network; locally, run `python -m infra_scripts engine status`.",
            code=name,
            operation=operation,
        )
    return errors.AwsError(
        f"{operation} could not be sent ({name}).",
        hint="Check the settings with `python -m infra_scripts status`.",
        code=name,
        operation=operation,
    )


def _without_values(text: str) -> str:
    """Return a validation message without the values it repeats: one may be a password."""
    # Greedy: what ends the value is the last ", valid", not one inside the value.
    lines = [re.sub(r", value: (.*(?=, valid )|.*$)", "", line) for line in text.splitlines()]
    return " ".join(line.strip() for line in lines[1:] or lines)
