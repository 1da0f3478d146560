"""The audit log of a cloud: two lines for each change of users and groups, and reading them.

The first line is on the disk before anything is sent, the second follows the answer: whatever ends
the process in between, a change that Cognito answered has its line.
"""

import secrets
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import lru_cache
from pathlib import Path

from services.errors import StoredFileError
from services.home.line_log import LineLog, LogLines
from services.settings import Settings
from services.users.changes.audit.entry import (
    Actor,
    AuditEntry,
    AuditOutcome,
    AuditResult,
    SentCall,
    intent_line,
    result_line,
)
from services.users.changes.audit.joined import TakenLines, joined, take_lines
from services.users.changes.audit.secret_free import secrets_of, without_secrets
from services.users.changes.change import Call, Change


@dataclass(frozen=True, slots=True, kw_only=True)
class AuditView:
    """What the log tells: its entries, the newest first.

    `damaged` lines could not be read and stay in the file; the lines of `unread` files are older.
    """

    entries: tuple[AuditEntry, ...]
    damaged: int
    unread: tuple[Path, ...]


class AuditBook:
    """Writes and reads the audit log; safe to share between threads and processes."""

    def __init__(self, settings: Settings, user_pool_id: str) -> None:
        self._settings = settings
        self._user_pool_id = user_pool_id
        self._log = LineLog(settings.audit_path)

    def begin(self, entry: AuditEntry) -> AuditEntry:
        """Write down what is about to be sent; raises StoredFileError when that is impossible."""
        self._log.append(intent_line(entry))
        return entry

    def entry(
        self,
        change: Change,
        *,
        actor: Actor,
        reason: str,
        undoes: str = "",
        entry_id: str = "",
        job: str = "",
        sub: str = "",
    ) -> AuditEntry:
        """Return the entry of a change, for `begin` to write down."""
        hidden = secrets_of(change)
        return AuditEntry(
            id=entry_id or new_entry_id(),
            at=_now(),
            actor=actor,
            cloud=self._settings.cloud.value,
            region=self._settings.region,
            stack=self._settings.stack,
            user_pool=self._user_pool_id,
            action=change.action,
            label=change.label,
            kind=change.kind,
            target=change.target,
            sub=sub,
            reason=without_secrets(reason, hidden),
            before=without_secrets(change.before, hidden),
            after=without_secrets(change.after, hidden),
            operations=tuple(_said(call) for call in change.calls),
            undoes=undoes,
            job=job,
        )

    def finish(
        self,
        entry: AuditEntry,
        change: Change,
        outcome: AuditOutcome,
        calls: tuple[SentCall, ...],
        *,
        code: str = "",
        message: str = "",
    ) -> None:
        """Write down how it ended; raises StoredFileError saying that it did when it cannot.

        The end of a part of a job reaches the disk with the next part's beginning: without it, that
        part counts as not answered, and the job looks at Cognito.
        """
        result = AuditResult(
            outcome=outcome,
            at=_now(),
            code=code,
            message=without_secrets(message, secrets_of(change)) if message else "",
            calls=calls,
        )
        try:
            self._log.append(result_line(entry.id, result), is_durable=not entry.job)
        except StoredFileError as error:
            raise type(error)(
                f"The outcome of {entry.label} is {outcome.value}, and the audit log could not be "
                f"told: {error.message}",
                hint=error.hint,
            ) from error

    def of_job(self, job: str) -> tuple[AuditEntry, ...]:
        """Return the parts of a job, the newest first, from every file of the log."""
        return _of_job(self._log.read(take_lines, whole=True), job)

    def view(self) -> AuditView:
        """Return what the log tells of every stack and user pool of this cloud."""
        return _view(self._log.read(take_lines))


@lru_cache(maxsize=2)
def _view(lines: LogLines[TakenLines]) -> AuditView:
    found = joined([part.taken for part in lines.parts])
    damaged = sum(part.damaged for part in lines.parts)
    return AuditView(entries=found.entries, damaged=damaged + found.unusable, unread=lines.unread)


def new_entry_id() -> str:
    return secrets.token_hex(8)


def _of_job(lines: LogLines[TakenLines], job: str) -> tuple[AuditEntry, ...]:
    entries = joined([part.taken for part in lines.parts]).entries
    return tuple(each for each in entries if each.job == job)


def _said(call: Call) -> str:
    return f"{call.operation} with RESEND" if call.is_resent_invitation else call.operation


def _now() -> datetime:
    return datetime.now(UTC)
