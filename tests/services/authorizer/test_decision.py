"""The decision check by check: which one stops a call, and what AWS then answers."""

from dataclasses import replace
from typing import Any

import pytest

from services.authorizer.check_text import CheckState
from services.authorizer.decision import Decision
from services.authorizer.rest_api import Conditions, Function
from services.errors import InputError
from tests.services.authorizer.cases import MY_API, OPEN, POOL, api_of, decide, id_token

ORDER = [
    *("header_size", "stage", "route"),
    *("authorizer", "header", "parts", "audience", "issuer", "key", "signature"),
    *("claims", "expiry", "issued", "token_use", "scope"),
    *("resource_policy", "api_key", "throttle", "quota", "parameters", "body"),
    *("mock", "permission", "function"),
]
U401 = (401, '{"message":"Unauthorized"}', "UnauthorizedException")
NO_ROUTE = (
    403,
    '{"message":"Missing Authentication Token"}',
    "MissingAuthenticationTokenException",
)
NO_SIGNATURE = (
    403,
    '{"message":"Invalid key=value pair (missing equal-sign) in Authorization header…"}',
    "IncompleteSignatureException",
)
FORBIDDEN = (403, '{"message":"Forbidden"}', "ForbiddenException")
ERROR_500 = (500, '{"message":"Internal server error"}', "InternalServerErrorException")
ERROR_502 = (502, '{"message":"Internal server error"}', "InternalServerErrorException")
TIMEOUT_504 = (504, '{"message":"Endpoint request timed out"}', "")
MISCONFIGURED = (500, '{"message":"Internal server error"}', "AuthorizerConfigurationException")
TOO_MANY = (429, '{"message":"Too Many Requests"}', "TooManyRequestsException")
KEYED = replace(OPEN, api_key_required=True)
SEARCH = replace(OPEN, required_parameters=("q",))
ORDERS = replace(
    OPEN,
    http_method="POST",
    body_schema={
        "type": "object",
        "required": ["name"],
        "properties": {"name": {"type": "string"}},
    },
)
GOOD = id_token()


def stopped(decision: Decision) -> tuple[str, tuple[int, str, str]]:
    check, answer = decision.stopped_by, decision.answer
    assert check is not None and answer is not None
    return check.id, (answer.status, answer.body, answer.error_type)


@pytest.mark.parametrize(
    ("call", "check", "answer"),
    [
        pytest.param(
            {"token": GOOD, "headers": (("X-Padding", "x" * 10_240),)},
            "header_size",
            (431, '{"message":"HTTP header is larger than 10240 bytes"}', ""),
            id="the headers are too large",
        ),
        pytest.param({"token": GOOD, "stage": "prod"}, "stage", FORBIDDEN, id="no such stage"),
        pytest.param({"path": "/nowhere"}, "route", NO_ROUTE, id="no such path"),
        pytest.param(
            {"path": "/nowhere", "token": f"Bearer {GOOD}"},
            "route",
            NO_SIGNATURE,
            id="no such path, with a token",
        ),
        pytest.param(
            {"path": "/nowhere", "token": ""}, "route", NO_ROUTE, id="no such path, empty header"
        ),
        pytest.param({"http_method": "POST"}, "route", NO_ROUTE, id="no such method"),
        pytest.param(
            {"http_method": "DELETE", "token": f"Bearer {GOOD}"},
            "route",
            NO_SIGNATURE,
            id="no such method, with a token",
        ),
        pytest.param(
            {"api": api_of(replace(MY_API, authorizer_id="gone")), "token": GOOD},
            "authorizer",
            MISCONFIGURED,
            id="the authorizer is gone",
        ),
        pytest.param(
            {"api": api_of(authorizer=replace(POOL, issuers=())), "token": GOOD},
            "authorizer",
            MISCONFIGURED,
            id="the authorizer has no pool",
        ),
        pytest.param(
            {"api": api_of(authorizer=replace(POOL, audience_pattern="[")), "token": GOOD},
            "authorizer",
            MISCONFIGURED,
            id="the audience pattern is no regular expression",
        ),
        pytest.param({}, "header", U401, id="no header"),
        pytest.param({"token": ""}, "header", U401, id="an empty header"),
        pytest.param({"token": " \t "}, "header", U401, id="a header of spaces"),
        pytest.param(
            {"api": api_of(KEYED), "path": "/open"}, "api_key", FORBIDDEN, id="no API key"
        ),
        pytest.param(
            {"api": api_of(KEYED), "path": "/open", "headers": (("X-API-Key", "k"),)},
            "api_key",
            FORBIDDEN,
            id="an API key nobody knows",
        ),
        pytest.param(
            {
                "api": api_of(KEYED),
                "path": "/open",
                "conditions": Conditions(api_key_is_valid=True),
            },
            "api_key",
            FORBIDDEN,
            id="an API key that exists but is not sent",
        ),
        pytest.param(
            {"path": "/open", "conditions": Conditions(is_throttled=True)},
            "throttle",
            TOO_MANY,
            id="too fast",
        ),
        pytest.param(
            {
                "api": api_of(KEYED),
                "path": "/open",
                "headers": (("x-api-key", "k"),),
                "conditions": Conditions(api_key_is_valid=True, is_quota_used_up=True),
            },
            "quota",
            (429, '{"message":"Limit Exceeded"}', "LimitExceededException"),
            id="the quota is used up",
        ),
        pytest.param(
            {"api": api_of(SEARCH), "path": "/open"},
            "parameters",
            (
                400,
                '{"message":"Missing required request parameters: […"}',
                "BadRequestException",
            ),
            id="a parameter is missing",
        ),
        *(
            pytest.param(
                {"api": api_of(ORDERS), "path": "/open", "http_method": "POST", "body": body},
                "body",
                (400, '{"message":"Invalid request body"}', "BadRequestException"),
                id=f"the body is {name}",
            )
            for name, body in (
                ("empty", ""),
                ("no JSON", "{"),
                ("nested without end", "[" * 9_000),
                ("without the name", "{}"),
                ("with a number for the name", '{"name": 7}'),
            )
        ),
        *(
            pytest.param(
                {"api": api_of(replace(MY_API, function=state)), "token": GOOD},
                check,
                answer,
                id=f"the function {state.value}",
            )
            for state, check, answer in (
                (Function.NO_PERMISSION, "permission", ERROR_500),
                (Function.MISSING, "permission", ERROR_500),
                (Function.FAILS, "function", ERROR_502),
                (Function.MALFORMED, "function", ERROR_502),
                (Function.TOO_SLOW, "function", TIMEOUT_504),
            )
        ),
    ],
)
def test_one_check_stops_the_call(
    call: dict[str, Any], check: str, answer: tuple[int, str, str]
) -> None:
    decision = decide(**call)

    assert stopped(decision) == (check, answer)
    place = ORDER.index(check)
    assert [each.id for each in decision.checks] == ORDER
    assert {each.state for each in decision.checks[:place]} <= {
        CheckState.PASSED,
        CheckState.NOT_NEEDED,
    }
    assert [each.state.value for each in decision.checks[place + 1 :]] == ["not reached"] * (
        len(ORDER) - place - 1
    )


@pytest.mark.parametrize(
    "call",
    [
        pytest.param({"path": "/open"}, id="an open method without a token"),
        pytest.param({"path": "/open", "token": "garbage"}, id="an open method with garbage"),
        pytest.param({"http_method": "OPTIONS"}, id="OPTIONS has no authorizer"),
        pytest.param({"token": GOOD}, id="a good token"),
        pytest.param({"token": GOOD, "path": "/my-api/"}, id="a slash at the end"),
        pytest.param({"token": GOOD, "path": "/my-api?page=2"}, id="a query string"),
        pytest.param({"token": GOOD, "path": "/%6Dy-api"}, id="an escaped letter"),
        pytest.param(
            {
                "token": GOOD,
                "http_method": "PATCH",
                "api": api_of(replace(MY_API, http_method="ANY")),
            },
            id="a method ANY",
        ),
        pytest.param(
            {
                "api": api_of(replace(MY_API, api_key_required=True)),
                "token": GOOD,
                "headers": (("X-Api-Key", "k"),),
                "conditions": Conditions(api_key_is_valid=True),
            },
            id="a token and a known API key",
        ),
        pytest.param(
            {"api": api_of(SEARCH), "path": "/open", "query": (("q", ""),)},
            id="a required parameter in the query string, empty",
        ),
        pytest.param(
            {"api": api_of(SEARCH), "path": "/open", "headers": (("Q", "x"),)},
            id="a required parameter in a header",
        ),
        pytest.param(
            {
                "api": api_of(ORDERS),
                "path": "/open",
                "http_method": "POST",
                "body": '{"name": "lab"}',
            },
            id="a body that fits",
        ),
    ],
)
def test_nothing_stops_the_call(call: dict[str, Any]) -> None:
    decision = decide(**call)

    assert decision.stopped_by is None
    assert decision.answer is None
    assert {each.state.value for each in decision.checks} <= {"passed", "not needed"}


@pytest.mark.parametrize(
    ("token", "check"),
    [
        pytest.param("garbage", "parts", id="a bad token: the authorizer speaks first"),
        pytest.param(GOOD, "api_key", id="a good token: the key is looked at"),
    ],
)
def test_the_api_key_comes_after_the_authorizer(token: str, check: str) -> None:
    api = api_of(replace(MY_API, api_key_required=True))
    assert stopped(decide(token, api=api))[0] == check


@pytest.mark.parametrize(
    ("size", "stopped_by"),
    [
        pytest.param(10_240, None, id="exactly 10,240 bytes are taken"),
        pytest.param(10_241, "header_size", id="one more byte is refused"),
    ],
)
def test_names_values_and_line_ends_of_headers_are_counted(
    size: int, stopped_by: str | None
) -> None:
    # "X-Padding: " and the line end are 13 bytes; each é counts twice.
    headers = (("X-Padding", "é" * 10 + "x" * (size - 13 - 20)),)
    found = decide(path="/open", headers=headers).stopped_by
    assert (found.id if found else None) == stopped_by


@pytest.mark.parametrize("authorization", ["AWS_IAM", "CUSTOM"])
def test_a_method_that_another_kind_of_authorizer_guards_is_not_decided(
    authorization: str,
) -> None:
    """It is not open either: saying that nobody looks for a token would be untrue."""
    api = api_of(replace(MY_API, authorization=authorization))
    with pytest.raises(InputError, match=f"GET /my-api has the authorization type {authorization}"):
        decide(GOOD, api=api)


def test_an_open_method_needs_no_check_of_the_authorizer() -> None:
    decision = decide("garbage", path="/open")
    assert [each.id for each in decision.checks if each.seen == "the method has no authorizer"] == (
        ORDER[3:15]
    )
