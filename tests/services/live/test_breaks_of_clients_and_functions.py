"""Breaks of app clients, scopes, permissions and environments, made for real on a real stack."""

import pytest

from tests.services.live.ward import PROBLEM, WARNING, Break, Ward, assert_named

pytestmark = pytest.mark.engine


def _scope_nobody_has(ward: Ward) -> None:
    ward.remake_method(
        "GET",
        "/my-api/scoped",
        authorizationType="COGNITO_USER_POOLS",
        authorizerId=ward.lab.outputs.resource_id("authorizer"),
        authorizationScopes=["authorizer-lab/write"],
    )


def _permission_of_a_method(ward: Ward) -> None:
    ward.call(
        "lambda",
        "remove_permission",
        FunctionName=ward.lab.outputs.resource_id("my_api_function"),
        StatementId="permission-get-my-api",
    )


def _wide_arn(ward: Ward) -> str:
    outputs = ward.lab.outputs
    account = outputs.user_pool_arn.split(":")[4]
    return f"arn:aws:execute-api:us-east-1:{account}:{outputs.rest_api_id}/*/*"


def _forget_statement(ward: Ward) -> None:
    name = ward.lab.outputs.resource_id("my_api_function")
    ward.call("lambda", "remove_permission", FunctionName=name, StatementId="by-hand")


def _no_scopes(ward: Ward) -> None:
    ward.remake_method(
        "GET",
        "/my-api/scoped",
        authorizationType="COGNITO_USER_POOLS",
        authorizerId=ward.lab.outputs.resource_id("authorizer"),
    )


def _pattern(ward: Ward, pattern: str) -> None:
    ward.gateway(
        "update_authorizer",
        authorizerId=ward.lab.outputs.resource_id("one_client_authorizer"),
        patchOperations=[
            {"op": "replace", "path": "/identityValidationExpression", "value": pattern}
        ],
    )


def _pattern_of_the_second_client(ward: Ward) -> None:
    _pattern(ward, ward.lab.outputs.resource_id("second_app_client"))


BREAKS = {
    "scopes that are removed": Break(
        do=_no_scopes,
        id="scopes-removed",
        severity=PROBLEM,
        resource="GET /my-api/scoped",
        why="lets in every ID token of the pool and refuses access tokens",
    ),
    "an audience pattern that every client fits": Break(
        do=lambda ward: _pattern(ward, ".*"),
        id="audience-of-another-client",
        severity=PROBLEM,
        resource="GET /my-api/one-client",
        why="Tokens of checkup-second get in as well",
    ),
    "an audience pattern of another client": Break(
        do=_pattern_of_the_second_client,
        id="audience-of-another-client",
        severity=PROBLEM,
        resource="GET /my-api/one-client",
        why="Tokens of checkup-second get in as well",
    ),
    "a scope that no flow grants": Break(
        do=_scope_nobody_has,
        id="scope-that-no-flow-grants",
        severity=PROBLEM,
        resource="GET /my-api/scoped",
        why="authorizer-lab/write into a token, so nobody gets in",
    ),
    "a scope that only one of two ways grants": Break(
        do=lambda ward: ward.update_second_client(AllowedOAuthFlowsUserPoolClient=False),
        id="scope-that-no-flow-grants",
        severity=WARNING,
        resource="GET /my-api/scoped",
        why="another scope of the method is granted",
    ),
    "a flow that is not enabled": Break(
        do=lambda ward: ward.update_client(ExplicitAuthFlows=["ALLOW_REFRESH_TOKEN_AUTH"]),
        id="flow-not-enabled",
        severity=PROBLEM,
        resource="app client checkup",
        why="Signing in through the sign-in API fails",
    ),
    "an app client that tells of users": Break(
        do=lambda ward: ward.update_client(PreventUserExistenceErrors="LEGACY"),
        id="tells-unknown-users",
        severity=WARNING,
        resource="app client checkup",
        why="UserNotFoundException",
    ),
    "an access token of a day": Break(
        do=lambda ward: ward.update_client(AccessTokenValidity=1440),
        id="token-lifetime",
        severity=WARNING,
        resource="app client checkup",
        why="1 day for an access token",
    ),
    "a lifetime that AWS does not take": Break(
        do=lambda ward: ward.update_client(IdTokenValidity=2),
        id="token-lifetime",
        severity=PROBLEM,
        resource="app client checkup",
        why="2 minutes for an ID token: AWS accepts 5 minutes to 1 day.",
    ),
    "a method that no permission names": Break(
        do=_permission_of_a_method,
        id="permission-missing",
        severity=PROBLEM,
        resource="function checkup-my-api",
        why="checkup-my-api may not be invoked by API Gateway",
        consequences=("GET /my-api",),
    ),
    "everybody may invoke": Break(
        do=lambda ward: ward.allow(Principal="*"),
        id="permission-too-wide",
        severity=PROBLEM,
        resource="function checkup-my-api, statement by-hand",
        why="any AWS account may call the function",
        undo=_forget_statement,
    ),
    "every API may invoke": Break(
        do=lambda ward: ward.allow(Principal="apigateway.amazonaws.com"),
        id="permission-too-wide",
        severity=PROBLEM,
        resource="function checkup-my-api, statement by-hand",
        why="an API of any account",
        undo=_forget_statement,
    ),
    "a permission for every method": Break(
        do=lambda ward: ward.allow(Principal="apigateway.amazonaws.com", SourceArn=_wide_arn(ward)),
        id="permission-too-wide",
        severity=WARNING,
        resource="function checkup-my-api, statement by-hand",
        why="methods and stages that are added later",
        undo=_forget_statement,
    ),
    "a statement that is not ours": Break(
        do=lambda ward: ward.allow(
            Principal="apigateway.amazonaws.com",
            SourceArn="arn:aws:execute-api:us-east-1:111122223333:other/demo/GET/x",
        ),
        id="permission-too-wide",
        severity=WARNING,
        resource="function checkup-my-api, statement by-hand",
        why="from arn:aws:execute-api:us-east-1:111122223333:other/demo/GET/x",
        undo=_forget_statement,
    ),
    "a secret in the environment": Break(
        do=lambda ward: ward.environment(CLIENT_SECRET="do-not-show-this"),
        id="secret-in-the-environment",
        severity=PROBLEM,
        resource="function checkup-user-sign-in, variable CLIENT_SECRET",
        why="Its name says so",
    ),
    "a sign-in for another pool": Break(
        do=lambda ward: ward.environment(
            USER_POOL_ID=ward.lab.outputs.resource_id("other_user_pool")
        ),
        id="tokens-of-another-pool",
        severity=PROBLEM,
        resource="the sign-in function",
        why="a pool that no authorizer of the API names",
    ),
    "a sign-in without settings": Break(
        do=lambda ward: ward.environment(USER_POOL_ID="", CLIENT_ID=""),
        id="sign-in-not-set-up",
        severity=PROBLEM,
        resource="the sign-in function",
        why="Its environment has no USER_POOL_ID and no CLIENT_ID",
    ),
    "a sign-in for a client that is gone": Break(
        do=lambda ward: ward.environment(CLIENT_ID="gone"),
        id="sign-in-client-missing",
        severity=PROBLEM,
        resource="app client gone",
        why="Every sign-in fails",
    ),
}


@pytest.mark.parametrize("broken", BREAKS.values(), ids=BREAKS.keys())
def test_a_break_is_named(ward: Ward, broken: Break) -> None:
    assert_named(ward, broken)
