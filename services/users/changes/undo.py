"""Undoing a change of the audit log: once, and while Cognito has what the change left."""

from collections.abc import Collection

from services.errors import InputError, PlanRefused, StackBusy
from services.home.file_locks import held_lock
from services.users.changes.audit.entry import AuditEntry, AuditOutcome
from services.users.changes.audit.secret_free import HIDDEN
from services.users.changes.change import Change, Facts, TargetKind
from services.users.changes.desk import Desk
from services.users.changes.failed_words import remains_of
from services.users.changes.put_facts import (
    ATTRIBUTES,
    ENABLED,
    GROUPS,
    calls_between,
    can_put,
    is_flag,
)
from services.users.changes.put_group import group_calls
from services.users.changes.undo_group import group_moved, group_now, group_refusal, group_states
from services.users.directory import Directory, UserSummary

_ACTION, _UNDO, _REDO = "undo", "Undo", "Redo"
_PATIENCE_SECONDS = 10.0


def undo(desk: Desk, entry_id: str, *, reason: str = "") -> None:
    """Put back what the change with this id changed; the undo is a change itself.

    Raises PlanRefused with the reason when it is not legal, and whatever the desk raises. One undo
    at a time is made on this machine, so that none is made twice.
    """
    path = desk.settings.audit_path.with_suffix(".undo.lock")
    busy = StackBusy("Another undo is being made.", hint="Try again in a moment.")
    with held_lock(path, seconds=_PATIENCE_SECONDS, busy=busy):
        entry = entry_of(desk, entry_id)
        desk.do(undo_change(desk, entry), reason=reason, undoes=entry.id)


def entry_of(desk: Desk, entry_id: str) -> AuditEntry:
    """Return the entry with this id; raises InputError without one."""
    found = (each for each in desk.book.view().entries if each.id == entry_id)
    entry = next(found, None)
    if entry is None:
        raise InputError(
            "The audit log has no such change.", hint="Choose one in the list of changes."
        )
    return entry


def undo_change(desk: Desk, entry: AuditEntry) -> Change:
    """Return the change that undoes the entry; raises PlanRefused, and AwsErrors of the reading.

    Cognito is asked for the user or group as it is now.
    """
    if refusal := static_refusal(entry, desk.user_pool_id):
        raise PlanRefused(refusal, hint="Make the change that you want by hand.")
    change = change_back(entry, _now(desk.directory, entry))
    _refuse_gone_groups(desk.directory, change)
    desk.refuse(change, is_undo=True)
    return change


def _refuse_gone_groups(directory: Directory, change: Change) -> None:
    """Raise PlanRefused where the user would go back into a group that is there no more."""
    if groups_back(change) and (words := gone_words(change, directory.groups())):
        raise PlanRefused(words, hint="Create the group again first.")


def groups_back(change: Change) -> set[str]:
    """Return the groups that the user would go back into."""
    return set(change.after.get(GROUPS, ())) - set(change.before.get(GROUPS, ()))


def gone_words(change: Change, groups: Collection[str]) -> str:
    """Return that the user would go back into a group that is none of the pool's, "" when not."""
    if gone := sorted(groups_back(change).difference(groups)):
        return (
            f"The user pool has no group {', '.join(gone)} any more, so {change.target} cannot go "
            "back into it."
        )
    return ""


def another_words(entry: AuditEntry, user: UserSummary) -> str:
    """Return that the name is another user's now, "" when it is not or the log does not know."""
    if not entry.sub or entry.sub == user.sub:
        return ""
    return f"{entry.target} is another user now: whoever was changed is gone."


def change_back(entry: AuditEntry, now: Facts | None) -> Change:
    """Return the change that puts back what the entry changed; PlanRefused if it is another now.

    `now` is None for a group that is gone.
    """
    if other := _moved(entry, now):
        raise PlanRefused(
            _moved_words(entry, other, now or {}),
            hint=f"Look at the {entry.kind.value} as Cognito has it now, and make the change that "
            "you want.",
        )
    return _change(entry)


def _moved_words(entry: AuditEntry, other: list[str], now: Facts) -> str:
    if entry.outcome is not AuditOutcome.UNKNOWN:
        return f"{entry.target} was changed again since: {', '.join(other)}."
    if not moved_on(entry.before, now):
        return "Cognito has now what was there before, so there is nothing to undo."
    return f"Cognito has other values than this change was to leave: {', '.join(other)}."


def static_refusal(entry: AuditEntry, user_pool_id: str) -> str:
    """Return why the entry cannot be undone whatever Cognito has now, "" when it may be."""
    if entry.user_pool != user_pool_id:
        return "The change was made in another user pool."
    if entry.outcome in (AuditOutcome.REFUSED, AuditOutcome.FAILED):
        return remains_of(entry)
    if refusal := _kind_refusal(entry):
        return refusal
    if HIDDEN in str(entry.before):
        return "The log does not keep what was there before: it looks like a secret."
    if entry.undone_by:
        return "It was undone already."
    return ""


def _kind_refusal(entry: AuditEntry) -> str:
    if entry.kind is TargetKind.GROUP:
        return group_refusal(entry)
    return "" if can_put(entry.before, entry.after) else "This kind of change has no way back."


def _now(directory: Directory, entry: AuditEntry) -> Facts | None:
    if _group_states(entry):
        return group_now(directory, entry.target)
    return facts_now(directory, entry)


def _moved(entry: AuditEntry, now: Facts | None) -> list[str]:
    if states := _group_states(entry):
        return group_moved(states[0], now)
    return moved_on(entry.after, now or {})


def _group_states(entry: AuditEntry) -> tuple[Facts | None, Facts | None] | None:
    return group_states(entry) if entry.kind is TargetKind.GROUP else None


def facts_now(directory: Directory, entry: AuditEntry) -> Facts:
    """Return what Cognito has now of the facts that the entry changed.

    Raises PlanRefused when another user has the name now.
    """
    user = directory.get(entry.target)
    if other := another_words(entry, user):
        raise PlanRefused(other, hint="Look at the user as Cognito has it now.")
    groups = directory.groups_of(entry.target) if GROUPS in entry.after else ()
    return facts_like(entry.after, user, groups)


def facts_like(facts: Facts, user: UserSummary, groups: tuple[str, ...]) -> Facts:
    """Return these facts as the user has them."""
    known: Facts = {
        ENABLED: user.enabled,
        GROUPS: list(groups),
        ATTRIBUTES: {name: user.attributes.get(name) for name in facts.get(ATTRIBUTES, {})},
    }
    return {name: known[name] for name in facts}


def moved_on(left: Facts, now: Facts) -> list[str]:
    """Return the names of what is another now than it was left."""
    was = _flat(left)
    return [name for name, value in _flat(now).items() if was.get(name) != value]


def _change(entry: AuditEntry) -> Change:
    states = _group_states(entry)
    return _change_of_group(entry, *states) if states else _change_of_user(entry)


def _change_of_group(entry: AuditEntry, left: Facts | None, earlier: Facts | None) -> Change:
    return Change(
        action=_ACTION,
        label=_label(entry),
        target=entry.target,
        kind=TargetKind.GROUP,
        calls=group_calls(entry.target, left, earlier),
        take_back=group_calls(entry.target, earlier, left),
        before=left or {},
        after=earlier or {},
        is_destructive=earlier is None,
    )


def _change_of_user(entry: AuditEntry) -> Change:
    return Change(
        action=_ACTION,
        label=_label(entry),
        target=entry.target,
        calls=calls_between(entry.target, entry.after, entry.before),
        take_back=calls_between(entry.target, entry.before, entry.after),
        before=entry.after,
        after=entry.before,
        is_destructive=takes_away(entry),
    )


def _label(entry: AuditEntry) -> str:
    """Return "Undo: Disable" for Disable, "Redo: Disable" for that one, and so on."""
    word, separator, rest = entry.label.partition(": ")
    if entry.action != _ACTION or not separator:
        return f"{_UNDO}: {entry.label}"
    return f"{_REDO if word == _UNDO else _UNDO}: {rest}"


def takes_away(entry: AuditEntry) -> bool:
    """Tell whether putting it back disables the user or takes them out of a group."""
    is_disabling = entry.before.get(ENABLED) is False
    return is_disabling or bool(
        set(entry.after.get(GROUPS, ())) - set(entry.before.get(GROUPS, ()))
    )


def _flat(facts: Facts) -> dict[str, object]:
    """Return the facts by one name each, groups in order; no mark is the same as a false one."""
    flat = {name: value for name, value in facts.items() if name != ATTRIBUTES}
    if GROUPS in flat:
        flat[GROUPS] = sorted(flat[GROUPS])
    attributes = facts.get(ATTRIBUTES, {})
    unmarked = {
        name: "false" for name, value in attributes.items() if value is None and is_flag(name)
    }
    return {**flat, **attributes, **unmarked}
