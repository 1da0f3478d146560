"""Rows of a job that ended suddenly, as the audit log tells them where the journal does not; pure.

The journal's latest lines may be missing. The first line of each change is on the disk before
anything is sent, and the second in its file right after the answer: a row without the first was not
sent, and one that is done there needs nothing more.
"""

from collections.abc import Iterable
from dataclasses import replace

from services.users.bulk.acts.row_decision import Unanswered
from services.users.bulk.journal.journal_view import JournalView
from services.users.bulk.journal.row_result import BegunRow, RowOutcome, RowResult
from services.users.changes.audit.entry import AuditEntry, AuditOutcome

_RESENT = "admin_create_user with RESEND"


def told_by_audit(view: JournalView, entries: Iterable[AuditEntry]) -> JournalView:
    """Return the view with what only the job's `entries`, the newest first, tell of its rows.

    Of several rows of one user only the first is ever sent, so no entry counts for another one.
    """
    rows = _told_rows(view, entries)
    begun = {number: _begun(number, entry) for number, entry in rows}
    done = {number: _done(number, entry) for number, entry in rows if _is_done(entry)}
    return replace(view, begun={**begun, **view.begun}, results={**view.results, **done})


def _told_rows(view: JournalView, entries: Iterable[AuditEntry]) -> list[tuple[int, AuditEntry]]:
    """Return number and newest entry of each row that is left and was sent."""
    by_target = {entry.target: entry for entry in reversed(tuple(entries))}
    for result in view.results.values():
        if result.entry_id:
            by_target.pop(result.username, None)
    first = {name: number for number, name in reversed(view.left()) if name in by_target}
    sent = {view.usernames[number - 1]: number for number in view.begun}
    return [
        (number, by_target[name]) for name, number in {**first, **sent}.items() if name in by_target
    ]


def _is_done(entry: AuditEntry) -> bool:
    """Tell whether no more is due: a row that was refused is tried again, as it is now."""
    return entry.outcome is AuditOutcome.DONE


def _done(number: int, entry: AuditEntry) -> RowResult:
    return RowResult(
        number=number, username=entry.target, outcome=RowOutcome.DONE, entry_id=entry.id
    )


def _begun(number: int, entry: AuditEntry) -> BegunRow:
    return BegunRow(
        number=number,
        entry_id=entry.id,
        unanswered=Unanswered.TELL if _RESENT in entry.operations else Unanswered.LOOK,
        creates="admin_create_user" in entry.operations,
        deletes="admin_delete_user" in entry.operations,
    )
