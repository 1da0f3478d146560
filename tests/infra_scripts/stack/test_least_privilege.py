"""The policies are enough, and no more than enough: the engine enforces them for real."""

import json
import time
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import boto3
import pytest
import requests

from infra_scripts import walk_operations
from infra_scripts.local_engine.process import RunningEngine
from infra_scripts.stack.policies import Policy, deploy_policy, verify_policy, walk_policy
from infra_scripts.walkthrough.steps import STEPS
from infra_scripts.walkthrough.walk import Walk
from infra_scripts.workbench.ground import opened_ground
from services.cloud.aws import Aws
from services.errors import AccessDenied
from services.lab import Lab, open_lab
from services.scenarios.runner import run_scenarios
from services.scenarios.table.table import SCENARIOS
from services.traffic.recorder import HttpRecorder
from tests.infra_scripts.provisioning import StackOfTest

pytestmark = pytest.mark.engine

PASSWORD = "Correct-Horse-9"


class AwsOfUser(Aws):
    """Calls the engine with the keys of an IAM user instead of the engine's root key."""

    keys: dict[str, str]

    def _build(self, service: str) -> Any:
        return boto3.client(
            service,
            region_name=self.region,
            endpoint_url=self.endpoint_url,
            aws_access_key_id=self.keys["AccessKeyId"],
            aws_secret_access_key=self.keys["SecretAccessKey"],
        )


def _as_enforced(policy: Policy) -> str:
    """Return the policy as the engine needs it; AWS names these resources exactly.

    The engine leaves the path out of a role's ARN, and asks for CreateFunction on everything.
    """
    create_function = {"Effect": "Allow", "Action": "lambda:CreateFunction", "Resource": "*"}
    statements = [*policy["Statement"], create_function]
    text = json.dumps({**policy, "Statement": statements})
    return text.replace(":role/authorizer-lab/", ":role*/")


@pytest.fixture
def deployer(stack: StackOfTest, engine: RunningEngine) -> Iterator[StackOfTest]:
    """The stack in the hands of a user who has the deploy policy and nothing else."""
    user = {"UserName": f"{stack.settings.stack}-deployer"}
    policy = deploy_policy(
        partition="aws", region="us-east-1", account="000000000000", stack=stack.settings.stack
    )
    stack.call("iam", "create_user", **user)
    stack.call(
        "iam", "put_user_policy", **user, PolicyName="deploy", PolicyDocument=_as_enforced(policy)
    )
    keys = stack.call("iam", "create_access_key", **user)["AccessKey"]
    aws = AwsOfUser(stack.settings, engine.endpoint_url, observer=stack.watch)
    aws.keys = keys
    yield replace(stack, aws=aws)
    stack.call("iam", "delete_access_key", **user, AccessKeyId=keys["AccessKeyId"])
    stack.call("iam", "delete_user_policy", **user, PolicyName="deploy")
    stack.call("iam", "delete_user", **user)


def test_the_deploy_policy_is_enough_to_provision_repair_and_remove(
    deployer: StackOfTest, stack: StackOfTest
) -> None:
    outputs = deployer.apply()
    stack.call("iam", "delete_role_policy", RoleName=outputs.resource_id("my_api_role"),
               PolicyName="least-privilege")  # fmt: skip
    stack.call("apigateway", "delete_api_key", apiKey=outputs.resource_id("api_key"))
    deployer.apply()
    assert deployer.provisioner().plan().is_empty
    assert deployer.provisioner().destroy() == ()


def test_the_verify_policy_is_enough_to_run_every_scenario(
    deployer: StackOfTest, stack: StackOfTest
) -> None:
    deployer.apply()
    user = {"UserName": f"{stack.settings.stack}-deployer"}
    policy = verify_policy(partition="aws", region="us-east-1", account="000000000000")
    stack.call(
        "iam", "put_user_policy", **user, PolicyName="verify", PolicyDocument=_as_enforced(policy)
    )
    lab = Lab(settings=stack.settings, aws=deployer.aws, recorder=HttpRecorder(), clock=time.time)
    with opened_ground(lab, SCENARIOS) as ground:
        unexpected = [each for each in run_scenarios(SCENARIOS, ground) if each.is_trouble]
    stack.call("iam", "delete_user_policy", **user, PolicyName="verify")
    assert unexpected == []


def test_the_walk_policy_is_enough_for_every_step_of_the_walkthrough(
    deployer: StackOfTest, stack: StackOfTest
) -> None:
    user = {"UserName": f"{stack.settings.stack}-deployer"}
    policy = walk_policy(partition="aws", region="us-east-1", account="000000000000")
    stack.call(
        "iam", "put_user_policy", **user, PolicyName="walk", PolicyDocument=_as_enforced(policy)
    )
    endpoint_url = stack.aws.endpoint_url
    walk = Walk(open_lab(stack.settings, aws=deployer.aws, endpoint_url=endpoint_url))
    try:
        for each in STEPS:
            walk_operations.walk_step(walk, each.id)
        assert [each.id for each in STEPS if not walk.journal().is_done(each.id)] == []
        assert walk_operations.walk_over(walk) == ()
    finally:
        stack.call("iam", "delete_user_policy", **user, PolicyName="walk")


@pytest.mark.parametrize(
    ("service", "operation", "parameters"),
    [
        ("iam", "create_role", {"RoleName": "admin", "AssumeRolePolicyDocument": "{}"}),
        ("iam", "list_users", {}),
        ("lambda", "list_functions", {}),
        ("cognito-idp", "list_users", {"UserPoolId": "us-east-1_abcdefghi"}),
        ("logs", "create_log_group", {"logGroupName": "/aws/lambda/somebody-elses"}),
    ],
    ids=[
        "a role outside the lab's path",
        "the account's users",
        "all functions",
        "the users of a pool",
        "another log group",
    ],
)
def test_the_deploy_policy_does_not_allow(
    service: str, operation: str, parameters: dict[str, str], deployer: StackOfTest
) -> None:
    with pytest.raises(AccessDenied):
        deployer.call(service, operation, **parameters)


def test_the_sign_in_role_works_for_its_own_pool_only(stack: StackOfTest) -> None:
    outputs = stack.apply()
    pools = {
        outputs.user_pool_id: outputs.app_client_id,
        outputs.resource_id("other_user_pool"): outputs.resource_id("other_app_client"),
    }
    answers = {}
    for pool_id, client_id in pools.items():
        _add_user(stack, pool_id)
        stack.call(
            "lambda",
            "update_function_configuration",
            FunctionName=outputs.resource_id("sign_in_function"),
            Environment={"Variables": {"USER_POOL_ID": pool_id, "CLIENT_ID": client_id}},
        )
        body = {"username": "ada", "password": PASSWORD}
        answer = requests.post(outputs.sign_in_url, json=body, timeout=60)
        answers[pool_id] = (answer.status_code, answer.json()["code"])
    assert answers == {
        outputs.user_pool_id: (200, "10024"),
        outputs.resource_id("other_user_pool"): (502, "10025"),
    }


def _add_user(stack: StackOfTest, pool_id: str) -> None:
    ada = {"UserPoolId": pool_id, "Username": "ada"}
    stack.call("cognito-idp", "admin_create_user", **ada, MessageAction="SUPPRESS")
    stack.call("cognito-idp", "admin_set_user_password", **ada, Password=PASSWORD, Permanent=True)


def test_a_machine_gets_a_token_with_the_custom_scope(stack: StackOfTest) -> None:
    outputs = stack.apply()
    client_id = outputs.resource_id("second_app_client")
    secret = stack.call(
        "cognito-idp",
        "describe_user_pool_client",
        UserPoolId=outputs.user_pool_id,
        ClientId=client_id,
    )["UserPoolClient"]["ClientSecret"]
    token = requests.post(
        f"{outputs.endpoint_url}/oauth2/token",
        data={"grant_type": "client_credentials", "scope": "authorizer-lab/read"},
        auth=(client_id, secret),
        timeout=60,
    ).json()["access_token"]
    answers = {
        path: requests.get(
            f"{outputs.base_url}{path}", headers={"Authorization": token}, timeout=60
        ).status_code
        for path in ("/my-api/scoped", "/my-api")
    }
    assert answers == {"/my-api/scoped": 200, "/my-api": 401}
