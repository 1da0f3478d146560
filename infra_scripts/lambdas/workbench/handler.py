"""The workbench function: answers on every route of the workbench API, and fails where it should.

Standalone: standard library only. It exists for the time of a run of scenarios.
"""

import json
from typing import Any, Final

RAISES: Final = "/raises"
BARE_TEXT: Final = "/bare-text"


class Broken(Exception):
    """What a bug in a function looks like from outside."""


def lambda_handler(event: dict[str, Any], _context: object) -> Any:
    """Answer one API Gateway proxy request, print one log line; fail on the routes made for it."""
    route = event.get("resource")
    print(json.dumps({"route": route}))
    if route == RAISES:
        raise Broken("a detail that no caller may see")
    if route == BARE_TEXT:
        return "only text"
    claims = (event.get("requestContext", {}).get("authorizer") or {}).get("claims")
    return {
        "statusCode": 200,
        "headers": {"Content-Type": "application/json", "Access-Control-Allow-Origin": "*"},
        "body": json.dumps({"route": route, "claims": claims}),
    }
