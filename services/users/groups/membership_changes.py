"""Changes of the groups that a user is in, as values; pure.

`held` are the user's groups as Cognito has them at this moment.
"""

from collections.abc import Collection

from services.errors import PlanRefused
from services.users.changes.change import Change
from services.users.changes.put_facts import GROUPS, calls_between


def change_of_joining(username: str, group: str, held: Collection[str]) -> Change:
    """Return the way into one group; PlanRefused when the user is in it."""
    if group in held:
        raise PlanRefused(f"{username} is in {group} already.", hint="Choose another user.")
    return _change("join_group", "Add to the group", username, held, {*held, group})


def change_of_leaving(username: str, group: str, held: Collection[str]) -> Change:
    """Return the way out of one group; PlanRefused when the user is not in it."""
    if group not in held:
        raise PlanRefused(f"{username} is not in {group} any more.", hint="Refresh the list.")
    label = "Take out of the group"
    return _change("leave_group", label, username, held, {*held} - {group}, is_destructive=True)


def change_of_groups(username: str, held: Collection[str], wanted: Collection[str]) -> Change:
    """Return the change into exactly the groups `wanted`; PlanRefused when they are the same."""
    if set(held) == set(wanted):
        raise PlanRefused(
            f"{username} is in exactly these groups already.", hint="Choose other groups."
        )
    return _change("set_groups", "Change the groups", username, held, wanted)


def _change(
    action: str,
    label: str,
    username: str,
    held: Collection[str],
    wanted: Collection[str],
    *,
    is_destructive: bool = False,
) -> Change:
    before, after = {GROUPS: sorted(held)}, {GROUPS: sorted(wanted)}
    return Change(
        action=action,
        label=label,
        target=username,
        calls=calls_between(username, before, after),
        take_back=calls_between(username, after, before),
        before=before,
        after=after,
        is_destructive=is_destructive,
    )
