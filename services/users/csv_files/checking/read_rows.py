"""The rows of a file as values, each with what is wrong with its cells alone; pure."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from services.users.csv_files.checking.cell_error import HIDDEN, CellError
from services.users.csv_files.checking.cell_rules import CellRules
from services.users.csv_files.columns import PASSWORD, Columns
from services.users.csv_files.reading.table import FileRow
from services.users.one_user.pool_facts import PoolFacts
from services.users.one_user.schema import PoolSchema
from services.users.snapshot.question import USERNAME


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadRow:
    """A row with the values of its cells that are not empty; `name` is what the user is found by.

    Where users sign in by an e-mail address or a phone number, that is the name.
    """

    line: int
    name: str
    values: Mapping[str, str] = field(repr=False)  # one may be a password
    errors: tuple[CellError, ...] = ()

    @property
    def name_column(self) -> str:
        """Return the column that the name stands in."""
        return next((it for it in self.values if self.values[it] == self.name), USERNAME)

    def error(self, column: str, what: str, hint: str) -> CellError:
        """Return an error of this row's cell, whose value is told unless it is a password."""
        value = self.values.get(column, "")
        shown = HIDDEN if column == PASSWORD and value else value
        return CellError(line=self.line, column=column, value=shown, what=what, hint=hint)


def read_rows(rows: Iterable[FileRow], columns: Columns, pool: PoolFacts) -> Iterator[ReadRow]:
    """Yield each row of the file with its values."""
    rules = CellRules(pool)
    for row in rows:
        if row.problem:
            error = CellError(line=row.line, column="", value="", what=row.problem, hint=_WHOLE)
            yield ReadRow(line=row.line, name="", values={}, errors=(error,))
        else:
            yield _read(row.line, columns.cells_of(row.cells), pool.schema, rules)


_WHOLE = "Correct the row in the file."


def _read(line: int, cells: Mapping[str, str], schema: PoolSchema, rules: CellRules) -> ReadRow:
    values = {name: rules.value_of(name, cell) for name, cell in cells.items()}
    row = ReadRow(line=line, name=_name(values, schema), values=values)
    found = ((name, rules.wrong_with(name, cells[name], values[name])) for name in values)
    errors = [row.error(name, wrong.what, wrong.hint) for name, wrong in found if wrong]
    if not row.name:
        errors.append(row.error(USERNAME, "The username is missing.", "Write one."))
    errors.extend(_contradictions(row, schema))
    return ReadRow(line=line, name=row.name, values=values, errors=tuple(errors))


def _contradictions(row: ReadRow, schema: PoolSchema) -> Iterator[CellError]:
    """Yield that the username is another address than the column of it has: whose row is it?"""
    name = row.values.get(USERNAME, "")
    attribute = schema.sign_in_attribute(name)
    if attribute in row.values and schema.key(row.values[attribute]) != schema.key(name):
        yield row.error(
            USERNAME,
            f"The username and {attribute} are two, and users of this pool sign in by one.",
            "Correct one of them, or empty the username.",
        )


def _name(values: Mapping[str, str], schema: PoolSchema) -> str:
    asked = (*schema.username_attributes, USERNAME)
    return next((values[name] for name in asked if name in values), "")
