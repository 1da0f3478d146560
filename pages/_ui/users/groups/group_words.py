"""Groups in plain words: what one says in a token, and what a change of it does to tokens; pure.

How sure each sentence is: docs/aws-facts.md, "Groups of a user pool".
"""

from collections.abc import Iterable

from services.users.pool_group import GroupValues, PoolGroup

JOINING = (
    "Tokens already issued do not name the group. The next ones do, after a sign-in or a refresh."
)
LEAVING = (
    "Tokens already issued keep naming the group in `cognito:groups` until they expire, and an API "
    "that reads it still lets them in. A refresh brings tokens without it."
)
EDITING = (
    "Tokens already issued keep `cognito:roles` and `cognito:preferred_role` as they are. The next "
    "ones, after a sign-in or a refresh, have the new role and follow the new precedence."
)
ENDING = (
    "Tokens already issued keep naming the group in `cognito:groups` until they expire. To an API "
    "that reads it, a new group of the same name is the same group."
)
CREATING = "No token changes before somebody is in the group."


def in_tokens(group: GroupValues) -> str:
    """Return what the group does in the tokens of its members, as Markdown."""
    named = "Tokens of its members name the group in `cognito:groups`."
    if not group.role_arn:
        return f"{named} It has no role, so it adds nothing to `cognito:roles`."
    rivals = "any number" if group.precedence is None else "the same or a lower number"
    return (
        f"{named} ID tokens have its role in `cognito:roles`, and as `cognito:preferred_role` "
        f"unless the member is also in a group with another role and {rivals}."
    )


def tie_words(groups: Iterable[PoolGroup], wanted: GroupValues) -> str:
    """Name a group of the same precedence with another role, "" without one."""
    rival = next((each for each in groups if _is_rival(each, wanted)), None)
    if rival is None:
        return ""
    return (
        f"{rival.name} has the same precedence and another role: the ID tokens of who is in both "
        "get no cognito:preferred_role from them."
    )


def role_name(role_arn: str) -> str:
    """Return the role's name without its path; what is no ARN of a role stays as it is."""
    return role_arn.rpartition("/")[2] or role_arn


def _is_rival(group: PoolGroup, wanted: GroupValues) -> bool:
    roles = {group.role_arn, wanted.role_arn}
    is_other = group.name != wanted.name and group.precedence == wanted.precedence
    return is_other and len(roles) > 1 and "" not in roles
