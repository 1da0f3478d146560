"""The rows of a dry run and of a job as CSV, to be kept or read in a spreadsheet; pure.

No cell starts a formula, and no password is in them.
"""

import csv
import io
import json
from collections.abc import Iterable, Sequence

from services.users.bulk.journal.row_result import RowResult
from services.users.bulk.plan.dry_run import PlannedRow
from services.users.changes.change import Facts
from services.users.spreadsheet_cells import guarded

_OF_PLANNED = ("row", "username", "verdict", "change", "reason", "before", "after")
_OF_RESULTS = ("row", "username", "result", "reason", "audit_id")


def planned_csv(rows: Iterable[PlannedRow]) -> str:
    """Return a line for each row; `before` and `after` are JSON."""
    return _csv(_OF_PLANNED, (_planned(row) for row in rows))


def results_csv(results: Iterable[RowResult]) -> str:
    """Return a line for each row; `audit_id` names the change in the audit log."""
    return _csv(
        _OF_RESULTS,
        ((str(row.number), row.username, row.outcome, row.reason, row.entry_id) for row in results),
    )


def _planned(row: PlannedRow) -> tuple[str, ...]:
    facts = (_json(row.before), _json(row.after))
    return (str(row.number), row.username, row.verdict, row.label, row.reason, *facts)


def _json(facts: Facts) -> str:
    return json.dumps(facts, ensure_ascii=False) if facts else ""


def _csv(names: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    text = io.StringIO(newline="")
    table = csv.writer(text, quoting=csv.QUOTE_ALL)
    table.writerow(names)
    table.writerows([guarded(cell) for cell in row] for row in rows)
    return text.getvalue()
