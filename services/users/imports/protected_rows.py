"""Rows of a checked file whose users are protected: nothing in the file is wrong with them."""

from dataclasses import replace

from services.users.bulk.acts.row_decision import Verdict
from services.users.bulk.plan.dry_run import DryRun, PlannedRow
from services.users.csv_files.checking.cell_error import CellError
from services.users.csv_files.checking.import_plan import CheckedRow, PlannedOutcome, counted
from services.users.imports.checked_file import CheckedFile

_LEAVE_OUT = "Leave the row out: the user stays as they are."


def with_protected(checked: CheckedFile, plan: DryRun) -> tuple[CheckedFile, tuple[str, ...]]:
    """Return the file with these rows as refused ones, and their users.

    `plan` is its dry run as a job, which says why.
    """
    pairs = list(zip(checked.plan.rows, plan.rows, strict=True))
    rows = tuple(_refused(*pair) if _is_protected(*pair) else pair[0] for pair in pairs)
    names = tuple(row.username for row, planned in pairs if _is_protected(row, planned))
    return replace(checked, plan=replace(checked.plan, rows=rows, counts=counted(rows))), names


def _is_protected(row: CheckedRow, planned: PlannedRow) -> bool:
    return planned.verdict is Verdict.REFUSED and row.outcome is not PlannedOutcome.REFUSED


def _refused(row: CheckedRow, planned: PlannedRow) -> CheckedRow:
    error = CellError(
        line=row.line, column="", value=row.username, what=planned.reason, hint=_LEAVE_OUT
    )
    return replace(row, outcome=PlannedOutcome.REFUSED, errors=(error,), create=None, update=None)
