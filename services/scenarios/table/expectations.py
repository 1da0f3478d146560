"""The answers that scenarios expect, written out literally; nothing is computed from the checks."""

from services.scenarios.scenario import Expected

U401 = Expected(status=401, message="Unauthorized", error_type="UnauthorizedException")
EXPIRED = Expected(status=401, message="The incoming token has expired")
NO_ROUTE = Expected(
    status=403,
    message="Missing Authentication Token",
    error_type="MissingAuthenticationTokenException",
)
NO_ROUTE_WITH_HEADER = Expected(
    status=403,
    message="Invalid key=value pair (missing equal-sign) in Authorization header",
    error_type="IncompleteSignatureException",
    is_prefix=True,
)
NO_ROUTE_WITH_BARE_TOKEN = Expected(
    status=403,
    message="Authorization header requires 'Credential' parameter. Authorization header requires "
    "'Signature' parameter.",
    error_type="IncompleteSignatureException",
    is_prefix=True,
)
FORBIDDEN = Expected(status=403, message="Forbidden", error_type="ForbiddenException")
THROTTLED = Expected(status=429, message="Too Many Requests", error_type="TooManyRequestsException")
USED_UP = Expected(status=429, message="Limit Exceeded", error_type="LimitExceededException")
ERROR_500 = Expected(
    status=500, message="Internal server error", error_type="InternalServerErrorException"
)
ERROR_502 = Expected(
    status=502, message="Internal server error", error_type="InternalServerErrorException"
)


def answered_by(route: str, status: int = 200) -> Expected:
    """Return the expectation that the my-api function ran for `route`."""
    return Expected(status=status, route=route)
