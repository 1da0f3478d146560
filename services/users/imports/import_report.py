"""What a dry run or an import did to each row of a file, as values and as a JSON document; pure.

No password is in it.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass
from typing import Any

from services.users.bulk.acts.row_decision import Verdict
from services.users.bulk.journal.row_result import RowOutcome, RowResult
from services.users.bulk.plan.dry_run import PlannedRow
from services.users.csv_files.checking.cell_error import CellError
from services.users.csv_files.checking.import_plan import CheckedRow, PlannedOutcome
from services.users.imports.checked_file import CheckedFile

SCHEMA = 1
NOTHING = Verdict.NOTHING.value
IS_WELL = (PlannedOutcome.CREATE.value, PlannedOutcome.UPDATE.value, NOTHING, RowOutcome.DONE.value)


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportedRow:
    """`result` is a verdict of the dry run, or how the row ended.

    `errors` are those of the file for a row that is refused by them; else `reason` says why.
    """

    line: int
    username: str
    result: str
    reason: str = ""
    errors: tuple[CellError, ...] = ()
    audit_id: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportReport:
    """`job` is the id of the job, "" where none was begun: a dry run, or nothing to do."""

    file: CheckedFile
    is_dry_run: bool
    rows: tuple[ImportedRow, ...]
    job: str = ""

    @property
    def counts(self) -> Mapping[str, int]:
        return Counter(row.result for row in self.rows)

    @property
    def is_well(self) -> bool:
        """Tell whether each row is, or would be, what the file says."""
        return all(row.result in IS_WELL for row in self.rows)

    def trouble(self) -> Iterator[ImportedRow]:
        """Yield the rows that are, or would be, not as the file says."""
        return (row for row in self.rows if row.result not in IS_WELL)


def planned_rows(file: CheckedFile, planned: Iterable[PlannedRow]) -> tuple[ImportedRow, ...]:
    """Return what would become of each row: create, update, nothing to do, or refused."""
    pairs = zip(file.plan.rows, planned, strict=True)
    return tuple(_planned(checked, row) for checked, row in pairs)


def ended_rows(file: CheckedFile, results: Iterable[RowResult]) -> tuple[ImportedRow, ...]:
    """Return how each row of the job ended."""
    pairs = zip(file.plan.rows, results, strict=True)
    return tuple(_ended(checked, row) for checked, row in pairs)


def as_document(report: ImportReport) -> dict[str, Any]:
    """Return the report as the contract describes it."""
    file = report.file
    return {
        "schema": SCHEMA,
        "file": file.name,
        "dry_run": report.is_dry_run,
        "job": report.job,
        "user_pool": file.pool.user_pool_id,
        "choices": asdict(file.choices),
        "counts": dict(report.counts),
        "new_groups": list(file.plan.new_groups),
        "unread_columns": [{"name": it.name, "why": it.why} for it in file.plan.unread],
        "rows": [_as_json(row) for row in report.rows],
    }


def _planned(checked: CheckedRow, row: PlannedRow) -> ImportedRow:
    is_change = row.verdict is Verdict.CHANGE
    return ImportedRow(
        line=checked.line,
        username=checked.username,
        result=checked.outcome.value if is_change else row.verdict.value,
        reason=row.reason,
        errors=checked.errors if row.verdict is Verdict.REFUSED else (),
    )


def _ended(checked: CheckedRow, row: RowResult) -> ImportedRow:
    return ImportedRow(
        line=checked.line,
        username=checked.username,
        result=row.outcome.value,
        reason=row.reason,
        errors=checked.errors if row.outcome is RowOutcome.REFUSED else (),
        audit_id=row.entry_id,
    )


def _as_json(row: ImportedRow) -> dict[str, Any]:
    return {
        "line": row.line,
        "username": row.username,
        "result": row.result,
        "reason": row.reason,
        "errors": [
            {"column": it.column, "value": it.value, "what": it.what, "hint": it.hint}
            for it in row.errors
        ],
        "audit_id": row.audit_id,
    }
