"""What is left of a change that was refused or failed, told by the calls that were sent; pure."""

from services.users.changes.audit.entry import AuditEntry


def remains_of(entry: AuditEntry) -> str:
    """Return why there is nothing to undo, or that a part of the change may have stayed.

    What comes after the first call that failed took back what was made before it.
    """
    calls = entry.result.calls if entry.result else ()
    codes = [call.code for call in calls]
    first = next((number for number, code in enumerate(codes) if code), 0)
    back = codes[first + 1 :]
    if not first:
        return "Nothing was changed, so there is nothing to undo."
    if back and not any(back):
        return "What was made of it was taken back, so there is nothing to undo."
    return f"A part of it may have been made and have stayed: look at {entry.target}."
