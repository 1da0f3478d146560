"""The REST API is deployed again when something it contains changed, and only then."""

import pytest

from tests.infra_scripts.provisioning import StackOfTest, changes_of

pytestmark = pytest.mark.engine


def _deployments(stack: StackOfTest) -> int:
    api_id = stack.outputs().rest_api_id
    return len(stack.call("apigateway", "get_deployments", restApiId=api_id)["items"])


def test_a_first_apply_deploys_once(stack: StackOfTest) -> None:
    stack.apply()
    assert _deployments(stack) == 1


def test_a_change_outside_the_api_deploys_nothing(stack: StackOfTest) -> None:
    outputs = stack.apply()
    stack.call("apigateway", "delete_api_key", apiKey=outputs.resource_id("api_key"))
    assert changes_of(stack.provisioner().plan()) == {"api_key": "create"}
    stack.apply()
    assert _deployments(stack) == 1


def test_a_new_authorizer_is_deployed_and_goes_live(stack: StackOfTest) -> None:
    outputs = stack.apply()
    client = {"UserPoolId": outputs.user_pool_id, "ClientId": outputs.app_client_id}
    stack.call("cognito-idp", "delete_user_pool_client", **client)
    plan = stack.provisioner().plan()
    assert changes_of(plan) == {
        "app_client": "create",
        "sign_in_function": "update",
        "one_client_authorizer": "update",
        "deployment": "replace",
        "stage": "update",
    }
    after = stack.apply()
    assert _deployments(stack) == 2
    stage = stack.call("apigateway", "get_stage", restApiId=after.rest_api_id, stageName="demo")
    assert stage["deploymentId"] == after.resource_id("deployment")
    assert after.resource_id("deployment") != outputs.resource_id("deployment")
    assert stack.provisioner().plan().is_empty


def test_a_stage_moved_by_hand_goes_back_to_our_deployment(stack: StackOfTest) -> None:
    outputs = stack.apply()
    stack.call(
        "apigateway",
        "create_deployment",
        restApiId=outputs.rest_api_id,
        stageName="demo",
        description="by hand",
    )
    assert changes_of(stack.provisioner().plan()) == {"stage": "update"}
    stack.apply()
    assert stack.outputs().resource_id("deployment") == outputs.resource_id("deployment")
    assert stack.provisioner().plan().is_empty
