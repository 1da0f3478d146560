"""The walkthrough's function: it greets whoever calls, by name where an authorizer passed claims.

Standalone: standard library only. Unlike the my-api function it does not refuse a call without
claims, so that an open method can be seen to answer anybody.
"""

import json
from collections.abc import Mapping
from typing import Any, Final

ADMINS: Final = "/my-api/admins"
ADMINS_GROUP: Final = "admins"
HEADERS: Final = {
    "Content-Type": "application/json",
    "Access-Control-Allow-Origin": "*",
    "Cache-Control": "no-store",
}


def _claims(event: Any) -> Mapping[str, Any] | None:
    """Return the claims that API Gateway passed, None where no authorizer did."""
    authorizer = (event.get("requestContext") or {}).get("authorizer") or {}
    claims = authorizer.get("claims")
    return claims if isinstance(claims, Mapping) else None


def _groups(claims: Mapping[str, Any]) -> list[str]:
    """Return the groups of a token; a REST API passes them with commas between."""
    return [name for name in str(claims.get("cognito:groups", "")).split(",") if name]


def _answer(route: str, claims: Mapping[str, Any] | None) -> tuple[int, dict[str, Any]]:
    if claims is None:
        return 200, {"greeting": "Hello, stranger! Nobody asked who you are."}
    if route == ADMINS and ADMINS_GROUP not in _groups(claims):
        return 403, {
            "message": f"This route is for the group {ADMINS_GROUP}",
            "required_groups": [ADMINS_GROUP],
            "held_groups": _groups(claims),
        }
    name = claims.get("cognito:username", "nameless user")
    return 200, {"greeting": f"Hello, {name}! The authorizer accepted your ID token."}


def lambda_handler(event: Any, _context: object) -> dict[str, Any]:
    """Answer one API Gateway proxy request, and print one log line without claims."""
    route, claims = event.get("resource") or "", _claims(event)
    status, says = _answer(route, claims)
    print(json.dumps({"outcome": status, "route": route}))
    body = {**says, "claims": claims, "route": route}
    return {"statusCode": status, "headers": dict(HEADERS), "body": json.dumps(body)}
