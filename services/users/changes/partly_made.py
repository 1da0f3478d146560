"""How much of a change Cognito has, whose end is not known; pure."""

from collections.abc import Iterable, Iterator

from services.users.changes.change import Facts
from services.users.changes.put_facts import ATTRIBUTES, ENABLED, GROUPS
from services.users.directory import UserStatus, UserSummary


def missing_of(after: Facts, user: UserSummary, groups: Iterable[str]) -> list[str]:
    """Return the names of what a creation was to leave and this user does not have."""
    return list(_missing(after, user, set(groups)))


def _missing(after: Facts, user: UserSummary, groups: set[str]) -> Iterator[str]:
    is_temporary = user.status is UserStatus.FORCE_CHANGE_PASSWORD
    if is_temporary and after.get("status") == UserStatus.CONFIRMED:
        yield "the permanent password"
    yield from (f"the group {name}" for name in after.get(GROUPS, ()) if name not in groups)
    wanted = after.get(ATTRIBUTES, {})
    yield from (name for name, value in wanted.items() if user.attributes.get(name) != value)


def is_between(before: Facts, after: Facts, now: Facts) -> bool:
    """Tell whether each of the facts is as it was before or as it was to be, or groups between."""
    old, new, groups = (set(each.get(GROUPS, ())) for each in (before, after, now))
    others = ((each.get(ENABLED), each.get(ATTRIBUTES, {})) for each in (before, after, now))
    (was, former), (to_be, wanted), (is_now, present) = others
    return (
        old & new <= groups <= old | new
        and is_now in (was, to_be)
        and all(value in (former.get(name), wanted.get(name)) for name, value in present.items())
    )
