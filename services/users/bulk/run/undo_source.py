"""The undo of a whole job: for each row that changed something, the way back of its audit entry."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from services.errors import PlanRefused
from services.users.bulk.acts.act_decision import NO_USER
from services.users.bulk.acts.row_decision import RowDecision, Verdict, nothing, refused
from services.users.bulk.journal.journal_view import JournalView
from services.users.bulk.journal.row_result import CHANGED
from services.users.changes.audit.entry import AuditEntry
from services.users.changes.change import Change
from services.users.changes.put_facts import GROUPS
from services.users.changes.undo import (
    another_words,
    change_back,
    facts_like,
    gone_words,
    moved_on,
    static_refusal,
    takes_away,
)
from services.users.snapshot.question import UserRow

UNDO = "undo"


@dataclass(frozen=True, slots=True, kw_only=True)
class UndoSource:
    """The rows of `job_id` that changed something, each with its entry in the audit log.

    `groups` are the user pool's, as Cognito had them when the undo was asked for.
    """

    job_id: str
    job_label: str
    user_pool_id: str
    entries: tuple[AuditEntry | None, ...]
    usernames: tuple[str, ...]
    groups: frozenset[str]

    @property
    def label(self) -> str:
        return f"Undo: {self.job_label}"

    @property
    def needs_reason(self) -> bool:
        return any(takes_away(entry) for entry in self.entries if entry)

    @property
    def deletes(self) -> bool:
        return False

    @property
    def needs_groups(self) -> bool:
        return any(GROUPS in entry.after for entry in self.entries if entry)

    @property
    def first(self) -> tuple[Change, ...]:
        return ()

    def as_json(self) -> Mapping[str, Any]:
        return {"kind": UNDO, "job": self.job_id}

    def settled(self, number: int) -> RowDecision | None:
        is_told = self.entries[number - 1] is not None
        return None if is_told else refused("The audit log no longer has this change.")

    def decide(self, number: int, known: UserRow | None) -> RowDecision:
        entry = self.entries[number - 1]
        if entry is None or known is None:
            return self.settled(number) or refused(NO_USER)
        now = facts_like(entry.after, known.user, known.groups)
        refusal = another_words(entry, known.user) or static_refusal(entry, self.user_pool_id)
        if not moved_on(entry.before, now) and (entry.undone_by or not refusal):
            return nothing("The user is as before the change already.")
        if refusal:
            return refused(refusal)
        try:
            change = change_back(entry, now)
        except PlanRefused as error:
            return refused(error.message)
        if gone := gone_words(change, self.groups):
            return refused(gone)
        return RowDecision(verdict=Verdict.CHANGE, change=change, undoes=entry.id)


def undo_source(
    view: JournalView, entries: Iterable[AuditEntry], groups: Iterable[str]
) -> UndoSource:
    """Return the undo of a job; `entries` are its parts in the audit log, `groups` the pool's."""
    by_id = {entry.id: entry for entry in entries}
    changed = [result for result in view.all_results() if result.outcome in CHANGED]
    return UndoSource(
        job_id=view.header.id,
        job_label=view.header.label,
        user_pool_id=view.header.user_pool_id,
        entries=tuple(by_id.get(result.entry_id) for result in changed),
        usernames=tuple(result.username for result in changed),
        groups=frozenset(groups),
    )
