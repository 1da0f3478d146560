"""The REST API changed by hand: the plan shows before and after, apply repairs it."""

import pytest

from services.home.outputs import StackOutputs
from tests.infra_scripts.provisioning import (
    Drift,
    StackOfTest,
    assert_shown_and_repaired,
    changes_of,
    fields_of,
)

pytestmark = pytest.mark.engine


def _at(outputs: StackOutputs, name: str) -> dict[str, str]:
    resource_id, http_method = outputs.resource_id(name).split(":")
    return {"restApiId": outputs.rest_api_id, "resourceId": resource_id, "httpMethod": http_method}


def _patch(path: str, value: str) -> list[dict[str, str]]:
    return [{"op": "replace", "path": path, "value": value}]


def _scopes(stack: StackOfTest, outputs: StackOutputs) -> None:
    method = _at(outputs, "method_get_my_api_scoped")
    stack.call("apigateway", "delete_method", **method)
    stack.call("apigateway", "put_method", **method, authorizationType="NONE", apiKeyRequired=True)


DRIFTS = {
    "an API renamed": Drift(
        change=lambda stack, outputs: stack.call(
            "apigateway",
            "update_rest_api",
            restApiId=outputs.rest_api_id,
            patchOperations=_patch("/name", "renamed"),
        ),
        name="rest_api",
        action="update",
        fields={"Name": ("renamed", "STACK")},
    ),
    "an authorizer that looks for the token elsewhere": Drift(
        change=lambda stack, outputs: stack.call(
            "apigateway",
            "update_authorizer",
            restApiId=outputs.rest_api_id,
            authorizerId=outputs.resource_id("authorizer"),
            patchOperations=_patch("/identitySource", "method.request.header.X-Token"),
        ),
        name="authorizer",
        action="update",
        fields={
            "IdentitySource": (
                "method.request.header.X-Token",
                "method.request.header.Authorization",
            )
        },
    ),
    "an OPTIONS method without headers": Drift(
        change=lambda stack, outputs: stack.call(
            "apigateway",
            "delete_method_response",
            **_at(outputs, "options_my_api"),
            statusCode="204",
        ),
        name="options_my_api",
        action="update",
        fields={
            "DeclaredHeaders": (
                [],
                [
                    "method.response.header.Access-Control-Allow-Headers",
                    "method.response.header.Access-Control-Allow-Methods",
                    "method.response.header.Access-Control-Allow-Origin",
                    "method.response.header.Access-Control-Max-Age",
                ],
            )
        },
    ),
    "an OPTIONS method that invokes nothing any more": Drift(
        change=lambda stack, outputs: stack.call(
            "apigateway",
            "delete_integration_response",
            **_at(outputs, "options_open"),
            statusCode="204",
        ),
        name="options_open",
        action="update",
        fields={
            "Headers.method.response.header.Access-Control-Allow-Headers": (
                None,
                "'Authorization,Content-Type,X-Api-Key'",
            ),
            "Headers.method.response.header.Access-Control-Allow-Methods": (None, "'GET,OPTIONS'"),
            "Headers.method.response.header.Access-Control-Allow-Origin": (None, "'*'"),
            "Headers.method.response.header.Access-Control-Max-Age": (None, "'600'"),
        },
    ),
    "a gateway response without CORS": Drift(
        change=lambda stack, outputs: stack.call(
            "apigateway",
            "put_gateway_response",
            restApiId=outputs.rest_api_id,
            responseType="UNAUTHORIZED",
            responseParameters={"gatewayresponse.header.Access-Control-Allow-Origin": "'*'"},
        ),
        name="gateway_response_unauthorized",
        action="update",
        fields={
            "Headers.gatewayresponse.header.Access-Control-Allow-Headers": (
                None,
                "'Authorization,Content-Type,X-Api-Key'",
            )
        },
    ),
    "a gateway response taken away": Drift(
        change=lambda stack, outputs: stack.call(
            "apigateway",
            "delete_gateway_response",
            restApiId=outputs.rest_api_id,
            responseType="DEFAULT_5XX",
        ),
        name="gateway_response_default_5xx",
        action="create",
        fields={},
    ),
    "a permission taken away": Drift(
        change=lambda stack, outputs: stack.call(
            "lambda",
            "remove_permission",
            FunctionName=outputs.resource_id("my_api_function"),
            StatementId=outputs.resource_id("permission_get_my_api"),
        ),
        name="permission_get_my_api",
        action="create",
        fields={},
    ),
    "a stage without a brake": Drift(
        change=lambda stack, outputs: stack.call(
            "apigateway",
            "update_stage",
            restApiId=outputs.rest_api_id,
            stageName="demo",
            patchOperations=_patch("/*/*/throttling/rateLimit", "9999"),
        ),
        name="stage",
        action="update",
        fields={"RateLimit": (9999.0, 100.0)},
    ),
    "a usage plan with a larger quota": Drift(
        change=lambda stack, outputs: stack.call(
            "apigateway",
            "update_usage_plan",
            usagePlanId=outputs.resource_id("usage_plan"),
            patchOperations=_patch("/quota/limit", "5"),
        ),
        name="usage_plan",
        action="update",
        fields={"QuotaLimit": (5.0, 1000)},
    ),
    "an API key switched off": Drift(
        change=lambda stack, outputs: stack.call(
            "apigateway",
            "update_api_key",
            apiKey=outputs.resource_id("api_key"),
            patchOperations=_patch("/enabled", "false"),
        ),
        name="api_key",
        action="update",
        fields={"Enabled": (False, True)},
    ),
    "an API key that left its usage plan": Drift(
        change=lambda stack, outputs: stack.call(
            "apigateway",
            "delete_usage_plan_key",
            usagePlanId=outputs.resource_id("usage_plan"),
            keyId=outputs.resource_id("api_key"),
        ),
        name="api_key",
        action="update",
        fields={"UsagePlan": ("", "USAGE_PLAN")},
    ),
}


@pytest.mark.parametrize("drift", DRIFTS.values(), ids=DRIFTS.keys())
def test_drift_is_shown_before_and_after_and_repaired(
    drift: Drift, shared_stack: StackOfTest
) -> None:
    assert_shown_and_repaired(drift, shared_stack)


def test_a_method_opened_by_hand_is_closed_again(shared_stack: StackOfTest) -> None:
    outputs = shared_stack.apply()
    _scopes(shared_stack, outputs)
    plan = shared_stack.provisioner().plan()
    assert changes_of(plan) == {"method_get_my_api_scoped": "update"}
    shown = fields_of(plan, "method_get_my_api_scoped")
    assert shown["AuthorizationType"] == ("NONE", "COGNITO_USER_POOLS")
    assert shown["AuthorizationScopes"] == (
        [],
        ["authorizer-lab/read", "aws.cognito.signin.user.admin"],
    )
    shared_stack.apply()
    assert shared_stack.provisioner().plan().is_empty
