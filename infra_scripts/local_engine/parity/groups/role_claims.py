"""cognito:roles and cognito:preferred_role in an ID token, of the groups with a role.

The roles are those of all the user's groups; the preferred one is that of the lowest precedence,
and there is none when groups of that precedence have different roles.
https://docs.aws.amazon.com/cognito/latest/developerguide/cognito-user-pools-user-groups.html
"""

from collections.abc import Iterable, Mapping
from types import ModuleType
from typing import Any

from infra_scripts.local_engine.parity.wrap import Function, wrap

_ROLES, _PREFERRED = "cognito:roles", "cognito:preferred_role"


def repair_role_claims() -> None:
    from ministack.services import cognito

    wrap(cognito, "_apply_pretoken_trigger", lambda f: _claiming(cognito, f))


def role_claims(groups: Iterable[Mapping[str, Any]]) -> dict[str, Any]:
    """Return the claims for a user of these groups; none without a role."""
    with_role = [group for group in groups if group.get("RoleArn")]
    if not with_role:
        return {}
    ranked = [(_rank(group), group["RoleArn"]) for group in with_role]
    first = {role for rank, role in ranked if rank == min(ranked)[0]}
    roles = list(dict.fromkeys(role for _, role in ranked))
    return {_ROLES: roles} | ({_PREFERRED: first.pop()} if len(first) == 1 else {})


def _rank(group: Mapping[str, Any]) -> tuple[bool, int]:
    """Sort a group without a precedence behind all that have one."""
    precedence = group.get("Precedence")
    return precedence is None, precedence or 0


def _claiming(cognito: ModuleType, original: Function) -> Function:
    """Add the claims before the pre token generation trigger, which may replace them."""

    def apply(**asked: Any) -> dict[str, Any]:
        kind = asked["token_type"]
        if kind == "id":
            pool = cognito._get_pool_unscoped(asked["pool_id"]) or {}
            known = pool.get("_groups", {})
            groups = [known[name] for name in asked["groups"] if name in known]
            asked = {**asked, "claims": {**asked["claims"], **role_claims(groups)}}
        claims: dict[str, Any] = original(**asked)
        return claims

    return apply
