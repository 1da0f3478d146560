"""Recorded calls as the decision reads them."""

import pytest

from services.authorizer.observation import (
    answer_of,
    conditions_of,
    is_below,
    request_of,
    with_functions_as_observed,
)
from services.authorizer.rest_api import Api, Conditions, Function, Method
from services.errors import InputError
from services.traffic.exchange import Exchange

BASE = "https://api1.execute-api.us-east-1.amazonaws.com/demo"
ROOT = BASE.removesuffix("/demo")


def exchange(url: str, status: int = 200, body: str = "{}", **header: str) -> Exchange:
    return Exchange(
        id="e1",
        label="A call",
        started_at=1000.0,
        duration_ms=1.0,
        method="GET",
        url=url,
        request_headers=(("Authorization", " Bearer x"),),
        status=status,
        response_headers=tuple(header.items()),
        response_body=body,
    )


@pytest.mark.parametrize(
    ("url", "stage", "path"),
    [
        pytest.param(f"{BASE}/my-api", "demo", "/my-api", id="a path of the stage"),
        pytest.param(f"{BASE}/my-api/", "demo", "/my-api/", id="a slash at the end"),
        pytest.param(f"{BASE}/my-api?page=2", "demo", "/my-api?page=2", id="a query string"),
        pytest.param(f"{BASE}", "demo", "/", id="the stage alone"),
        pytest.param(f"{BASE}?page=2", "demo", "/", id="the stage alone with a query string"),
        pytest.param(f"{ROOT}/prod/my-api", "prod", "/my-api", id="another stage"),
        pytest.param(f"{ROOT}/", "", "/", id="no stage"),
    ],
)
def test_an_address_is_stage_and_path(url: str, stage: str, path: str) -> None:
    request = request_of(exchange(url), BASE)
    assert (request.stage, request.path) == (stage, path)
    assert request.query == ((("page", "2"),) if "page" in url else ())


def test_the_header_is_taken_exactly_as_it_was_sent() -> None:
    assert request_of(exchange(BASE), BASE).header("authorization") == " Bearer x"


@pytest.mark.parametrize(
    "url",
    [
        pytest.param("https://example.test/demo/my-api", id="another host"),
        pytest.param(f"{ROOT}.example.test/demo", id="a host that begins the same"),
    ],
)
def test_a_call_to_another_address_is_none_of_this_api(url: str) -> None:
    assert not is_below(exchange(url), BASE)
    with pytest.raises(InputError, match="did not go to the REST API"):
        request_of(exchange(url), BASE)


@pytest.mark.parametrize(
    ("status", "message", "error_type", "conditions"),
    [
        pytest.param(
            429,
            "Too Many Requests",
            "TooManyRequestsException",
            Conditions(api_key_is_valid=True, is_throttled=True),
            id="throttled",
        ),
        pytest.param(
            429,
            "Limit Exceeded",
            "LimitExceededException",
            Conditions(api_key_is_valid=True, is_quota_used_up=True),
            id="quota used up",
        ),
        pytest.param(403, "Forbidden", "ForbiddenException", Conditions(), id="an unknown key"),
        pytest.param(
            401,
            "Unauthorized",
            "UnauthorizedException",
            Conditions(api_key_is_valid=True),
            id="another refusal",
        ),
    ],
)
def test_limits_show_in_the_answer_only(
    status: int, message: str, error_type: str, conditions: Conditions
) -> None:
    body = f'{{"message":"{message}"}}'
    call = exchange(BASE, status, body, **{"x-amzn-ErrorType": error_type})
    assert conditions_of(answer_of(call)) == conditions


@pytest.mark.parametrize(
    ("status", "body", "state"),
    [
        pytest.param(502, '{"message": "Internal server error"}', Function.FAILS, id="API Gateway"),
        pytest.param(502, '{"status": "failure"}', Function.ANSWERS, id="the function's own 502"),
        pytest.param(
            504,
            '{"message": "Endpoint request timed out"}',
            Function.TOO_SLOW,
            id="a function too slow",
        ),
        pytest.param(200, "{}", Function.ANSWERS, id="an answer"),
    ],
)
def test_a_failing_function_shows_in_the_answer_only(
    status: int, body: str, state: Function
) -> None:
    api = Api(
        id="api1",
        base_url=BASE,
        stage="demo",
        methods=(Method(http_method="GET", path="/", function_name="greet"),),
        authorizers=(),
    )
    observed = answer_of(exchange(BASE, status, body))
    assert with_functions_as_observed(api, observed).methods[0].function is state


def test_tokens_of_a_sign_in_stay_out_of_the_repr() -> None:
    observed = answer_of(exchange(BASE, body='{"code": 10024, "data": {"id_token": "eyJ.secret"}}'))
    assert observed.document == {"code": 10024, "data": {"id_token": "eyJ.secret"}}
    assert "secret" not in repr(observed)
