"""The my-api function: greets the caller and shows the claims it received from the authorizer.

Standalone: standard library only. It never looks at a token and trusts only the claims that API
Gateway passes; a protected route without them is refused. It must not fail on any event.
"""

import hashlib
import json
import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Final

OPEN: Final = "/open"
ADMINS: Final = "/my-api/admins"
ADMINS_GROUP: Final = "admins"
WHAT_LET_YOU_IN: Final = {
    OPEN: "This route has no authorizer: anyone can read it.",
    "/my-api": "The authorizer accepted your ID token.",
    "/my-api/scoped": "The authorizer accepted your access token and one of its scopes.",
    "/my-api/one-client": "The authorizer accepted your ID token and its audience.",
    ADMINS: f"The authorizer accepted your ID token, and you are in the group {ADMINS_GROUP}.",
}
HEADERS: Final = {
    "Content-Type": "application/json",
    "Access-Control-Allow-Origin": "*",
    "Cache-Control": "no-store",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """The HTTP status and what its body says besides the claims."""

    http_status: int
    says: Mapping[str, Any] = field(repr=False)


def _member(value: object, *names: str) -> Any:
    """Return the nested member, or None where the path ends early."""
    for name in names:
        value = value.get(name) if isinstance(value, Mapping) else None
    return value


def groups_in(rendered: object) -> list[str]:
    """Return the group names in a `cognito:groups` claim.

    A REST API's Cognito authorizer passes "a" or "a,b"; an HTTP API's passes "[a b]"; a list is a
    list. Outside brackets only a comma separates: "team admins" is one (impossible) name and not
    the group admins, since Cognito allows no whitespace in group names. It does allow commas and
    brackets, and then no reader of these texts can tell "x,admins" the group from x and admins the
    two groups: do not use them in group names.
    """
    if isinstance(rendered, list):
        return [name for name in rendered if isinstance(name, str) and name]
    if not isinstance(rendered, str):
        return []
    text = rendered.strip()
    if text.startswith("[") and text.endswith("]"):
        return text[1:-1].replace(",", " ").split()
    return [name.strip() for name in text.split(",") if name.strip()]


def _answer(route: str | None, claims: Mapping[str, Any] | None) -> Answer:
    if route is None:
        return Answer(http_status=404, says={"message": "There is no such route"})
    if route == OPEN:
        return Answer(http_status=200, says={"greeting": f"Hello! {WHAT_LET_YOU_IN[OPEN]}"})
    if not claims:
        sentence = "This function received no claims from the authorizer, so it refuses"
        return Answer(http_status=403, says={"message": sentence})
    if route == ADMINS:
        return _answer_to_admins_only(claims)
    return Answer(http_status=200, says={"greeting": _greeting(route, claims)})


def _answer_to_admins_only(claims: Mapping[str, Any]) -> Answer:
    """Decide what the authorizer does not: it checks the token, never the groups in it."""
    held = groups_in(claims.get("cognito:groups"))
    groups = {"required_groups": [ADMINS_GROUP], "held_groups": held}
    if ADMINS_GROUP in held:
        return Answer(http_status=200, says={"greeting": _greeting(ADMINS, claims), **groups})
    sentence = (
        f"The authorizer let you in, but this route requires the group {ADMINS_GROUP} "
        "and your token does not hold it"
    )
    return Answer(http_status=403, says={"message": sentence, **groups})


def _greeting(route: str, claims: Mapping[str, Any]) -> str:
    return f"Hello, {_username(claims) or 'nameless user'}! {WHAT_LET_YOU_IN[route]}"


def _username(claims: Mapping[str, Any] | None) -> str | None:
    name = _member(claims, "cognito:username") or _member(claims, "username")
    return name if isinstance(name, str) else None


def _user_hash(claims: Mapping[str, Any] | None) -> str | None:
    """Return the hash the sign-in function logs for the same username of the same pool."""
    username, issuer = _username(claims), _member(claims, "iss")
    if username is None or not isinstance(issuer, str):
        return None
    named = f"{issuer.rpartition('/')[2]}:{username}"
    return hashlib.sha256(named.encode(errors="replace")).hexdigest()[:12]


def lambda_handler(event: Any, context: object) -> dict[str, Any]:
    """Answer one API Gateway proxy request, and print one log line."""
    started = time.perf_counter()
    named = _member(event, "resource") or _member(event, "path")
    route = named if isinstance(named, str) and named in WHAT_LET_YOU_IN else None
    received = _member(event, "requestContext", "authorizer", "claims")
    claims = received if isinstance(received, Mapping) else None
    request_id = _member(event, "requestContext", "requestId")
    if not isinstance(request_id, str):
        request_id = getattr(context, "aws_request_id", None)
    answer = _answer(route, claims)
    types = claims and {name: type(value).__name__ for name, value in claims.items()}
    line = {
        "outcome": answer.http_status,
        "route": route,
        "user": _user_hash(claims),
        "duration_ms": round((time.perf_counter() - started) * 1000, 1),
        "request_id": request_id,
    }
    print(json.dumps(line))
    body = {
        **answer.says,
        "claims": claims,
        "claim_types": types,
        "route": route,
        "request_id": request_id,
    }
    return {
        "statusCode": answer.http_status,
        "headers": dict(HEADERS),
        "body": json.dumps(body),
    }
