"""Pools, roles and functions changed by hand: the plan shows it, apply repairs it."""

import pytest

from infra_scripts.stack.lab_stack import PASSWORD_POLICY
from services.home.outputs import StackOutputs
from tests.infra_scripts.provisioning import (
    Drift,
    StackOfTest,
    assert_shown_and_repaired,
    fields_of,
)

pytestmark = pytest.mark.engine


def _client(stack: StackOfTest, outputs: StackOutputs) -> None:
    stack.call(
        "cognito-idp",
        "update_user_pool_client",
        UserPoolId=outputs.user_pool_id,
        ClientId=outputs.app_client_id,
        ClientName=stack.settings.stack,
        ExplicitAuthFlows=["ALLOW_REFRESH_TOKEN_AUTH"],
        RefreshTokenValidity=1,
        AccessTokenValidity=60,
        IdTokenValidity=60,
        TokenValidityUnits={"AccessToken": "minutes", "IdToken": "minutes", "RefreshToken": "days"},
        PreventUserExistenceErrors="LEGACY",
        EnableTokenRevocation=True,
        AuthSessionValidity=3,
    )


def _regroup(stack: StackOfTest, outputs: StackOutputs) -> None:
    admins = {"UserPoolId": outputs.user_pool_id, "GroupName": "admins"}
    stack.call("cognito-idp", "delete_group", **admins)
    stack.call(
        "cognito-idp",
        "create_group",
        **admins,
        Description="May call GET /my-api/admins",
        Precedence=7,
    )


DRIFTS = {
    "a pool without MFA": Drift(
        change=lambda stack, outputs: stack.call(
            "cognito-idp",
            "set_user_pool_mfa_config",
            UserPoolId=outputs.user_pool_id,
            MfaConfiguration="OFF",
        ),
        name="user_pool",
        action="update",
        fields={"MfaConfiguration": ("OFF", "OPTIONAL")},
    ),
    "a pool with shorter passwords that only admins sign up to": Drift(
        change=lambda stack, outputs: stack.call(
            "cognito-idp",
            "update_user_pool",
            UserPoolId=outputs.user_pool_id,
            PoolName=stack.settings.stack,
            AutoVerifiedAttributes=["email"],
            Policies={"PasswordPolicy": {**PASSWORD_POLICY, "MinimumLength": 6}},
            MfaConfiguration="OPTIONAL",
            AccountRecoverySetting={
                "RecoveryMechanisms": [{"Priority": 1, "Name": "verified_email"}]
            },
            AdminCreateUserConfig={"AllowAdminCreateUserOnly": True},
            UserPoolTags={
                "authorizer-lab:stack": stack.settings.stack,
                "authorizer-lab:name": "user_pool",
            },
        ),
        name="user_pool",
        action="update",
        fields={
            "Policies.PasswordPolicy.MinimumLength": (6, 14),
            "AdminCreateUserConfig.AllowAdminCreateUserOnly": (True, False),
        },
    ),
    "an app client with other flows and validity": Drift(
        change=_client,
        name="app_client",
        action="update",
        fields={
            "ExplicitAuthFlows": (
                ["ALLOW_REFRESH_TOKEN_AUTH"],
                ["ALLOW_ADMIN_USER_PASSWORD_AUTH", "ALLOW_REFRESH_TOKEN_AUTH"],
            ),
            "RefreshTokenValidity": (1, 30),
            "PreventUserExistenceErrors": ("LEGACY", "ENABLED"),
        },
    ),
    "a group of another precedence": Drift(
        change=_regroup,
        name="group_admins",
        action="update",
        fields={"Precedence": (7, 1)},
    ),
    "a resource server without its scope": Drift(
        change=lambda stack, outputs: stack.call(
            "cognito-idp",
            "update_resource_server",
            UserPoolId=outputs.user_pool_id,
            Identifier="authorizer-lab",
            Name="Authorizer Lab",
            Scopes=[],
        ),
        name="resource_server",
        action="update",
        fields={"Scopes.read": (None, "Read what the protected API answers")},
    ),
    "logs kept for ever": Drift(
        change=lambda stack, outputs: stack.call(
            "logs",
            "delete_retention_policy",
            logGroupName=outputs.resource_id("my_api_log_group"),
        ),
        name="my_api_log_group",
        action="update",
        fields={"RetentionInDays": (None, 7)},
    ),
    "a function with more memory": Drift(
        change=lambda stack, outputs: stack.call(
            "lambda",
            "update_function_configuration",
            FunctionName=outputs.resource_id("my_api_function"),
            MemorySize=512,
        ),
        name="my_api_function",
        action="update",
        fields={"MemorySize": (512, 256)},
    ),
    "a function with a stray variable": Drift(
        change=lambda stack, outputs: stack.call(
            "lambda",
            "update_function_configuration",
            FunctionName=outputs.resource_id("my_api_function"),
            Environment={"Variables": {"STRAY": "1"}},
        ),
        name="my_api_function",
        action="update",
        fields={"Environment.STRAY": ("1", None)},
    ),
    "a role with a policy attached": Drift(
        change=lambda stack, outputs: stack.call(
            "iam",
            "attach_role_policy",
            RoleName=outputs.resource_id("my_api_role"),
            PolicyArn="arn:aws:iam::aws:policy/service-role/AWSLambdaBasicExecutionRole",
        ),
        name="my_api_role",
        action="update",
        fields={
            "AttachedPolicies": (
                ["arn:aws:iam::aws:policy/service-role/AWSLambdaBasicExecutionRole"],
                [],
            )
        },
    ),
}


@pytest.mark.parametrize("drift", DRIFTS.values(), ids=DRIFTS.keys())
def test_drift_is_shown_before_and_after_and_repaired(
    drift: Drift, shared_stack: StackOfTest
) -> None:
    assert_shown_and_repaired(drift, shared_stack)


def test_a_repaired_pool_keeps_what_the_lab_does_not_own(shared_stack: StackOfTest) -> None:
    outputs = shared_stack.apply()
    template = {"DefaultEmailOption": "CONFIRM_WITH_CODE", "EmailSubject": "Your code"}
    shared_stack.call(
        "cognito-idp",
        "update_user_pool",
        UserPoolId=outputs.user_pool_id,
        PoolName=shared_stack.settings.stack,
        AutoVerifiedAttributes=[],
        VerificationMessageTemplate=template,
        UserPoolTags={
            "authorizer-lab:stack": shared_stack.settings.stack,
            "authorizer-lab:name": "user_pool",
            "owner": "somebody",
        },
    )
    shared_stack.apply()
    pool = shared_stack.call("cognito-idp", "describe_user_pool", UserPoolId=outputs.user_pool_id)[
        "UserPool"
    ]
    assert pool["AutoVerifiedAttributes"] == ["email"]
    assert pool["VerificationMessageTemplate"]["EmailSubject"] == "Your code"
    assert pool["UserPoolTags"]["owner"] == "somebody"
    assert shared_stack.provisioner().plan().is_empty


def test_a_stray_inline_policy_is_taken_off_the_role(shared_stack: StackOfTest) -> None:
    outputs = shared_stack.apply()
    role = outputs.resource_id("sign_in_role")
    shared_stack.call(
        "iam",
        "put_role_policy",
        RoleName=role,
        PolicyName="stray",
        PolicyDocument='{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"*","Resource":"*"}]}',
    )
    plan = shared_stack.provisioner().plan()
    assert list(fields_of(plan, "sign_in_role")) == ["Policies.stray"]
    shared_stack.apply()
    names = shared_stack.call("iam", "list_role_policies", RoleName=role)["PolicyNames"]
    assert names == ["least-privilege"]


def test_a_repaired_group_keeps_its_members(shared_stack: StackOfTest) -> None:
    outputs = shared_stack.apply()
    _regroup(shared_stack, outputs)
    pool = {"UserPoolId": outputs.user_pool_id}
    shared_stack.call("cognito-idp", "admin_create_user", **pool, Username="ada")
    shared_stack.call(
        "cognito-idp", "admin_add_user_to_group", **pool, Username="ada", GroupName="admins"
    )
    shared_stack.apply()
    members = shared_stack.call("cognito-idp", "list_users_in_group", **pool, GroupName="admins")
    assert [user["Username"] for user in members["Users"]] == ["ada"]
