"""A recorded call as the decision reads it: its request, and what only its answer shows."""

from dataclasses import replace
from urllib.parse import parse_qsl, urlsplit

from services.authorizer.answers import (
    API_MISCONFIGURED,
    AUTHORIZER_MISCONFIGURED,
    FORBIDDEN,
    FUNCTION_FAILED,
    FUNCTION_TOO_SLOW,
    LIMIT_EXCEEDED,
    POLICY_DENIES,
    TOO_MANY_REQUESTS,
    ObservedAnswer,
    observe,
)
from services.authorizer.rest_api import Api, Conditions, Function, Request
from services.errors import InputError
from services.traffic.exchange import Exchange


def answer_of(exchange: Exchange) -> ObservedAnswer:
    """Return what came back, `status` None when nothing did."""
    return observe(exchange.status, exchange.response_headers, exchange.response_body)


def is_below(exchange: Exchange, base_url: str) -> bool:
    """Tell whether the call went to the REST API of this address, on any stage."""
    return exchange.url.startswith(_root(base_url))


def request_of(exchange: Exchange, base_url: str) -> Request:
    """Return the request as API Gateway receives it; `base_url` ends with a stage of the API.

    Raises InputError for a call to another address.
    """
    if not is_below(exchange, base_url):
        raise InputError(
            "This call did not go to the REST API.", hint="Choose a call to an address below it."
        )
    address = urlsplit(exchange.url)
    stage, slash, path = exchange.url.removeprefix(_root(base_url)).partition("/")
    return Request(
        http_method=exchange.method,
        stage=stage.partition("?")[0],
        path=f"/{path}" if slash else "/",
        headers=(("Host", address.netloc), *exchange.request_headers),
        query=tuple(parse_qsl(address.query, keep_blank_values=True)),
        body=exchange.request_body or "",
    )


def conditions_of(observed: ObservedAnswer) -> Conditions:
    """Return which limits were reached: only the answer shows it, no setting does."""
    is_misconfigured = API_MISCONFIGURED.is_said_by(observed)
    return Conditions(
        api_key_is_valid=not FORBIDDEN.is_said_by(observed),
        is_throttled=TOO_MANY_REQUESTS.is_said_by(observed),
        is_quota_used_up=LIMIT_EXCEEDED.is_said_by(observed),
        is_denied_by_policy=POLICY_DENIES.is_said_by(observed),
        is_mock_unreadable=is_misconfigured
        and observed.error_type != AUTHORIZER_MISCONFIGURED.error_type,
    )


def with_functions_as_observed(api: Api, observed: ObservedAnswer) -> Api:
    """Return the API with failing or slow functions when the answer shows it; no setting does."""
    if FUNCTION_FAILED.is_said_by(observed):
        state = Function.FAILS
    elif FUNCTION_TOO_SLOW.is_said_by(observed):
        state = Function.TOO_SLOW
    else:
        return api
    methods = tuple(
        replace(method, function=state) if method.function is Function.ANSWERS else method
        for method in api.methods
    )
    return replace(api, methods=methods)


def _root(base_url: str) -> str:
    return base_url.rpartition("/")[0] + "/"
