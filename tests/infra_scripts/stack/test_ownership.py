"""Names are not identities: only what carries the stack's tags is taken up, changed or removed."""

from collections.abc import Callable

import pytest

from services.errors import PlanRefused
from tests.infra_scripts.provisioning import StackOfTest

pytestmark = pytest.mark.engine

TRUST = (
    '{"Version":"2012-10-17","Statement":[{"Effect":"Allow",'
    '"Principal":{"Service":"lambda.amazonaws.com"},"Action":"sts:AssumeRole"}]}'
)


def _reason(stack: StackOfTest, name: str) -> str:
    plan = stack.provisioner().plan()
    assert [change.name for change in plan.refused] == [name]
    return plan.refused[0].reason


def test_a_foreign_role_of_the_same_name_is_refused_and_stays(stack: StackOfTest) -> None:
    role = f"{stack.settings.stack}-my-api"
    stack.call("iam", "create_role", RoleName=role, AssumeRolePolicyDocument=TRUST)
    assert _reason(stack, "my_api_role") == f"The role {role} exists without the stack's tags."
    with stack.watch.during(), pytest.raises(PlanRefused, match=f"The role {role} exists"):
        stack.apply()
    assert stack.watch.writes() == []
    assert stack.writes_of(stack.provisioner().destroy) == []
    stack.call("iam", "delete_role", RoleName=role)


def test_a_foreign_log_group_of_the_same_name_is_refused(stack: StackOfTest) -> None:
    name = f"/aws/lambda/{stack.settings.stack}-user-sign-in"
    stack.call("logs", "create_log_group", logGroupName=name)
    assert (
        _reason(stack, "sign_in_log_group")
        == f"The log group {name} exists without the stack's tags."
    )
    stack.call("logs", "delete_log_group", logGroupName=name)


def test_a_function_that_lost_its_tags_is_no_longer_touched(stack: StackOfTest) -> None:
    arn = stack.apply().resources["my_api_function"].arn
    tags = stack.call("lambda", "list_tags", Resource=arn)["Tags"]
    stack.call("lambda", "untag_resource", Resource=arn, TagKeys=["authorizer-lab:stack"])
    assert "exists without the stack's tags" in _reason(stack, "my_api_function")
    stack.provisioner().destroy()
    name = f"{stack.settings.stack}-my-api"
    assert stack.call("lambda", "get_function", FunctionName=name)["Configuration"]["FunctionName"]
    stack.call("lambda", "tag_resource", Resource=arn, Tags=tags)


def test_pools_and_apis_of_the_same_name_are_left_alone(stack: StackOfTest) -> None:
    name = stack.settings.stack
    pool = stack.call("cognito-idp", "create_user_pool", PoolName=name)["UserPool"]
    api = stack.call("apigateway", "create_rest_api", name=name)
    outputs = stack.apply()
    assert (outputs.user_pool_id, outputs.rest_api_id) != (pool["Id"], api["id"])
    stack.provisioner().destroy()
    stack.call("cognito-idp", "delete_user_pool", UserPoolId=pool["Id"])
    stack.call("apigateway", "delete_rest_api", restApiId=api["id"])


def test_an_id_on_record_without_our_tags_is_refused(stack: StackOfTest) -> None:
    entry = stack.apply().resources["user_pool"]
    keys = ["authorizer-lab:stack"]
    stack.call("cognito-idp", "untag_resource", ResourceArn=entry.arn, TagKeys=keys)
    assert (
        _reason(stack, "user_pool") == f"The user pool {entry.id} does not carry the stack's tags."
    )
    tags = {"authorizer-lab:stack": stack.settings.stack}
    stack.call("cognito-idp", "tag_resource", ResourceArn=entry.arn, Tags=tags)
    assert stack.provisioner().plan().is_empty


def test_a_pool_whose_locked_fields_differ_is_refused_with_the_reason(stack: StackOfTest) -> None:
    pool = stack.call(
        "cognito-idp",
        "create_user_pool",
        PoolName=stack.settings.stack,
        UsernameAttributes=["email"],
        UsernameConfiguration={"CaseSensitive": False},
        UserPoolTags={
            "authorizer-lab:stack": stack.settings.stack,
            "authorizer-lab:name": "user_pool",
        },
    )["UserPool"]
    assert _reason(stack, "user_pool").startswith("UsernameAttributes: AWS cannot change it")
    with stack.watch.during(), pytest.raises(PlanRefused, match="Nothing was changed"):
        stack.apply()
    assert stack.watch.writes() == []
    stack.call("cognito-idp", "delete_user_pool", UserPoolId=pool["Id"])


def test_an_app_client_without_a_secret_is_refused(stack: StackOfTest) -> None:
    outputs = stack.apply()
    pool = {"UserPoolId": outputs.user_pool_id}
    stack.call("cognito-idp", "delete_user_pool_client", **pool, ClientId=outputs.app_client_id)
    stack.call("cognito-idp", "create_user_pool_client", **pool, ClientName=stack.settings.stack)
    assert _reason(stack, "app_client").startswith("HasSecret: AWS adds no secret later")


def test_a_statement_that_allows_the_same_counts_whatever_its_id(stack: StackOfTest) -> None:
    outputs = stack.apply()
    function = outputs.resource_id("my_api_function")
    statement = outputs.resource_id("permission_get_open")
    api = f"arn:aws:execute-api:us-east-1:000000000000:{outputs.rest_api_id}"
    stack.call("lambda", "remove_permission", FunctionName=function, StatementId=statement)
    stack.call(
        "lambda",
        "add_permission",
        FunctionName=function,
        StatementId="somebody-elses-id",
        Action="lambda:InvokeFunction",
        Principal="apigateway.amazonaws.com",
        SourceArn=f"{api}/demo/GET/open",
    )
    assert stack.writes_of(stack.apply) == []
    assert stack.outputs().resource_id("permission_get_open") == "somebody-elses-id"


def test_two_stacks_share_one_engine(new_stack: Callable[[], StackOfTest]) -> None:
    first, second = (stack.apply() for stack in (new_stack(), new_stack()))
    shared = {"stage", "group_admins", "group_staff", "resource_server"}
    for name, entry in first.resources.items():
        if name not in shared and not name.startswith(("permission", "gateway_response")):
            assert second.resources[name].id != entry.id, name
