"""Rows that the audit log says were sent, though the journal lost its last lines; pure.

A loss of power may take lines of the journal. The first line of each change is on the disk before
anything is sent, so a row without one was not sent.
"""

from collections.abc import Iterable

from services.users.bulk.acts.row_decision import Unanswered
from services.users.bulk.journal.journal_view import JournalView
from services.users.bulk.journal.row_result import BegunRow
from services.users.changes.audit.entry import AuditEntry

_RESENT = "admin_create_user with RESEND"


def begun_rows(view: JournalView, entries: Iterable[AuditEntry]) -> dict[int, BegunRow]:
    """Return the rows that are left and were begun, by the journal or by the job's `entries`.

    Of several rows of one user only the first is ever sent, so no entry counts for another one.
    """
    by_target = {entry.target: entry for entry in reversed(tuple(entries))}  # the newest wins
    for number in (*view.begun, *(it.number for it in view.results.values() if it.entry_id)):
        by_target.pop(view.usernames[number - 1], None)
    first = {name: number for number, name in reversed(view.left()) if name in by_target}
    found = {number: _begun(number, by_target[name]) for name, number in first.items()}
    return {**found, **view.begun}


def _begun(number: int, entry: AuditEntry) -> BegunRow:
    return BegunRow(
        number=number,
        entry_id=entry.id,
        unanswered=Unanswered.TELL if _RESENT in entry.operations else Unanswered.LOOK,
        creates="admin_create_user" in entry.operations,
        deletes="admin_delete_user" in entry.operations,
    )
