"""The audit log as CSV and as JSON Lines, one line for each change; no cell starts a formula."""

import csv
import io
import json
from collections.abc import Iterable, Mapping
from typing import Any

from services.users.changes.audit.entry import AuditEntry, intent_line, result_line
from services.users.spreadsheet_cells import guarded

_NOT_TOLD = {"result": "unknown", "code": "", "message": "", "calls": []}
_OF_THE_FILE = frozenset({"schema", "line"})


def as_json_lines(entries: Iterable[AuditEntry]) -> str:
    """Return one JSON object a line, with the names of the log's own lines."""
    return "".join(f"{json.dumps(_record(entry))}\n" for entry in entries)


def as_csv(entries: Iterable[AuditEntry]) -> str:
    """Return a table with a head; what is no text is JSON in its cell."""
    records = [_record(entry) for entry in entries]
    names = list(_record_names(records))
    text = io.StringIO(newline="")
    table = csv.writer(text, quoting=csv.QUOTE_ALL)
    table.writerow(names)
    table.writerows([_cell(record[name]) for name in names] for record in records)
    return text.getvalue()


def _record(entry: AuditEntry) -> Mapping[str, Any]:
    """Return both lines as one object; when it was answered is `answered`."""
    answer = result_line(entry.id, entry.result) if entry.result else _NOT_TOLD
    both = {
        **intent_line(entry),
        **{name: answer[name] for name in _NOT_TOLD},
        "answered": answer.get("time", ""),
        "undone_by": entry.undone_by,
    }
    return {name: value for name, value in both.items() if name not in _OF_THE_FILE}


def _record_names(records: list[Mapping[str, Any]]) -> Iterable[str]:
    return records[0] if records else ()


def _cell(value: object) -> str:
    return guarded(value if isinstance(value, str) else json.dumps(value, ensure_ascii=False))
