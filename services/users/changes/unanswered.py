"""What Cognito's present facts tell of a change whose answer is not known."""

from services.errors import UserNotFound
from services.users.changes.audit.entry import AuditEntry
from services.users.changes.change import TargetKind
from services.users.changes.put_facts import can_put
from services.users.changes.undo import facts_now, moved_on
from services.users.directory import Directory

_MADE = "so it seems to have been made."
_NOT_MADE = "so it seems not to have been made."


def look_at(directory: Directory, entry: AuditEntry) -> str:
    """Ask Cognito and return a sentence; it names what is there now, not who brought it about."""
    if entry.kind is not TargetKind.USER:
        return "Look at the group as Cognito has it now: the log cannot tell whether it was made."
    is_creation, is_removal = (_calls(entry, word) for word in ("create", "delete"))
    try:
        directory.get(entry.target)
    except UserNotFound:
        return f"Cognito has no such user now, {_MADE if is_removal else _NOT_MADE}"
    if is_creation or is_removal:
        return f"Cognito has this user now, {_MADE if is_creation else _NOT_MADE}"
    return _told_by_facts(directory, entry)


def _calls(entry: AuditEntry, word: str) -> bool:
    return f"admin_{word}_user" in entry.operations


def _told_by_facts(directory: Directory, entry: AuditEntry) -> str:
    if not can_put(entry.before, entry.after):
        return "Cognito does not tell whether it was made."
    now = facts_now(directory, entry)
    if not moved_on(entry.after, now):
        return f"Cognito has now what this change was to leave, {_MADE}"
    if not moved_on(entry.before, now):
        return f"Cognito has now what was there before, {_NOT_MADE}"
    return "Cognito has something else now: it does not tell whether it was made."
