"""What a dry run found as a table to download: a line for each row, and one for each error."""

import csv
import io
from collections.abc import Iterator

from services.users.csv_files.checking.cell_error import CellError
from services.users.csv_files.checking.import_plan import CheckedRow, ImportPlan
from services.users.spreadsheet_cells import guarded

_HEAD = ("line", "username", "outcome", "column", "value", "what", "hint")
_NONE = CellError(line=0, column="", value="", what="", hint="")


def report_csv(plan: ImportPlan) -> Iterator[bytes]:
    """Yield the table in UTF-8 piece by piece; it holds no password."""
    yield _text(_HEAD).encode("utf-8-sig")
    for row in plan.rows:
        for error in row.errors or (_NONE,):
            yield _text(_cells(row, error)).encode()


def _cells(row: CheckedRow, error: CellError) -> tuple[str, ...]:
    found = (error.column, error.value, error.what or row.why, error.hint)
    return (str(row.line), *map(guarded, (row.username, row.outcome.value, *found)))


def _text(cells: tuple[str, ...]) -> str:
    text = io.StringIO(newline="")
    csv.writer(text, quoting=csv.QUOTE_ALL).writerow(cells)
    return text.getvalue()
