"""What DescribeUserPool and DescribeUserPoolClient tell, in the words of the check-up."""

from typing import Any

import pytest

from services.live.stack_snapshot import UserPoolSettings
from services.live.user_pools import app_client_of, user_pool_of

ISSUER = "https://cognito-idp.us-east-1.amazonaws.com/us-east-1_Lab"
SIGN_IN_SCOPE = "aws.cognito.signin.user.admin"
CLIENT = {"ClientId": "client1", "ClientName": "lab", "AllowedOAuthScopes": ["lab/read"]}


def trigger(version: str) -> dict[str, Any]:
    return {"LambdaConfig": {"PreTokenGenerationConfig": {"LambdaVersion": version}}}


@pytest.mark.parametrize(
    ("pool", "settings"),
    [
        pytest.param({}, {}, id="a pool of before these settings"),
        pytest.param({"IssuerConfiguration": {"Type": "ORIGINAL"}}, {}, id="the original issuer"),
        pytest.param(
            {"IssuerConfiguration": {"Type": "UPDATED"}},
            {"has_updated_issuer": True},
            id="the updated issuer",
        ),
        pytest.param(trigger("V1_0"), {}, id="a trigger that changes ID tokens only"),
        pytest.param(trigger("V2_0"), {"changes_access_tokens": True}, id="a trigger of version 2"),
        pytest.param(trigger("V3_0"), {"changes_access_tokens": True}, id="a trigger of version 3"),
        pytest.param({"LambdaConfig": {"PreTokenGeneration": "arn"}}, {}, id="the older setting"),
    ],
)
def test_a_pool_tells_its_issuer_and_its_trigger(
    pool: dict[str, Any], settings: dict[str, bool]
) -> None:
    assert user_pool_of(pool, ISSUER) == UserPoolSettings(issuer=ISSUER, **settings)


@pytest.mark.parametrize(
    ("client", "scopes"),
    [
        pytest.param(
            {"ExplicitAuthFlows": ["ALLOW_USER_SRP_AUTH"]}, {SIGN_IN_SCOPE}, id="users sign in"
        ),
        pytest.param({"ExplicitAuthFlows": ["ALLOW_REFRESH_TOKEN_AUTH"]}, set(), id="refresh only"),
        pytest.param(
            {"ExplicitAuthFlows": ["ALLOW_CLIENT_TOKEN_AUTH"]},
            {"lab/read"},
            id="GetClientToken: an application, no user",
        ),
        pytest.param(
            {
                "ExplicitAuthFlows": ["ALLOW_USER_PASSWORD_AUTH"],
                "AllowedOAuthFlowsUserPoolClient": True,
                "AllowedOAuthFlows": ["code"],
            },
            {"lab/read", SIGN_IN_SCOPE},
            id="sign-in and OAuth",
        ),
    ],
)
def test_what_the_flows_of_a_client_grant(client: dict[str, Any], scopes: set[str]) -> None:
    assert app_client_of(CLIENT | client, ISSUER).grants == scopes


@pytest.mark.parametrize(
    ("rotation", "is_on"),
    [
        pytest.param({}, False, id="never set"),
        pytest.param({"RefreshTokenRotation": {"Feature": "DISABLED"}}, False, id="off"),
        pytest.param({"RefreshTokenRotation": {"Feature": "ENABLED"}}, True, id="on"),
    ],
)
def test_rotation_is_read(rotation: dict[str, Any], is_on: bool) -> None:
    assert app_client_of(CLIENT | rotation, ISSUER).rotates_refresh_tokens is is_on
