"""What an HTTP API's JWT authorizer tells: it names its reason in WWW-Authenticate."""

import re
from collections.abc import Callable

from services.authorizer.evidence import documented, several_reports
from services.doctor.case import Case
from services.doctor.cause import Cause, Match, certain, likely
from services.traffic.exchange import header

_UNAUTHORIZED, _FORBIDDEN, _NOT_FOUND = 401, 403, 404
# How an HTTP API writes it: with the scope, and without commas between the fields.
_ITS_FORM = re.compile(r'Bearer scope="[^"]{0,400}" error=')
_DESCRIPTION = re.compile(r'error_description="([^"]{0,200})"')


def _challenge(case: Case) -> str:
    return header(case.symptom.headers, "www-authenticate") or ""


def _is_http_api(case: Case) -> bool:
    return header(case.symptom.headers, "apigw-requestid") is not None


def _sure(case: Case) -> Callable[..., Match]:
    """Return how sure its challenge is: other servers send one of RFC 6750, too."""
    is_its = _is_http_api(case) or _ITS_FORM.match(_challenge(case))
    return certain if is_its else likely


def _refused(case: Case) -> Match | None:
    challenge = _challenge(case)
    is_its = "invalid_token" in challenge and not case.says("openid scope")
    if case.status != _UNAUTHORIZED or not is_its:
        return None
    found = _DESCRIPTION.search(challenge)
    reason = f": {found.group(1)}" if found else ""
    return _sure(case)(
        f"The answer's WWW-Authenticate header says invalid_token{reason}.",
        "The JWT authorizer of an HTTP API gives such a reason; a REST API gives none.",
    )


def _unexplained(case: Case) -> Match | None:
    if (
        case.status != _UNAUTHORIZED
        or not _is_http_api(case)
        or "invalid_token" in _challenge(case)
    ):
        return None
    return likely(
        "The header apigw-requestid belongs to an HTTP API: its JWT authorizer found no token, or "
        "a Lambda authorizer had no identity source."
    )


def _lacks_scope(case: Case) -> Match | None:
    challenge = _challenge(case)
    if case.status != _FORBIDDEN or "insufficient_scope" not in challenge:
        return None
    return _sure(case)(f"The answer's WWW-Authenticate header says {challenge[:200]}.")


def _forbidden(case: Case) -> Match | None:
    if case.status != _FORBIDDEN or case.message != "forbidden" or not _is_http_api(case):
        return None
    if "insufficient_scope" in _challenge(case):
        return None
    return likely(
        "The header apigw-requestid belongs to an HTTP API: its Lambda authorizer denied, the "
        "token's scopes do not fit the route, or a custom domain has no mapping."
    )


def _no_route(case: Case) -> Match | None:
    if case.status != _NOT_FOUND or case.message != "not found":
        return None
    if not _is_http_api(case):
        return likely(f"The answer is {case.said}: the form of an HTTP API without such a route.")
    return certain(
        f"The answer is {case.said} with the header apigw-requestid of an HTTP API. A REST API "
        "would say 403 Missing Authentication Token."
    )


HTTP_API_CAUSES: tuple[Cause, ...] = (
    Cause(
        id="http-api-token-refused",
        title="The JWT authorizer of an HTTP API refuses the token, and says why",
        look=_refused,
        fix=(
            "Compare the token's iss with the authorizer's issuer to the letter, its aud or "
            "client_id with the audience list, and its exp with the time."
        ),
        command="aws apigatewayv2 get-authorizers --api-id $REST_API_ID",
        evidence=documented("api gateway: HTTP API JWT", "report: HTTP API, invalid issuer"),
    ),
    Cause(
        id="http-api-no-token",
        title="An HTTP API's authorizer found no token where it looks",
        look=_unexplained,
        fix="Send the token in the authorizer's identity source, usually the header Authorization.",
        command="aws apigatewayv2 get-authorizers --api-id $REST_API_ID",
        evidence=documented("api gateway: HTTP API JWT"),
    ),
    Cause(
        id="http-api-scope",
        title="The token holds none of the scopes that the HTTP API's route wants",
        look=_lacks_scope,
        fix="Ask for a token with one of the route's scopes; an ID token has none.",
        command="aws apigatewayv2 get-routes --api-id $REST_API_ID",
        evidence=documented("api gateway: HTTP API JWT"),
    ),
    Cause(
        id="http-api-forbidden",
        title="An HTTP API's authorizer denied, or nothing is mapped at this address",
        look=_forbidden,
        fix="Read the authorizer's log; compare the route's scopes and the domain's mapping.",
        command="aws apigatewayv2 get-routes --api-id $REST_API_ID",
        evidence=documented("api gateway: HTTP API JWT"),
    ),
    Cause(
        id="http-api-no-route",
        title="The HTTP API has no such route",
        look=_no_route,
        fix="Compare path, method and stage with the API's routes; $default is a stage, too.",
        command="aws apigatewayv2 get-routes --api-id $REST_API_ID",
        evidence=several_reports("report: HTTP API, not found", "api gateway: HTTP API JWT"),
    ),
)
