"""Groups of a user pool: UpdateGroup, the rules of their values, and no value where none was given.

https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_CreateGroup.html
https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_UpdateGroup.html
"""

from types import ModuleType
from typing import Any

from infra_scripts.local_engine.parity.wrap import Function, Response, wrap
from services.users.group_rules import broken_rules

_OK = 200
_CHANGEABLE = ("Description", "Precedence", "RoleArn")


def repair_groups() -> None:
    from ministack.services import cognito

    wrap(cognito, "_dispatch_idp", lambda f: _dispatching(cognito, f))
    wrap(cognito, "_create_group", lambda f: _creating(cognito, f))
    wrap(cognito, "_group_out", _describing)


def _dispatching(cognito: ModuleType, original: Function) -> Function:
    """Answer UpdateGroup, which the engine does not know."""

    async def dispatch(action: str, data: dict[str, Any]) -> Response:
        answer: Response
        if action == "UpdateGroup":
            answer = cognito._run_idp_handler(lambda asked: _update(cognito, asked), action, data)
        else:
            answer = await original(action, data)
        return answer

    return dispatch


def _update(cognito: ModuleType, data: dict[str, Any]) -> Response:
    """Replace the values that are given; what is not given stays.

    No value takes a role away: the shortest one that is taken has 20 characters.
    """
    found: Response = cognito._get_group(data)
    if found[0] != _OK:
        return found
    if refused := _refused(cognito, data) or _refused_role(cognito, data):
        return refused
    group = cognito._user_pools.get(data["UserPoolId"])["_groups"][data["GroupName"]]
    group.update({key: data[key] for key in _CHANGEABLE if data.get(key) is not None})
    group["LastModifiedDate"] = cognito._now_epoch()
    updated: Response = cognito._get_group(data)
    return updated


def _creating(cognito: ModuleType, original: Function) -> Function:
    def create_group(data: dict[str, Any]) -> Response:
        if refused := _refused(cognito, data):
            return refused
        created: Response = original(data)
        if created[0] != _OK or data.get("Precedence") is not None:
            return created
        pool = cognito._user_pools.get(data["UserPoolId"])
        pool["_groups"][data["GroupName"]]["Precedence"] = None  # the engine's default is 0
        read: Response = cognito._get_group(data)
        return read

    return create_group


def _describing(original: Function) -> Function:
    """Leave out what a group has not, as the API does: the engine gives it as an empty text."""

    def group_out(group: dict[str, Any]) -> dict[str, Any]:
        return {key: value for key, value in original(group).items() if value not in (None, "")}

    return group_out


def _refused_role(cognito: ModuleType, data: dict[str, Any]) -> Response | None:
    """Refuse a role that the engine's CreateGroup refuses: one that is not there."""
    from ministack.core.iam_evaluator import validate_role_arn

    reason = validate_role_arn(data["RoleArn"]) if data.get("RoleArn") else None
    return _invalid(cognito, reason) if reason else None


def _refused(cognito: ModuleType, data: dict[str, Any]) -> Response | None:
    broken = broken_rules(
        name=str(data.get("GroupName") or ""),
        description=str(data.get("Description") or ""),
        precedence=data.get("Precedence"),
        role_arn=str(data.get("RoleArn") or ""),
    )
    for rule in broken:
        return _invalid(
            cognito,
            f"1 validation error detected: Value at '{rule.member}' failed to satisfy constraint: "
            f"{rule.constraint}",
        )
    return None


def _invalid(cognito: ModuleType, text: str) -> Response:
    refused: Response = cognito.error_response_json("InvalidParameterException", text, 400)
    return refused
