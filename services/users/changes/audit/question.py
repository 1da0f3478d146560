"""Which changes of the audit log somebody asks for; pure."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date

from services.users.changes.audit.entry import AuditEntry, AuditOutcome


@dataclass(frozen=True, slots=True, kw_only=True)
class AuditQuestion:
    """An empty field asks for everything; days are UTC's and both count; `target` is a part.

    `job` is the id of a job on many users: its own entry and those of its users.
    """

    target: str = ""
    label: str = ""
    outcome: AuditOutcome | None = None
    first: date | None = None
    last: date | None = None
    user_pool: str = ""
    job: str = ""


def matching(entries: Iterable[AuditEntry], question: AuditQuestion) -> list[AuditEntry]:
    """Return the entries that fit, in their order."""
    return [entry for entry in entries if _fits(entry, question)]


def _fits(entry: AuditEntry, question: AuditQuestion) -> bool:
    day = entry.at.astimezone(UTC).date()
    return (
        question.target.casefold() in entry.target.casefold()
        and question.label in ("", entry.label)
        and question.outcome in (None, entry.outcome)
        and (question.first is None or day >= question.first)
        and (question.last is None or day <= question.last)
        and question.user_pool in ("", entry.user_pool)
        and question.job in ("", entry.job, entry.id)
    )
