"""A function's resource policy: which of its statements lets API Gateway call it for a method."""

import re
from collections.abc import Iterable, Mapping
from typing import Any

_PRINCIPAL = "apigateway.amazonaws.com"
_ACTIONS = ("lambda:InvokeFunction", "lambda:*", "*")


def is_any_allowing(
    statements: Iterable[Mapping[str, Any]], *, function_arn: str, sources: list[str], account: str
) -> bool:
    """Tell whether API Gateway may call the function for one of `sources`, ARNs of one method.

    Without such a statement API Gateway answers 500 and does not call
    (https://repost.aws/knowledge-center/api-gateway-internal-server-error).
    """
    return any(
        allows(statement, function_arn=function_arn, sources=sources, account=account)
        for statement in statements
    )


def allows(
    statement: Mapping[str, Any], *, function_arn: str, sources: list[str], account: str
) -> bool:
    """Tell whether one Allow statement names API Gateway, this function and one of `sources`."""
    principal = statement.get("Principal")
    named = principal == "*" or (
        isinstance(principal, dict) and principal.get("Service") == _PRINCIPAL
    )
    about = statement.get("Resource") == function_arn or not function_arn.startswith("arn:")
    return (
        statement.get("Effect") == "Allow"
        and statement.get("Action") in _ACTIONS
        and named
        and about
        and _conditions_hold(statement.get("Condition") or {}, sources, account)
    )


def _conditions_hold(
    condition: Mapping[str, Mapping[str, str]], sources: list[str], account: str
) -> bool:
    """Evaluate what AddPermission can write for API Gateway; anything else does not hold."""
    held = []
    for operator, pairs in condition.items():
        for key, wanted in pairs.items():
            match operator, key.lower():
                case "ArnLike", "aws:sourcearn":
                    held.append(any(arn_like(wanted, source) for source in sources))
                case "StringEquals", "aws:sourceaccount":
                    held.append(wanted == account)
                case _:
                    held.append(False)
    return all(held)


def arn_like(pattern: str, arn: str) -> bool:
    """Match as IAM's ArnLike does: `*` and `?` within each of the six parts of an ARN."""
    wanted, found = pattern.split(":", 5), arn.split(":", 5)
    return len(wanted) == len(found) and all(
        re.fullmatch(_as_regex(part), value) for part, value in zip(wanted, found, strict=True)
    )


def _as_regex(part: str) -> str:
    return re.escape(part).replace(r"\*", ".*").replace(r"\?", ".")
