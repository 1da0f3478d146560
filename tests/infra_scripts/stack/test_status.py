"""What is wrong by itself and what only follows from it, on a stack that is broken for real."""

import pytest

from tests.infra_scripts.provisioning import StackOfTest

pytestmark = pytest.mark.engine


def test_status_tells_what_only_follows_from_something_else(stack: StackOfTest) -> None:
    outputs = stack.apply()
    stack.call("lambda", "delete_function", FunctionName=outputs.resource_id("my_api_function"))
    stack.call("apigateway", "delete_api_key", apiKey=outputs.resource_id("api_key"))
    states = {it.name: it for it in stack.provisioner().status() if not it.is_as_described}
    own = [name for name, it in states.items() if not it.follows_from]
    assert own == ["my_api_function", "api_key"]
    assert {it.follows_from for it in states.values()} == {"", "my_api_function", "deployment"}
    assert states["permission_get_my_api"].follows_from == "my_api_function"
    assert [field.name for field in states["method_get_my_api"].fields] == ["IntegrationUri"]
    assert states["stage"].follows_from == "deployment"


def test_status_of_a_stack_without_its_user_pool_has_one_cause(stack: StackOfTest) -> None:
    outputs = stack.apply()
    stack.call("cognito-idp", "delete_user_pool", UserPoolId=outputs.user_pool_id)
    own = [
        it.name
        for it in stack.provisioner().status()
        if not (it.is_as_described or it.follows_from)
    ]
    assert own == ["user_pool"]


def test_what_is_wrong_by_itself_is_not_hidden_by_what_follows(stack: StackOfTest) -> None:
    """A method that asks for no token stays a fault of its own while its function is gone."""
    outputs = stack.apply()
    api = outputs.rest_api_id
    resource_id, http_method = outputs.resource_id("method_get_my_api").split(":")
    stack.call(
        "apigateway",
        "update_method",
        restApiId=api,
        resourceId=resource_id,
        httpMethod=http_method,
        patchOperations=[{"op": "replace", "path": "/authorizationType", "value": "NONE"}],
    )
    stack.call("lambda", "delete_function", FunctionName=outputs.resource_id("my_api_function"))
    own = [
        it.name
        for it in stack.provisioner().status()
        if not (it.is_as_described or it.follows_from)
    ]
    assert own == ["my_api_function", "method_get_my_api"]
