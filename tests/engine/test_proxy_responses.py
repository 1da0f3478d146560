"""What a proxy integration answers for each answer of its function."""

import json

import pytest

from tests.engine.cloud import Api, Cloud

pytestmark = pytest.mark.engine

# Answers what the header `x-answer` says, or fails as it says.
ANSWER_AS_TOLD = """
import json

def handle(event, context):
    print("one line")
    told = json.loads(event["headers"]["x-answer"])
    if told == "raise":
        raise ValueError("the secret of the function")
    return told
"""
ERROR_BODY = b'{"message": "Internal server error"}'


@pytest.fixture(scope="module")
def function(cloud: Cloud) -> str:
    return cloud.new_function("answer-as-told", ANSWER_AS_TOLD)


@pytest.fixture(scope="module")
def api(cloud: Cloud, function: str) -> Api:
    api = cloud.new_api()
    api.allow(function, "/*/GET/told")
    api.allow(function, "/demo/GET/demo-only")
    api.allow(function, "/*/POST/other-method")
    api.allow(function, "/other/GET/other-stage")
    for path in ("told", "demo-only", "other-method", "other-stage", "no-permission"):
        api.route(path, function_arn=function)
    api.deploy()
    return api


def told(api: Api, answer: object, path: str = "told") -> tuple[int, bytes, str | None]:
    response = api.get(path, **{"x-answer": json.dumps(answer)})
    return response.status_code, response.content, response.headers.get("x-amzn-ErrorType")


@pytest.mark.parametrize(
    ("answer", "status", "body"),
    [
        pytest.param({"statusCode": 201, "body": "made"}, 201, b"made", id="the usual answer"),
        pytest.param({"statusCode": "202", "body": "x"}, 202, b"x", id="a status given as text"),
        pytest.param({"statusCode": 200}, 200, b"", id="no body"),
        pytest.param({"body": "x"}, 200, b"x", id="no status"),
        pytest.param({}, 200, b"", id="an empty object"),
        pytest.param({"statusCode": 200, "headers": None, "body": None}, 200, b"", id="nulls"),
        pytest.param({"statusCode": 502, "body": "mine"}, 502, b"mine", id="a 502 of its own"),
    ],
)
def test_a_well_formed_answer_is_passed_on(
    api: Api, answer: object, status: int, body: bytes
) -> None:
    assert told(api, answer) == (status, body, None)


@pytest.mark.parametrize(
    "answer",
    [
        pytest.param("raise", id="the function raises"),
        pytest.param("just a string", id="a bare string"),
        pytest.param('{"statusCode": 200}', id="a string of JSON"),
        pytest.param(None, id="null"),
        pytest.param(7, id="a number"),
        pytest.param([{"statusCode": 200}], id="a list"),
        pytest.param({"statusCode": 200, "extra": 1}, id="a field that is none"),
        pytest.param({"statusCode": "ok"}, id="a status that is no number"),
        pytest.param({"statusCode": None}, id="a status of null"),
        pytest.param({"statusCode": 200, "body": {"a": 1}}, id="a body that is an object"),
        pytest.param({"statusCode": 200, "headers": ["a"]}, id="headers that are a list"),
        pytest.param({"statusCode": 200, "headers": {"a": 1}}, id="a header that is a number"),
    ],
)
def test_a_failure_is_a_502_that_tells_nothing(api: Api, answer: object) -> None:
    assert told(api, answer) == (502, ERROR_BODY, "InternalServerErrorException")


def test_the_function_works_again_after_it_raised(api: Api) -> None:
    assert told(api, "raise")[0] == 502
    assert told(api, {"statusCode": 200, "body": "fine"}) == (200, b"fine", None)


@pytest.mark.parametrize(
    ("path", "status"),
    [
        pytest.param("demo-only", 200, id="permission for this stage, method and path"),
        pytest.param("no-permission", 500, id="no permission"),
        pytest.param("other-method", 500, id="permission for another method"),
        pytest.param("other-stage", 500, id="permission for another stage"),
    ],
)
def test_the_resource_policy_decides(api: Api, path: str, status: int) -> None:
    expected = {
        200: (200, b"hello", None),
        500: (500, ERROR_BODY, "InternalServerErrorException"),
    }
    assert told(api, {"statusCode": 200, "body": "hello"}, path) == expected[status]


def test_a_permission_that_is_removed_closes_the_method(cloud: Cloud, function: str) -> None:
    api = cloud.new_api()
    api.route("told", function_arn=function)
    api.deploy()
    lambda_client = cloud.__getattr__("lambda")
    api.allow(function, "/*/GET/told")
    before = told(api, {"statusCode": 200})[0]
    policy = json.loads(lambda_client.get_policy(FunctionName=function)["Policy"])
    ours = [s for s in policy["Statement"] if api.api_id in json.dumps(s)]

    lambda_client.remove_permission(FunctionName=function, StatementId=ours[0]["Sid"])

    assert (before, told(api, {"statusCode": 200})[0]) == (200, 500)


def test_a_function_that_may_not_run_is_a_500(cloud: Cloud) -> None:
    function = cloud.new_function("no-concurrency", ANSWER_AS_TOLD)
    cloud.__getattr__("lambda").put_function_concurrency(
        FunctionName=function, ReservedConcurrentExecutions=0
    )
    api = cloud.new_api()
    api.allow(function, "/*/GET/told")
    api.route("told", function_arn=function)
    api.deploy()

    assert told(api, {"statusCode": 200}) == (500, ERROR_BODY, "InternalServerErrorException")


def test_failures_carry_the_headers_of_the_gateway_response(cloud: Cloud, function: str) -> None:
    api = cloud.new_api()
    api.allow(function, "/*/GET/told")
    api.route("told", function_arn=function)
    cloud.apigateway.put_gateway_response(
        restApiId=api.api_id,
        responseType="DEFAULT_5XX",
        responseParameters={"gatewayresponse.header.Access-Control-Allow-Origin": "'*'"},
    )
    api.deploy()

    response = api.get("told", **{"x-answer": '"raise"'})

    assert response.status_code == 502
    assert response.headers["Access-Control-Allow-Origin"] == "*"
