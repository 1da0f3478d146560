"""A user pool's and an app client's settings as the check-up reads them, made of AWS's answers."""

from collections.abc import Mapping
from typing import Any

from services.live.stack_snapshot import (
    ALLOW_CLIENT_TOKEN,
    AppClientSettings,
    UserPoolSettings,
)

_UNIT_MINUTES = {"seconds": 1 / 60, "minutes": 1.0, "hours": 60.0, "days": 1440.0}
# The versions of a pre token generation trigger that may change access tokens, scopes included:
# https://docs.aws.amazon.com/cognito/latest/developerguide/user-pool-lambda-pre-token-generation.html
_CHANGES_ACCESS_TOKENS = ("V2_0", "V3_0")


def user_pool_of(item: Mapping[str, Any], issuer: str) -> UserPoolSettings:
    """Return what DescribeUserPool says; `issuer` is the pool's in its original form."""
    trigger = (item.get("LambdaConfig") or {}).get("PreTokenGenerationConfig") or {}
    return UserPoolSettings(
        issuer=issuer,
        has_updated_issuer=(item.get("IssuerConfiguration") or {}).get("Type") == "UPDATED",
        changes_access_tokens=trigger.get("LambdaVersion") in _CHANGES_ACCESS_TOKENS,
    )


def app_client_of(item: Mapping[str, Any], issuer: str) -> AppClientSettings:
    """Return what DescribeUserPoolClient says about a client of the pool with this issuer."""
    units = item.get("TokenValidityUnits") or {}
    flows = frozenset(item.get("ExplicitAuthFlows") or ())
    uses_oauth = item.get("AllowedOAuthFlowsUserPoolClient") and item.get("AllowedOAuthFlows")
    has_scopes = uses_oauth or ALLOW_CLIENT_TOKEN in flows
    rotation = item.get("RefreshTokenRotation") or {}
    return AppClientSettings(
        id=item["ClientId"],
        name=item.get("ClientName", ""),
        issuer=issuer,
        flows=flows,
        oauth_scopes=frozenset(item.get("AllowedOAuthScopes") or ()) if has_scopes else frozenset(),
        id_minutes=_minutes(item.get("IdTokenValidity"), units.get("IdToken"), 60.0, "hours"),
        access_minutes=_minutes(
            item.get("AccessTokenValidity"), units.get("AccessToken"), 60.0, "hours"
        ),
        refresh_minutes=_minutes(
            item.get("RefreshTokenValidity"), units.get("RefreshToken"), 43200.0, "days"
        ),
        hides_unknown_users=item.get("PreventUserExistenceErrors") == "ENABLED",
        rotates_refresh_tokens=rotation.get("Feature") == "ENABLED",
    )


def _minutes(value: object, unit: object, default: float, usual_unit: str) -> float:
    """Return a lifetime in minutes; 0 or nothing means AWS's default."""
    if not isinstance(value, int) or not value:
        return default
    return value * _UNIT_MINUTES[unit if isinstance(unit, str) else usual_unit]
