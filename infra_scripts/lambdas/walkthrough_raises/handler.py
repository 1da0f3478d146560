"""The walkthrough's function with a mistake that is easily made; a switch uploads it.

Standalone: standard library only. A request without a query string has null in its place.
"""

from typing import Any


def lambda_handler(event: Any, _context: object) -> dict[str, Any]:
    name = event["queryStringParameters"]["name"]
    return {"statusCode": 200, "headers": {}, "body": f"Hello, {name}!"}
