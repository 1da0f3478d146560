"""What puts a change of a group back: an edit, a creation and a deletion, each by its facts."""

from services.errors import ResourceNotFound
from services.users.changes.audit.entry import AuditEntry
from services.users.changes.change import Facts
from services.users.changes.put_group import EMPTY, MEMBERS, PARAMETERS, why_kept
from services.users.directory import Directory

_State = Facts | None
"""The facts of a group; None is a group that is not there."""


def kept_members(directory: Directory, group: str) -> list[str] | None:
    """Return who is in the group, sorted; None for more than one page, which no log keeps."""
    page = directory.list_members(group)
    return None if page.next_token else sorted(user.username for user in page.users)


def group_states(entry: AuditEntry) -> tuple[_State, _State] | None:
    """Return the group as the change left it and as it was before; None for another change."""
    match entry.operations[:1]:
        case ("create_group",):
            return {**EMPTY, MEMBERS: [], **entry.after}, None
        case ("delete_group",):
            return None, entry.before
        case ("update_group",):
            return entry.after, entry.before
    return None


def group_refusal(entry: AuditEntry) -> str:
    """Return why the change cannot be undone whatever Cognito has now, "" when it may be."""
    states = group_states(entry)
    if states is None:
        return "This kind of change has no way back."
    left, earlier = states
    if left is None and MEMBERS not in entry.before:
        return "The log does not name its members, so they could not be put back."
    return why_kept(left, earlier) if left is not None and earlier is not None else ""


def group_now(directory: Directory, name: str) -> _State:
    """Return what Cognito has now of the group; its members are None when they are many."""
    try:
        group = directory.group(name)
        members = kept_members(directory, name)
    except ResourceNotFound:
        return None
    return {**{key: getattr(group, key) for key in PARAMETERS}, MEMBERS: members}


def group_moved(left: _State, now: _State) -> list[str]:
    """Return the names of what is another now than it was left."""
    if left is None or now is None:
        is_same = left is None and now is None
        return [] if is_same else ["it is gone" if now is None else "it is there again"]
    return [name for name, value in left.items() if now[name] != value]
