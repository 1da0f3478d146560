"""What Cognito's present facts tell of a change whose answer is not known."""

from services.errors import UserNotFound
from services.users.changes.audit.entry import AuditEntry
from services.users.changes.change import TargetKind
from services.users.changes.partly_made import is_between, missing_of
from services.users.changes.put_facts import GROUPS, can_put
from services.users.changes.undo import another_words, facts_now, moved_on
from services.users.changes.undo_group import group_moved, group_now, group_states
from services.users.directory import Directory, UserSummary

_MADE = "so it seems to have been made."
_ANOTHER = "Cognito has another user of this name now"
_OF_ANOTHER = f"{_ANOTHER}: it does not tell whether it was made."
_NOT_MADE = "so it seems not to have been made."
_IN_PART = "so it seems to have been made only in part."
_LEFT = "Cognito has now what this change was to leave, "
_FORMER = "Cognito has now what was there before, "
_OTHER = "Cognito has something else now: it does not tell whether it was made."
_UNTOLD = "Cognito does not tell whether it was made."


def look_at(directory: Directory, entry: AuditEntry) -> str:
    """Ask Cognito and return a sentence; it names what is there now, not who brought it about."""
    if entry.kind is TargetKind.JOB:
        return "Look at the job's users: each that was changed has a line of its own."
    if entry.kind is TargetKind.GROUP:
        return _told_by_group(directory, entry)
    is_creation, is_removal = (_calls(entry, word) for word in ("create", "delete"))
    try:
        user = directory.get(entry.target)
    except UserNotFound:
        return f"Cognito has no such user now, {_MADE if is_removal else _NOT_MADE}"
    if is_creation:
        return _told_by_new_user(directory, entry, user)
    is_another = bool(another_words(entry, user))
    if is_removal:
        return _told_by_removal(is_another=is_another)
    return _OF_ANOTHER if is_another else _told_by_facts(directory, entry)


def _told_by_removal(*, is_another: bool) -> str:
    return f"{_ANOTHER}, {_MADE}" if is_another else f"Cognito has this user now, {_NOT_MADE}"


def _told_by_group(directory: Directory, entry: AuditEntry) -> str:
    states = group_states(entry)
    if states is None:
        return _UNTOLD
    left, earlier = states
    now = group_now(directory, entry.target)
    if not group_moved(left, now):
        return f"{_LEFT}{_MADE}"
    return f"{_FORMER}{_NOT_MADE}" if not group_moved(earlier, now) else _OTHER


def _told_by_new_user(directory: Directory, entry: AuditEntry, user: UserSummary) -> str:
    groups = directory.groups_of(user.username) if entry.after.get(GROUPS) else ()
    if missing := missing_of(entry.after, user, groups):
        return f"Cognito has this user now, but not as asked for: {', '.join(missing)}, {_IN_PART}"
    return f"Cognito has this user now, {_MADE}"


def _calls(entry: AuditEntry, word: str) -> bool:
    return f"admin_{word}_user" in entry.operations


def _told_by_facts(directory: Directory, entry: AuditEntry) -> str:
    if not can_put(entry.before, entry.after):
        return _UNTOLD
    now = facts_now(directory, entry)
    if not moved_on(entry.after, now):
        return f"{_LEFT}{_MADE}"
    if not moved_on(entry.before, now):
        return f"{_FORMER}{_NOT_MADE}"
    if is_between(entry.before, entry.after, now):
        return f"Cognito has a part of what this change was to leave, {_IN_PART}"
    return _OTHER
