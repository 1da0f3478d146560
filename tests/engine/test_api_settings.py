"""Settings of a REST API that the repaired engine applies: policy, timeout, binary media types."""

import json
from typing import Any

import pytest

from tests.engine.cloud import Api, Cloud

pytestmark = pytest.mark.engine
SLOW = """
import time

def handle(event, context):
    time.sleep(float(event["queryStringParameters"]["seconds"]))
    return {"statusCode": 200, "body": "hello"}
"""


def policy(api: Api, *denied: str) -> str:
    """Let everybody call the API but for these methods, each a stage, HTTP method and path."""
    arn = f"arn:aws:execute-api:us-east-1:000000000000:{api.api_id}"
    anybody = {"Principal": "*", "Action": "execute-api:Invoke"}
    return json.dumps(
        {
            "Version": "2012-10-17",
            "Statement": [
                {"Effect": "Allow", **anybody, "Resource": f"{arn}/demo/GET/*"},
                {"Effect": "Deny", **anybody, "Resource": [f"{arn}/{each}" for each in denied]},
            ],
        }
    )


def patch(api: Api, op: str, path: str, **value: str) -> dict[str, Any]:
    operation = {"op": op, "path": path, **value}
    answer: dict[str, Any] = api.cloud.apigateway.update_rest_api(
        restApiId=api.api_id, patchOperations=[operation]
    )
    return answer


def test_a_resource_policy_is_asked_after_the_authorizer(cloud: Cloud) -> None:
    pool, api = cloud.new_pool(), cloud.new_api()
    client = pool.new_client()
    pool.new_user("ana")
    token = pool.tokens(client["ClientId"], "ana")["IdToken"]
    protected = {"authorizationType": "COGNITO_USER_POOLS", "authorizerId": api.authorizer(pool)}
    for path in ("closed", "allowed"):
        api.route(path, **protected)
    api.deploy()
    assert api.get("closed", token).status_code == 200
    patch(api, "replace", "/policy", value=policy(api, "demo/GET/closed"))

    denied = api.get("closed", token)
    assert denied.status_code == 403
    assert denied.headers["x-amzn-ErrorType"] == "AccessDeniedException"
    assert denied.json()["Message"].startswith(
        "User: anonymous is not authorized to perform: execute-api:Invoke on resource: arn:aws"
    )
    assert api.get("closed").status_code == 401, "the authorizer is asked first"
    assert api.get("allowed", token).status_code == 200
    patch(api, "replace", "/policy", value="")
    assert api.get("closed", token).status_code == 200


def test_an_integration_waits_as_long_as_it_says(cloud: Cloud) -> None:
    api, arn = cloud.new_api(), cloud.new_function("slow", SLOW, Timeout=10)
    api.route("slow", function_arn=arn)
    api.allow(arn, "/*/GET/slow")
    api.deploy()
    resources = cloud.apigateway.get_resources(restApiId=api.api_id)["items"]
    cloud.apigateway.put_integration(
        restApiId=api.api_id,
        resourceId=next(each["id"] for each in resources if each["path"] == "/slow"),
        httpMethod="GET",
        type="AWS_PROXY",
        integrationHttpMethod="POST",
        uri=f"arn:aws:apigateway:us-east-1:lambda:path/2015-03-31/functions/{arn}/invocations",
        timeoutInMillis=4000,
    )
    assert api.get("slow?seconds=0").status_code == 200
    late = api.get("slow?seconds=9")
    assert (late.status_code, late.json()) == (504, {"message": "Endpoint request timed out"})


def test_a_mock_cannot_read_what_an_api_takes_as_binary(cloud: Cloud) -> None:
    api, arn = cloud.new_api(), cloud.new_function("binary", SLOW)
    api.route("mock")
    api.route("function", function_arn=arn)
    api.allow(arn, "/*/GET/function")
    api.deploy()
    answer = patch(api, "add", "/binaryMediaTypes/image~1png")
    assert answer["binaryMediaTypes"] == ["image/png"]
    assert api.get("mock").status_code == 200, "nobody reports it of other media types"
    answer = patch(api, "add", "/binaryMediaTypes/*~1*")
    assert answer["binaryMediaTypes"] == ["image/png", "*/*"]
    failed = api.get("mock")
    assert (failed.status_code, failed.json()) == (500, {"message": "Internal server error"})
    assert api.get("function?seconds=0").status_code == 200
    for media_type in ("*~1*", "image~1png"):
        answer = patch(api, "remove", f"/binaryMediaTypes/{media_type}")
    assert answer.get("binaryMediaTypes", []) == []
    assert api.get("mock").status_code == 200


def test_content_handling_is_the_way_out_of_a_mock_that_cannot_read(cloud: Cloud) -> None:
    api = cloud.new_api()
    api.route("mock")
    api.deploy()
    patch(api, "add", "/binaryMediaTypes/*~1*")
    resources = cloud.apigateway.get_resources(restApiId=api.api_id)["items"]
    cloud.apigateway.put_integration(
        restApiId=api.api_id,
        resourceId=next(each["id"] for each in resources if each["path"] == "/mock"),
        httpMethod="GET",
        type="MOCK",
        requestTemplates={"application/json": '{"statusCode": 200}'},
        contentHandling="CONVERT_TO_TEXT",
    )
    assert api.get("mock").status_code == 200
