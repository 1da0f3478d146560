"""The job's own two lines in the audit log, under its id: what was begun, and how it ended."""

from services.users.bulk.journal.journal_view import BulkHeader, BulkState
from services.users.bulk.journal.row_result import RowOutcome
from services.users.bulk.run.bulk_progress import BulkProgress
from services.users.changes.audit.entry import AuditEntry, AuditOutcome
from services.users.changes.change import Change, TargetKind
from services.users.changes.desk import Desk

_ACTION = "bulk"
# The job is called by the first of these that some row has.
_OUTCOMES = {
    RowOutcome.DONE: AuditOutcome.DONE,
    RowOutcome.UNKNOWN: AuditOutcome.UNKNOWN,
    RowOutcome.FAILED: AuditOutcome.FAILED,
    RowOutcome.REFUSED: AuditOutcome.REFUSED,
}


def begin_job(desk: Desk, header: BulkHeader, users: int) -> AuditEntry:
    """Write down that the job begins; raises StoredFileError."""
    return desk.book.begin(_entry(desk, header, _change(header, users)))


def refuse_job(desk: Desk, entry: AuditEntry, header: BulkHeader, message: str) -> None:
    """Write down that the job was not begun; raises StoredFileError."""
    change = _change(header, users=0)
    desk.book.finish(entry, change, AuditOutcome.REFUSED, (), message=message)


def end_job(desk: Desk, header: BulkHeader, end: BulkState, progress: BulkProgress) -> None:
    """Write down how the job ended, in whichever process it was begun; raises StoredFileError."""
    change = _change(header, progress.total)
    entry = _entry(desk, header, change)
    outcomes = (ours for row, ours in _OUTCOMES.items() if progress.counts.get(row))
    outcome = next(outcomes, AuditOutcome.DONE)
    desk.book.finish(entry, change, outcome, (), message=_message(end, progress))


def _entry(desk: Desk, header: BulkHeader, change: Change) -> AuditEntry:
    return desk.book.entry(change, actor=desk.actor, reason=header.reason, entry_id=header.id)


def _change(header: BulkHeader, users: int) -> Change:
    return Change(
        action=_ACTION,
        label=header.label,
        target=f"{users} user{'' if users == 1 else 's'}",
        kind=TargetKind.JOB,
        calls=(),
    )


def _message(end: BulkState, progress: BulkProgress) -> str:
    """Return the counts as a sentence, such as "Finished: 497 done, 3 refused."."""
    counts = {**progress.counts, RowOutcome.LEFT: progress.left}
    parts = [f"{count} {outcome.value}" for outcome, count in counts.items() if count]
    return f"{end.value.capitalize()}: {', '.join(parts)}."
