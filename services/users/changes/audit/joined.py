"""The lines of the audit log joined by their ids: an entry for each change, the newest first."""

from collections.abc import Iterable, Mapping, Sequence
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
from services.users.changes.audit.plain_values import text_of

_Intents = dict[str, AuditEntry]
_Results = dict[str, AuditResult]


@dataclass(frozen=True, slots=True, kw_only=True)
class TakenLines:
    """The lines of one file by their id; `unusable` ones are of no shape that is known."""

    intents: Mapping[str, AuditEntry]
    results: Mapping[str, AuditResult]
    unusable: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Joined:
    """`unusable` lines are whole, but of no shape that this version reads."""

    entries: tuple[AuditEntry, ...]
    unusable: int


def joined(parts: Sequence[TakenLines]) -> Joined:
    """Return the entries; a result whose first line is in none of the parts is left out."""
    intents: _Intents = {}
    results: _Results = {}
    for part in parts:
        intents |= part.intents
        results |= part.results
    unusable = sum(part.unusable for part in parts)
    return Joined(entries=_with_ends(intents, results), unusable=unusable)


def take_lines(documents: Iterable[Document]) -> TakenLines:
    """Return the first and second lines by their id."""
    intents: _Intents = {}
    results: _Results = {}
    unusable = 0
    for line in documents:
        try:
            _take(line, intents, results)
        except (KeyError, TypeError, ValueError, AttributeError, RecursionError):
            unusable += 1
    return TakenLines(intents=intents, results=results, unusable=unusable)


def _take(line: Document, intents: _Intents, results: _Results) -> None:
    if line["schema"] != SCHEMA:
        raise ValueError("another schema")
    if line["line"] == INTENT:
        entry = parse_intent(line)
        intents[entry.id] = entry
    else:
        results[text_of(line["id"])] = parse_result(line)


def _with_ends(intents: _Intents, results: _Results) -> tuple[AuditEntry, ...]:
    undos = (each for each in intents.values() if each.undoes and each.id in results)
    undone = {
        each.undoes: each.id for each in undos if results[each.id].outcome is AuditOutcome.DONE
    }
    ended = (
        replace(each, result=results.get(each.id), undone_by=undone.get(each.id, ""))
        for each in intents.values()
    )
    return tuple(sorted(ended, key=lambda each: each.at, reverse=True))
