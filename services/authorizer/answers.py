"""What API Gateway itself answers, as values; the function's answers are not among them."""

import json
from collections.abc import Iterable
from dataclasses import dataclass, field

from services.traffic.exchange import header
from services.traffic.redaction import redact_said

_ERROR_TYPE = "x-amzn-errortype"
_GATEWAY_FIELDS = frozenset({"message", "Message"})


@dataclass(frozen=True, slots=True, kw_only=True)
class GatewayAnswer:
    """An answer API Gateway gives without the function, or in place of its broken answer.

    `message` is the body's only field; with `is_prefix` AWS adds text from the request to it.
    `error_type` is x-amzn-ErrorType, empty where nobody has reported it; `response_type` is the
    gateway response that the answer comes from, the one to give CORS headers to, empty where that
    was not verified.
    """

    status: int
    message: str
    error_type: str
    response_type: str
    is_prefix: bool = False

    @property
    def body(self) -> str:
        """Return the body as AWS writes it."""
        return error_body(self.message, is_prefix=self.is_prefix)

    def is_said_by(self, observed: "ObservedAnswer") -> bool:
        """Tell whether status and message are these; the error type is compared apart."""
        says_it = observed.says(self.message, is_prefix=self.is_prefix)
        return observed.status == self.status and says_it


def error_body(message: str, *, is_prefix: bool = False) -> str:
    """Return an error's body as API Gateway writes it; an ellipsis stands for more text."""
    text = f"{message}…" if is_prefix else message
    return json.dumps({"message": text}, separators=(",", ":"), ensure_ascii=False)


def _answer(status: int, message: str, error_type: str, response_type: str) -> GatewayAnswer:
    return GatewayAnswer(
        status=status, message=message, error_type=error_type, response_type=response_type
    )


UNAUTHORIZED = _answer(401, "Unauthorized", "UnauthorizedException", "UNAUTHORIZED")
# UnauthorizedException is likely here too, but no dump of this answer was found.
TOKEN_EXPIRED = _answer(401, "The incoming token has expired", "", "UNAUTHORIZED")
NOT_ROUTED = _answer(
    403,
    "Missing Authentication Token",
    "MissingAuthenticationTokenException",
    "MISSING_AUTHENTICATION_TOKEN",
)
# Without a method AWS reads the Authorization header as its own signature (SigV4). "Bearer x" has
# no key=value pair after its first word, a bare token has no parameters at all.
NOT_A_SIGNATURE = GatewayAnswer(
    status=403,
    message="Invalid key=value pair (missing equal-sign) in Authorization header",
    error_type="IncompleteSignatureException",
    response_type="",
    is_prefix=True,
)
NO_CREDENTIAL = GatewayAnswer(
    status=403,
    message="Authorization header requires 'Credential' parameter.",
    error_type="IncompleteSignatureException",
    response_type="",
    is_prefix=True,
)
FORBIDDEN = _answer(403, "Forbidden", "ForbiddenException", "INVALID_API_KEY")
NO_SUCH_STAGE = _answer(403, "Forbidden", "ForbiddenException", "")
POLICY_DENIES = GatewayAnswer(
    status=403,
    message="User: anonymous is not authorized to perform: execute-api:Invoke on resource: ",
    error_type="AccessDeniedException",
    response_type="ACCESS_DENIED",
    is_prefix=True,
)
HEADERS_TOO_LARGE = _answer(431, "HTTP header is larger than 10240 bytes", "", "")
TOO_MANY_REQUESTS = _answer(429, "Too Many Requests", "TooManyRequestsException", "THROTTLED")
LIMIT_EXCEEDED = _answer(429, "Limit Exceeded", "LimitExceededException", "QUOTA_EXCEEDED")
MISSING_PARAMETERS = GatewayAnswer(
    status=400,
    message="Missing required request parameters: [",
    error_type="BadRequestException",
    response_type="BAD_REQUEST_PARAMETERS",
    is_prefix=True,
)
INVALID_BODY = _answer(400, "Invalid request body", "BadRequestException", "BAD_REQUEST_BODY")
AUTHORIZER_MISCONFIGURED = _answer(
    500,
    "Internal server error",
    "AuthorizerConfigurationException",
    "AUTHORIZER_CONFIGURATION_ERROR",
)
API_MISCONFIGURED = _answer(
    500, "Internal server error", "InternalServerErrorException", "API_CONFIGURATION_ERROR"
)
FUNCTION_FAILED = _answer(
    502, "Internal server error", "InternalServerErrorException", "DEFAULT_5XX"
)
FUNCTION_TOO_SLOW = _answer(504, "Endpoint request timed out", "", "INTEGRATION_TIMEOUT")


def unrouted(authorization: str) -> GatewayAnswer:
    """Return the answer to a call that no method serves: its header is read as AWS's signature.

    A single word, such as a token without Bearer, lacks every parameter of a signature
    (https://github.com/serverless/serverless/issues/3205 has both texts).
    """
    words = authorization.split()
    if not words:
        return NOT_ROUTED
    return NO_CREDENTIAL if len(words) == 1 else NOT_A_SIGNATURE


@dataclass(frozen=True, slots=True, kw_only=True)
class ObservedAnswer:
    """What really came back: `status` None when nothing did, `message` the body's field.

    `document` is the body when it is a JSON object; that of a sign-in holds tokens, so it stays out
    of the repr. `error_type` keeps only the exception's name.
    AWS may repeat the token in its message: `message` goes into reports and pages, so it is masked.
    """

    status: int | None
    message: str | None = None
    error_type: str = ""
    document: dict[str, object] | None = field(default=None, repr=False)

    @property
    def is_from_function(self) -> bool:
        """Tell whether the function wrote it: API Gateway's own errors hold one message only."""
        if self.status is None or self.error_type:
            return False
        return not self.document or not self.document.keys() <= _GATEWAY_FIELDS

    def says(self, message: str, *, is_prefix: bool) -> bool:
        """Tell whether it is API Gateway's error with this message."""
        said = self.message or ""
        is_same = said.startswith(message) if is_prefix else said == message
        return is_same and not self.is_from_function

    @property
    def route(self) -> str:
        """Return the route that the my-api function says it answered, empty for other answers."""
        route = (self.document or {}).get("route")
        return route if isinstance(route, str) else ""


def observe(status: int | None, headers: Iterable[tuple[str, str]], body: str) -> ObservedAnswer:
    """Return what an HTTP answer says, of API Gateway or of a function."""
    error_type = header(headers, _ERROR_TYPE) or ""
    document = _json_object(body)
    said = (document or {}).get("message", (document or {}).get("Message"))
    return ObservedAnswer(
        status=status,
        message=redact_said(said) if isinstance(said, str) else None,
        error_type=error_type.split(":")[0].strip(),
        document=document,
    )


def _json_object(body: str) -> dict[str, object] | None:
    try:
        document = json.loads(body)
    except (ValueError, RecursionError):
        return None
    return document if isinstance(document, dict) else None
