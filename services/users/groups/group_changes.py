"""Changes of groups as values; pure.

https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/ has each operation.
"""

from collections.abc import Collection
from typing import Any

from services.errors import InputError, PlanRefused
from services.users.changes.change import Change, TargetKind
from services.users.changes.put_group import MEMBERS, PARAMETERS, group_calls, why_kept
from services.users.group_rules import broken_rules
from services.users.pool_group import GroupValues, PoolGroup

_MOVED_ON = "The group has changed since the page was drawn: look at it as it is now."


def refusal_of(wanted: GroupValues) -> str:
    """Return why Cognito would refuse these values, "" when it would not."""
    broken = broken_rules(
        name=wanted.name,
        description=wanted.description,
        precedence=wanted.precedence,
        role_arn=wanted.role_arn,
    )
    return next((rule.words for rule in broken), "")


def change_of_new_group(wanted: GroupValues) -> Change:
    """Return the creation of the group; raises InputError for values that Cognito refuses."""
    _require(refusal_of(wanted))
    given = {name: value for name, value in _facts(wanted).items() if value not in (None, "")}
    return Change(
        action="create_group",
        label="Create the group",
        target=wanted.name,
        kind=TargetKind.GROUP,
        calls=group_calls(wanted.name, None, given),
        after=given,
    )


def change_of_group(now: PoolGroup, drawn: PoolGroup, wanted: GroupValues) -> Change:
    """Return the change from the group as it was `drawn`; only what differs is sent.

    Raises PlanRefused when Cognito has another group `now`, or nothing differs; InputError for
    values that Cognito refuses, or that UpdateGroup cannot take away.
    """
    _require(refusal_of(wanted) or why_kept(_facts(drawn), _facts(wanted)))
    if now != drawn:
        raise PlanRefused(f"{now.name} was changed by somebody else.", hint=_MOVED_ON)
    old, new = _facts(drawn), _facts(wanted)
    changed = {name: value for name, value in new.items() if value != old[name]}
    if not changed:
        raise PlanRefused(f"{now.name} has exactly these values.", hint="Change one of them.")
    return Change(
        action="edit_group",
        label="Edit the group",
        target=now.name,
        kind=TargetKind.GROUP,
        calls=group_calls(now.name, old, new),
        before={name: old[name] for name in changed},
        after=changed,
    )


def refusal_of_end(name: str, needed: Collection[str] | None) -> str:
    """Return why a group cannot be deleted here, "" when it can.

    The demos need some of them; `needed` is None when nobody can tell which.
    """
    if needed is None:
        return "Nobody can tell whether the demos need it: the file of the test users is damaged."
    return "The test users of the demos are in it." if name in needed else ""


def change_of_group_end(
    group: PoolGroup, needed: Collection[str] = (), members: Collection[str] | None = None
) -> Change:
    """Return the deletion of the group, whose members stay in the pool; or PlanRefused.

    It can be undone where `members` are given, all of them.
    """
    if refusal := refusal_of_end(group.name, needed):
        raise PlanRefused(f"{group.name} stays: {refusal}", hint="Delete a group of your own.")
    return Change(
        action="delete_group",
        label="Delete the group",
        target=group.name,
        kind=TargetKind.GROUP,
        calls=group_calls(group.name, _facts(group), None),
        before={**_facts(group), **({} if members is None else {MEMBERS: sorted(members)})},
        is_destructive=True,
    )


def _facts(values: GroupValues) -> dict[str, Any]:
    return {name: getattr(values, name) for name in PARAMETERS}


def _require(refusal: str) -> None:
    if refusal:
        raise InputError(refusal, hint="Correct it, or create another group.")
