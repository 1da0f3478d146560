"""The live settings of a real API, and how they stand when something is missing or forbidden."""

import itertools
import json
from typing import Any

import pytest

from infra_scripts.local_engine.process import RunningEngine
from services.authorizer.rest_api import Api, Authorizer, Function, Method
from services.cloud.aws import Aws
from services.errors import AccessDenied, ResourceNotFound
from services.live.rest_api_reader import authorizer_of, function_arn_of, read_api
from services.settings import Settings
from tests.engine import cloud

FUNCTION = "def handle(event, context): return {'statusCode': 200}"
_numbers = itertools.count(1)
pytestmark = pytest.mark.engine


@pytest.fixture
def engine_cloud(engine: RunningEngine) -> cloud.Cloud:
    return cloud.Cloud(engine.endpoint_url)


def new_function(engine_cloud: cloud.Cloud) -> str:
    return engine_cloud.new_function(f"live-settings-{next(_numbers)}", FUNCTION)


def read(api: cloud.Api, aws: Aws | None = None) -> Api:
    engine_url = api.cloud.endpoint_url
    return read_api(
        aws or Aws(Settings(), engine_url),
        rest_api_id=api.api_id,
        stage="demo",
        base_url=f"{engine_url}/_aws/execute-api/{api.api_id}/demo",
    )


def test_methods_and_authorizers_are_read_as_they_are(engine_cloud: cloud.Cloud) -> None:
    pool, api = engine_cloud.new_pool(), engine_cloud.new_api()
    authorizer_id = api.authorizer(pool, identityValidationExpression="^client$")
    function = new_function(engine_cloud)
    api.allow(function, "/*/GET/greet")
    api.route(
        "greet",
        function_arn=function,
        authorizationType="COGNITO_USER_POOLS",
        authorizerId=authorizer_id,
        authorizationScopes=["b/read", "a/read"],
        apiKeyRequired=True,
    )
    api.route("mock")
    api.deploy()
    found = read(api)
    assert (found.id, found.stage) == (api.api_id, "demo")
    assert found.authorizers == (
        Authorizer(
            id=authorizer_id,
            name="tests-1",
            issuers=(f"https://cognito-idp.us-east-1.amazonaws.com/{pool.pool_id}",),
            token_header="Authorization",
            audience_pattern="^client$",
        ),
    )
    assert found.method("GET", "/mock") == Method(http_method="GET", path="/mock")
    assert found.method("GET", "/greet") == Method(
        http_method="GET",
        path="/greet",
        authorization="COGNITO_USER_POOLS",
        authorizer_id=authorizer_id,
        scopes=("a/read", "b/read"),
        api_key_required=True,
        function_name=function.rpartition(":")[2],
    )


@pytest.mark.parametrize(
    ("source", "state"),
    [
        pytest.param("/*/GET/greet", Function.ANSWERS, id="allowed for this method on any stage"),
        pytest.param("/*", Function.ANSWERS, id="allowed for the whole API"),
        pytest.param(
            "/demo/POST/greet", Function.NO_PERMISSION, id="allowed for another http_method"
        ),
        pytest.param("/other/GET/greet", Function.NO_PERMISSION, id="allowed for another stage"),
        pytest.param("", Function.NO_PERMISSION, id="without a resource policy"),
    ],
)
def test_a_function_s_policy_decides_whether_it_may_be_called(
    engine_cloud: cloud.Cloud, source: str, state: Function
) -> None:
    api, function = engine_cloud.new_api(), new_function(engine_cloud)
    if source:
        api.allow(function, source)
    api.route("greet", function_arn=function)
    api.deploy()
    method = read(api).method("GET", "/greet")
    assert method is not None
    assert method.function is state


def test_a_function_that_was_deleted_is_missing(engine_cloud: cloud.Cloud) -> None:
    api, function = engine_cloud.new_api(), new_function(engine_cloud)
    api.route("greet", function_arn=function)
    api.deploy()
    getattr(engine_cloud, "lambda").delete_function(FunctionName=function)
    assert read(api).methods[0].function is Function.MISSING


def test_an_api_that_is_not_deployed_has_no_stage(engine_cloud: cloud.Cloud) -> None:
    api = engine_cloud.new_api()
    api.route("mock")
    assert read(api).stage == ""


def test_an_api_that_is_gone_cannot_be_read(engine_cloud: cloud.Cloud) -> None:
    api = engine_cloud.new_api()
    engine_cloud.apigateway.delete_rest_api(restApiId=api.api_id)
    with pytest.raises(ResourceNotFound):
        read(api)


@pytest.mark.parametrize(
    ("checks", "parameters", "has_schema"),
    [
        pytest.param((True, True), ("X-Team", "page"), True, id="both are checked"),
        pytest.param((True, False), ("X-Team", "page"), False, id="only parameters are checked"),
        pytest.param((False, True), (), True, id="only the body is checked"),
        pytest.param((), (), False, id="without a validator nothing is checked"),
    ],
)
def test_what_a_request_validator_asks_for(
    engine_cloud: cloud.Cloud,
    checks: tuple[bool, ...],
    parameters: tuple[str, ...],
    *,
    has_schema: bool,
) -> None:
    api, schema = engine_cloud.new_api(), {"type": "object", "required": ["name"]}
    gateway, api_id = engine_cloud.apigateway, api.api_id
    gateway.create_model(
        restApiId=api_id, name="Note", contentType="application/json", schema=json.dumps(schema)
    )
    validator = {}
    if checks:
        made = gateway.create_request_validator(
            restApiId=api_id,
            name="checks",
            validateRequestParameters=checks[0],
            validateRequestBody=checks[1],
        )
        validator = {"requestValidatorId": made["id"]}
    api.route(
        "notes",
        requestModels={"application/json": "Note"},
        requestParameters={
            "method.request.querystring.page": True,
            "method.request.querystring.size": False,
            "method.request.header.X-Team": True,
        },
        **validator,
    )
    method = read(api).methods[0]
    assert method.required_parameters == parameters
    assert method.body_schema == (schema if has_schema else None)


class Forbidding(Aws):
    """An AWS that lets its caller read only what is named."""

    def call(self, service: str, operation: str, **parameters: Any) -> dict[str, Any]:
        if operation not in ("get_resources", "get_authorizers"):
            raise AccessDenied("No.", operation=operation)
        return super().call(service, operation, **parameters)


def test_what_may_not_be_read_counts_as_set_up_rightly(engine_cloud: cloud.Cloud) -> None:
    api, function = engine_cloud.new_api(), new_function(engine_cloud)
    api.route("greet", function_arn=function, requestValidatorId="v1")
    found = read(api, Forbidding(Settings(), engine_cloud.endpoint_url))
    assert found.stage == "demo"
    assert found.methods[0].function is Function.ANSWERS
    assert found.methods[0].required_parameters == ()


def test_an_authorizer_may_read_another_header_and_trust_several_pools() -> None:
    pools = [
        "arn:aws:cognito-idp:us-east-1:000000000000:userpool/us-east-1_A",
        "arn:aws:cognito-idp:eu-west-1:000000000000:userpool/eu-west-1_B",
    ]
    item = {"id": "a1", "identitySource": "method.request.header.X-Token", "providerARNs": pools}
    authorizer = authorizer_of(item)
    assert authorizer.token_header == "X-Token"
    assert authorizer.issuers == (
        "https://cognito-idp.us-east-1.amazonaws.com/us-east-1_A",
        "https://cognito-idp.eu-west-1.amazonaws.com/eu-west-1_B",
    )


def test_what_is_no_arn_of_a_user_pool_names_no_issuer() -> None:
    arns = ["u", "arn:aws:iam::000000000000:role/x", ""]
    assert authorizer_of({"id": "a1", "providerARNs": arns}).issuers == ()


@pytest.mark.parametrize(
    ("integration", "function_arn"),
    [
        pytest.param({}, "", id="no integration"),
        pytest.param({"type": "MOCK"}, "", id="MOCK"),
        pytest.param({"type": "HTTP_PROXY", "uri": "https://example.test/"}, "", id="HTTP"),
        pytest.param(
            {
                "uri": "arn:aws:apigateway:us-east-1:lambda:path/2015-03-31/functions/"
                "arn:aws:lambda:us-east-1:000000000000:function:greet:live/invocations"
            },
            "arn:aws:lambda:us-east-1:000000000000:function:greet:live",
            id="a function's alias",
        ),
    ],
)
def test_an_integration_names_its_function(integration: dict[str, str], function_arn: str) -> None:
    assert function_arn_of(integration) == function_arn
