"""The calls that make a group, bring it from some facts to others, or delete it; pure.

A group's facts are "description", "precedence", "role_arn" and "members" (a sorted list of
usernames); None in their place is a group that is not there.
"""

from collections.abc import Iterator

from services.users.changes.change import Call, Facts

MEMBERS = "members"
PARAMETERS = {"description": "Description", "precedence": "Precedence", "role_arn": "RoleArn"}
EMPTY: Facts = {"description": "", "precedence": None, "role_arn": ""}
_KEPT = {"precedence": "precedence", "role_arn": "role"}


def group_calls(name: str, present: Facts | None, wanted: Facts | None) -> tuple[Call, ...]:
    """Return the calls in their order; only what differs is sent, members only to a new group."""
    if wanted is None:
        return (_call("delete_group", name, {}),)
    if present is None:
        given = {key: value for key, value in wanted.items() if value not in (None, "")}
        return (_call("create_group", name, given), *_joining(name, wanted))
    changed = {key: value for key, value in wanted.items() if value != present.get(key)}
    return (_call("update_group", name, changed),)


def why_kept(present: Facts, wanted: Facts) -> str:
    """Return what UpdateGroup has no value for, "" when it has: none for no role or precedence.

    https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_UpdateGroup.html
    """
    lost = (words for key, words in _KEPT.items() if _is_lost(present, wanted, key))
    word = next(lost, "")
    return word and f"Cognito can change the {word} of a group, and not take it away."


def _is_lost(present: Facts, wanted: Facts, key: str) -> bool:
    empty = EMPTY[key]
    return bool(present.get(key, empty) != empty and wanted.get(key, empty) == empty)


def _joining(name: str, wanted: Facts) -> Iterator[Call]:
    for username in wanted.get(MEMBERS) or ():
        parameters = {"Username": username, "GroupName": name}
        yield Call(operation="admin_add_user_to_group", parameters=parameters)


def _call(operation: str, name: str, facts: Facts) -> Call:
    values = {PARAMETERS[key]: value for key, value in facts.items() if key in PARAMETERS}
    return Call(operation=operation, parameters={"GroupName": name, **values})
