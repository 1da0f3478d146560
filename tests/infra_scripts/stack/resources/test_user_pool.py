"""UpdateUserPool is sent everything, because AWS resets what it is not sent."""

from typing import Any

from infra_scripts.stack.lab_stack import user_pools
from infra_scripts.stack.plan import PlannedAction, decide
from infra_scripts.stack.resources.user_pool import UserPoolResource
from tests.infra_scripts.scripted_aws import ScriptedAws, scripted_view, tags_of

POOL: dict[str, Any] = {
    "Id": "eu-west-1_abc",
    "Name": "lab",
    "Arn": "arn:aws:cognito-idp:eu-west-1:123456789012:userpool/eu-west-1_abc",
    "Policies": {
        "PasswordPolicy": {
            "MinimumLength": 8,
            "RequireUppercase": True,
            "RequireLowercase": True,
            "RequireNumbers": True,
            "RequireSymbols": True,
            "TemporaryPasswordValidityDays": 7,
        },
        "SignInPolicy": {"AllowedFirstAuthFactors": ["PASSWORD"]},
    },
    "DeletionProtection": "ACTIVE",
    "LambdaConfig": {"PreSignUp": "arn:aws:lambda:eu-west-1:123456789012:function:check"},
    "AutoVerifiedAttributes": ["email"],
    "EmailConfiguration": {"EmailSendingAccount": "DEVELOPER", "From": "lab@example.com"},
    "AdminCreateUserConfig": {"AllowAdminCreateUserOnly": False, "UnusedAccountValidityDays": 7},
    "AccountRecoverySetting": {"RecoveryMechanisms": [{"Priority": 1, "Name": "verified_email"}]},
    "UsernameConfiguration": {"CaseSensitive": False},
    "UserPoolTags": {**tags_of("user_pool"), "owner": "ada"},
    "UserPoolTier": "PLUS",
    "MfaConfiguration": "OPTIONAL",
    "SchemaAttributes": [
        {"Name": "email", "AttributeDataType": "String", "Mutable": True, "Required": False},
        {"Name": "custom:team", "AttributeDataType": "String", "Mutable": True, "Required": False},
    ],
}
MFA = {"MfaConfiguration": "OPTIONAL", "SoftwareTokenMfaConfiguration": {"Enabled": True}}


def _pool() -> UserPoolResource:
    pool = user_pools("lab")[0]
    assert isinstance(pool, UserPoolResource)
    return pool


def test_an_update_sends_back_all_that_the_lab_does_not_own() -> None:
    aws = ScriptedAws(
        {
            "describe_user_pool": {"UserPool": POOL},
            "get_user_pool_mfa_config": MFA,
            "update_user_pool": {},
            "set_user_pool_mfa_config": {},
        }
    )
    view = scripted_view(aws, user_pool="eu-west-1_abc")
    decision = decide(_pool(), view)
    assert decision.change.action is PlannedAction.UPDATE
    assert [(it.name, it.before, it.after) for it in decision.change.fields] == [
        ("Policies.PasswordPolicy.MinimumLength", 8, 14)
    ]
    assert decision.found is not None
    _pool().update(view, decision.found, decision.changed)
    (sent,) = aws.parameters_of("update_user_pool")
    assert sent["Policies"]["PasswordPolicy"]["MinimumLength"] == 14
    assert sent["DeletionProtection"] == "ACTIVE"
    assert sent["LambdaConfig"] == POOL["LambdaConfig"]
    assert sent["EmailConfiguration"] == POOL["EmailConfiguration"]
    assert sent["UserPoolTier"] == "PLUS"
    assert sent["UserPoolTags"] == POOL["UserPoolTags"]
    assert sent["MfaConfiguration"] == "OPTIONAL"
    assert sent["AutoVerifiedAttributes"] == ["email"]
    assert aws.parameters_of("set_user_pool_mfa_config") == [{"UserPoolId": "eu-west-1_abc", **MFA}]


def test_a_custom_attribute_that_somebody_added_may_stay() -> None:
    policies = {"PasswordPolicy": {**POOL["Policies"]["PasswordPolicy"], "MinimumLength": 14}}
    aws = ScriptedAws(
        {
            "describe_user_pool": {"UserPool": {**POOL, "Policies": policies}},
            "get_user_pool_mfa_config": MFA,
        }
    )
    decision = decide(_pool(), scripted_view(aws, user_pool="eu-west-1_abc"))
    assert decision.change.action is PlannedAction.KEEP


def test_another_case_sensitivity_is_refused() -> None:
    pool = {**POOL, "UsernameConfiguration": {"CaseSensitive": True}}
    aws = ScriptedAws({"describe_user_pool": {"UserPool": pool}, "get_user_pool_mfa_config": MFA})
    decision = decide(_pool(), scripted_view(aws, user_pool="eu-west-1_abc"))
    assert decision.change.action is PlannedAction.REFUSE
    assert decision.change.reason.startswith("UsernameConfiguration: AWS cannot change it")
