"""The lines of the audit log joined by their ids: an entry for each change, the newest first."""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from services.users.changes.audit.entry import (
    INTENT,
    SCHEMA,
    AuditEntry,
    AuditOutcome,
    AuditResult,
    Document,
    parse_intent,
    parse_result,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Joined:
    """`unusable` lines are whole, but of no shape that this version reads."""

    entries: tuple[AuditEntry, ...]
    unusable: int


def joined(lines: Iterable[Document]) -> Joined:
    """Return the entries; a result whose first line is in a file put aside is left out."""
    intents: dict[str, AuditEntry] = {}
    results: dict[str, AuditResult] = {}
    unusable = 0
    for line in lines:
        try:
            _take(line, intents, results)
        except (KeyError, TypeError, ValueError, AttributeError):
            unusable += 1
    answered = [replace(each, result=results.get(each.id)) for each in intents.values()]
    return Joined(entries=_with_undos(answered), unusable=unusable)


def _take(line: Document, intents: dict[str, AuditEntry], results: dict[str, AuditResult]) -> None:
    if line["schema"] != SCHEMA:
        raise ValueError("another schema")
    if line["line"] == INTENT:
        entry = parse_intent(line)
        intents[entry.id] = entry
    else:
        results[str(line["id"])] = parse_result(line)


def _with_undos(entries: list[AuditEntry]) -> tuple[AuditEntry, ...]:
    made = (each for each in entries if each.undoes and each.outcome is AuditOutcome.DONE)
    undone = {each.undoes: each.id for each in made}
    marked = (replace(each, undone_by=undone.get(each.id, "")) for each in entries)
    return tuple(sorted(marked, key=lambda each: each.at, reverse=True))
