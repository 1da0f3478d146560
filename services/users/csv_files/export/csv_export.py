"""Users as a CSV file that a spreadsheet does not run, and that an import reads back exactly."""

import csv
import io
from collections.abc import Collection, Iterable, Iterator
from typing import Any

from services.users.csv_files.export.batches import own_values, told_batches
from services.users.csv_files.export.choices import (
    DecimalSign,
    ExportChoices,
    TellExport,
    chosen_columns,
    tell_nobody,
)
from services.users.one_user.schema import AttributeKind, PoolSchema
from services.users.snapshot.question import UserRow
from services.users.snapshot.snapshot import Snapshot
from services.users.spreadsheet_cells import guarded

_MARK = "\ufeff"


def export_csv(
    snapshot: Snapshot,
    schema: PoolSchema,
    choices: ExportChoices,
    tell: TellExport = tell_nobody,
) -> Iterator[bytes]:
    """Yield the file in UTF-8, piece by piece: a header, then the users in the question's order."""
    columns = chosen_columns(choices, snapshot.attribute_names())
    head = _text([columns], choices)
    yield (f"{_MARK}{head}" if choices.has_mark else head).encode()
    numbers = _fractions(schema, choices.decimal)
    for batch in told_batches(snapshot, choices.question, tell):
        cells = (_cells(row, columns, numbers) for row in batch)
        yield _text(cells, choices).encode()


def _text(rows: Iterable[Iterable[str]], choices: ExportChoices) -> str:
    text = io.StringIO(newline="")
    table = csv.writer(text, delimiter=choices.separator.value, quoting=csv.QUOTE_ALL)
    table.writerows(rows)
    return text.getvalue()


def _cells(row: UserRow, columns: Iterable[str], numbers: Collection[str]) -> Iterator[str]:
    own, attributes = own_values(row), row.user.attributes
    for name in columns:
        value = _own_text(own[name]) if name in own else attributes.get(name, "")
        yield guarded(value.replace(".", ",") if name in numbers else value)


def _own_text(value: Any) -> str:
    match value:
        case bool():
            return "true" if value else "false"
        case list():  # of groups: no name has a space, so that none is cut
            return " ".join(value)
        case _:
            return str(value)


def _fractions(schema: PoolSchema, decimal: DecimalSign) -> frozenset[str]:
    """Return the attributes whose values are written with a comma."""
    if decimal is DecimalSign.POINT:
        return frozenset()
    kinds = ((each.name, each.kind) for each in schema.attributes)
    return frozenset(name for name, kind in kinds if kind is AttributeKind.NUMBER)
