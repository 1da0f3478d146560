"""The status that a body alone gives away, where only one status is known to carry that body."""

import json
from collections.abc import Mapping
from typing import Any

_STATUSES = {
    "unauthorized": 401,
    "the incoming token has expired": 401,
    "forbidden": 403,
    "missing authentication token": 403,
    "user is not authorized to access this resource": 403,
    "not found": 404,
    "unsupported media type": 415,
    "request too long": 413,
    "too many requests": 429,
    "limit exceeded": 429,
    "internal server error": 500,
    "service unavailable": 503,
    "endpoint request timed out": 504,
}
_OAUTH_ERRORS = frozenset(
    {
        "invalid_grant",
        "invalid_client",
        "invalid_request",
        "invalid_scope",
        "unauthorized_client",
        "unsupported_grant_type",
    }
)
_DELIVERY = "codedeliverydetails"  # in lower case: AWS and Amplify begin it differently
_DONE, _REFUSED, _DENIED, _LAMBDA_AUTHORIZER_FAILED = 200, 400, 403, 500
_NOT_ALLOWED = (
    "is not authorized to perform: execute-api:invoke",
    "user is not authorized to access this resource with an explicit deny",
    "not a valid key=value pair (missing equal-sign)",
    "authorization header requires 'credential' parameter",
)
_LONGEST = 4_000


def assumed_status(body: str) -> int | None:
    """Return the status that API Gateway, Cognito or the token endpoint gives it, if known."""
    try:
        document = json.loads(body[:_LONGEST])
    except (ValueError, RecursionError):
        return None
    if not isinstance(document, dict):
        return None
    if (status := _status_by_field(document)) is not None:
        return status
    message = document.get("message", document.get("Message"))
    if document.keys() == {"message"} and message is None:
        return _LAMBDA_AUTHORIZER_FAILED
    if not isinstance(message, str):
        return None
    told = message.lower().rstrip(".")
    is_denied = "__type" not in document and any(each in told for each in _NOT_ALLOWED)
    return _DENIED if is_denied else _STATUSES.get(told)


def _status_by_field(document: Mapping[str, Any]) -> int | None:
    if str(document.get("error")) in _OAUTH_ERRORS:
        return _REFUSED
    return _DONE if code_delivery(document) is not None else None


def code_delivery(document: Mapping[str, Any]) -> Mapping[str, Any] | None:
    """Return where Cognito says that it sends a code; only a success says that."""
    found = (value for name, value in document.items() if name.lower() == _DELIVERY)
    return next((each for each in found if isinstance(each, dict)), None)
