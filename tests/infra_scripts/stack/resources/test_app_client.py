"""App clients as AWS describes them: what is empty or off is left out of its answer."""

from typing import Any

from infra_scripts.stack.lab_stack import CLIENT_SETTINGS
from infra_scripts.stack.plan import PlannedAction, decide
from infra_scripts.stack.resources.app_client import AppClientResource
from tests.infra_scripts.scripted_aws import ScriptedAws, scripted_view

CLIENT = AppClientResource(
    name="app_client", pool="user_pool", client_name="lab", settings=CLIENT_SETTINGS
)
ANSWER: dict[str, Any] = {
    "ClientId": "abc",
    "ClientName": "lab",
    "ClientSecret": "hidden",
    "ExplicitAuthFlows": ["ALLOW_REFRESH_TOKEN_AUTH", "ALLOW_ADMIN_USER_PASSWORD_AUTH"],
    "IdTokenValidity": 60,
    "AccessTokenValidity": 60,
    "RefreshTokenValidity": 30,
    "TokenValidityUnits": {"IdToken": "minutes", "AccessToken": "minutes", "RefreshToken": "days"},
    "PreventUserExistenceErrors": "ENABLED",
    "EnableTokenRevocation": True,
    "AuthSessionValidity": 3,
    "ReadAttributes": ["email"],
}


def test_what_aws_leaves_out_is_not_a_difference() -> None:
    aws = ScriptedAws({"describe_user_pool_client": {"UserPoolClient": ANSWER}})
    decision = decide(CLIENT, scripted_view(aws, user_pool="pool", app_client="abc"))
    assert decision.change.action is PlannedAction.KEEP
    assert "hidden" not in repr(decision)


def test_an_update_sends_all_settings_and_what_the_lab_does_not_own() -> None:
    answer = {**ANSWER, "EnableTokenRevocation": False}
    aws = ScriptedAws(
        {
            "describe_user_pool_client": {"UserPoolClient": answer},
            "update_user_pool_client": {},
        }
    )
    view = scripted_view(aws, user_pool="pool", app_client="abc")
    decision = decide(CLIENT, view)
    assert decision.found is not None
    CLIENT.update(view, decision.found, decision.changed)
    assert aws.parameters_of("update_user_pool_client") == [
        {
            "UserPoolId": "pool",
            "ClientId": "abc",
            "ClientName": "lab",
            "ReadAttributes": ["email"],
            **CLIENT_SETTINGS,
        }
    ]
