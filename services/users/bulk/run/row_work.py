"""The work on one row: read the user, decide, send, and find out what came of it.

A change whose answer was lost is never sent again before the user was read: what Cognito has then
says whether it was made. It goes through the desk, so each try has its lines in the audit log.
"""

from collections.abc import Callable
from dataclasses import dataclass

from services.errors import (
    AccessDenied,
    AwsError,
    CredentialsRefused,
    InputError,
    LabError,
    PlanRefused,
    UserExists,
    UserNotFound,
)
from services.users.bulk.acts.row_decision import RowDecision, Unanswered, Verdict, nothing
from services.users.bulk.journal.bulk_journal import BulkJournal
from services.users.bulk.journal.row_result import (
    BegunRow,
    RowOutcome,
    RowResult,
    begun_row,
)
from services.users.bulk.plan.dry_run import read_row
from services.users.bulk.plan.row_source import RowSource
from services.users.bulk.run.creation_rest import rest_of_creation
from services.users.changes.audit.book import new_entry_id
from services.users.changes.audit.secret_free import secrets_of, without_secrets
from services.users.changes.change import Change
from services.users.changes.desk import Desk, JobPart
from services.users.snapshot.question import UserRow

_MOST_SENDINGS = 8
_CANNOT_TELL = "The answer was lost, and Cognito does not tell whether it was made."
_CONFIRMED = "The answer was lost; Cognito has what the change was to leave."
_ENDS = {Verdict.NOTHING: RowOutcome.NOTHING, Verdict.REFUSED: RowOutcome.REFUSED}
# Not this row's fault: every other row would fail the same way.
_OF_ALL_ROWS = (AccessDenied, CredentialsRefused)


@dataclass(slots=True, kw_only=True)
class _Row:
    """What is known of a row while it is worked on; `sent` is the decision that went out."""

    number: int
    username: str
    begun: BegunRow | None
    sent: RowDecision | None = None
    known: UserRow | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class RowWork:
    """Works on rows of one job; safe to share between threads.

    `begun` has the rows whose change was sent, also by an earlier process.
    """

    desk: Desk
    source: RowSource
    journal: BulkJournal
    job_id: str
    reason: str
    keep_password: Callable[[str, str], None]
    begun: dict[int, BegunRow]

    def result(self, number: int, username: str) -> RowResult:
        """Return how the row ended.

        Raises what would end every row alike: no connection, no credentials, no permission, a
        journal or an audit log that cannot be written. The row can then be worked on again.
        """
        row = _Row(number=number, username=username, begun=self.begun.get(number))
        try:
            return self._result(row)
        except _OF_ALL_ROWS:
            raise
        except (PlanRefused, InputError) as error:
            return _ended(row, RowOutcome.REFUSED, error.message)
        except AwsError as error:
            if error.is_unanswered:
                raise
            return _ended(row, RowOutcome.FAILED, _said(error, row.sent))

    def _result(self, row: _Row) -> RowResult:
        if settled := self.source.settled(row.number):
            return _without_change(row, settled)
        for sendings in range(_MOST_SENDINGS + 1):
            if row.begun and row.begun.unanswered is Unanswered.TELL:
                break
            row.known = self._read(row.username)
            decision = self._decision(row)
            if decision.change is None:
                self._keep_password_of(row, decision)
                return _without_change(row, decision)
            if sendings < _MOST_SENDINGS and self._send(row, decision, decision.change):
                return _ended(row, RowOutcome.DONE, "")
        return _ended(row, RowOutcome.UNKNOWN, _CANNOT_TELL)

    def _read(self, username: str) -> UserRow | None:
        return read_row(self.desk.directory, username, needs_groups=self.source.needs_groups)

    def _decision(self, row: _Row) -> RowDecision:
        if row.begun and row.begun.deletes and row.known is None:
            return nothing("The user is deleted.")
        if row.begun and row.begun.creates and row.known is not None:
            creation = row.sent or self.source.decide(row.number, None)
            return rest_of_creation(creation, row.known, is_same=row.sent is not None)
        return self.source.decide(row.number, row.known)

    def _send(self, row: _Row, decision: RowDecision, change: Change) -> bool:
        """Send the change, and tell whether its answer came; PlanRefused ends the row."""
        before = row.begun
        row.begun = begun_row(row.number, new_entry_id(), decision, before)
        if row.sent is None or row.known is None:  # nobody is there: this creation is the one
            row.sent = decision
        self.journal.begin(row.begun)
        self.begun[row.number] = row.begun
        known = row.known.user if row.known else None
        part = JobPart(job=self.job_id, entry_id=row.begun.entry_id, known=known)
        try:
            self.desk.do(change, reason=self.reason, undoes=decision.undoes, part=part)
        except AwsError as error:
            was_made = before is not None and isinstance(error, UserExists | UserNotFound)
            if error.is_unanswered or was_made:
                return False
            raise
        if decision.password:
            self.keep_password(change.target, decision.password)
        return True

    def _keep_password_of(self, row: _Row, decision: RowDecision) -> None:
        """Keep the password of a creation that turned out to be made."""
        if row.sent and row.sent.password and decision.verdict is Verdict.NOTHING:
            self.keep_password(row.username, row.sent.password)


def _said(error: LabError, sent: RowDecision | None) -> str:
    secrets = secrets_of(sent.change) if sent and sent.change else frozenset[str]()
    return str(without_secrets(error.message, secrets))


def _without_change(row: _Row, decision: RowDecision) -> RowResult:
    if row.begun is None:
        return _ended(row, _ENDS[decision.verdict], decision.reason)
    if decision.verdict is Verdict.NOTHING:
        return _ended(row, RowOutcome.DONE, _CONFIRMED)
    return _ended(row, RowOutcome.UNKNOWN, f"{_CANNOT_TELL} {decision.reason}")


def _ended(row: _Row, outcome: RowOutcome, reason: str) -> RowResult:
    return RowResult(
        number=row.number,
        username=row.username,
        outcome=outcome,
        reason=reason,
        entry_id=row.begun.entry_id if row.begun else "",
    )
