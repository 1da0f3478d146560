"""Whether a function's resource policy lets API Gateway call it for one method."""

import re
from dataclasses import dataclass
from types import ModuleType
from typing import Any

_PRINCIPAL = "apigateway.amazonaws.com"
_ACTIONS = ("lambda:InvokeFunction", "lambda:*", "*")


@dataclass(frozen=True, slots=True, kw_only=True)
class MethodCall:
    """One call of one method, as API Gateway names it to Lambda."""

    api_id: str
    stage: str
    method: str
    paths: tuple[str, ...]  # the resource's template and the path that was requested


def may_invoke(gateway: ModuleType, integration: dict[str, Any], call: MethodCall) -> bool:
    """Row 50 (D10, D24, F36): without `lambda:AddPermission` for this method, no call.

    A function that does not exist is the engine's own affair, and so is a call with a role.
    """
    if integration.get("credentials"):
        return True
    from ministack.core.responses import get_account_id, get_region
    from ministack.services import lambda_svc

    reference = gateway._extract_lambda_ref_from_integration_uri(integration.get("uri", ""))
    function, _config, _name = lambda_svc._get_base_func_record_for_ref(reference)
    if function is None:
        return True
    account = get_account_id()
    start = f"arn:aws:execute-api:{get_region()}:{account}:{call.api_id}/{call.stage}/{call.method}"
    sources = [f"{start}{path}" for path in call.paths]
    statements = (function.get("policy") or {}).get("Statement") or []
    return any(
        allows(statement, function_arn=reference, sources=sources, account=account)
        for statement in statements
    )


def allows(
    statement: dict[str, Any], *, function_arn: str, sources: list[str], account: str
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
    condition: dict[str, dict[str, str]], sources: list[str], account: str
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
