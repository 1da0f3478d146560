"""The rows of a CSV file with the line each begins on; a broken row is told, and reading goes on.

Lines are those that an editor counts: a line break inside quotes counts, too.
"""

import csv
from collections.abc import Collection, Iterator
from dataclasses import dataclass, field
from typing import BinaryIO

from services.errors import InputError
from services.users.csv_files.columns import COGNITO_USERNAME
from services.users.csv_files.reading.encodings import NOT_TEXT, opened_text
from services.users.csv_files.reading.separators import (
    Separator,
    separator_of,
    stated_separator,
    unescaped,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class FileRow:
    """One row: its cells as they stand in the file, or the `problem` that makes it no row."""

    line: int
    cells: tuple[str, ...] = field(default=(), repr=False)  # one may be a password
    problem: str = ""


class FileTable:
    """An open file: `header` is read at once, the rows when they are asked for, once."""

    def __init__(self, content: BinaryIO, known: Collection[str]) -> None:
        """Read the header, whose separator the `known` column names tell; InputError without one.

        The table closes `content` when nobody holds the table any more.
        """
        self._text = opened_text(content)
        self._before = 0  # lines that the reader below does not see
        first = self._line()
        stated = stated_separator(first)
        if stated:
            self._before, first = 1, self._line()
        self.separator = stated or separator_of(first, known)
        self._reader = csv.reader(self._lines(first), delimiter=self.separator.value, strict=True)
        header = next(self._read(), None)
        if header is None or header.problem or not any(name.strip() for name in header.cells):
            raise InputError("The file has no header.", hint="Start from the template.")
        self.header = tuple(name.strip() for name in header.cells)

    def rows(self) -> Iterator[FileRow]:
        """Yield the rows; empty lines are left out. InputError for what is no text."""
        for row in self._read():
            if row.problem or any(row.cells):
                yield self._fitting(row)

    def _read(self) -> Iterator[FileRow]:
        while True:
            line = self._before + self._reader.line_num + 1
            try:
                yield FileRow(line=line, cells=tuple(next(self._reader)))
            except StopIteration:
                return
            except csv.Error as error:
                end = self._before + self._reader.line_num
                yield FileRow(line=line, problem=_broken(line, end, error))

    def _fitting(self, row: FileRow) -> FileRow:
        wanted, given = len(self.header), len(row.cells)
        if given > 1 and tuple(name.strip() for name in row.cells) == self.header:
            return FileRow(line=row.line, problem="The header stands here a second time.")
        if row.problem or wanted == given:
            return row
        problem = f"The row has {_cells(given)}, and the header {wanted}."
        return FileRow(line=row.line, problem=problem)

    def _lines(self, first: str) -> Iterator[str]:
        yield first
        is_cognitos = COGNITO_USERNAME in first and self.separator is Separator.COMMA
        for line in iter(self._line, ""):
            yield unescaped(line) if is_cognitos else line

    def _line(self) -> str:
        try:
            return self._text.readline()
        except UnicodeError:
            raise InputError("The file is neither UTF-8 nor UTF-16.", hint=NOT_TEXT) from None


def _cells(count: int) -> str:
    return "1 cell" if count == 1 else f"{count:,} cells"


def _broken(first: int, last: int, error: csv.Error) -> str:
    if "field limit" in str(error):
        longest = f"A cell has more than {csv.field_size_limit():,} characters"
        return f"{longest}, perhaps by a quote that is not closed."
    if last > first:
        return f"A quote that opens here is not closed as it should be, up to line {last}."
    return "The quotes of this line do not fit: a quote inside a quoted cell is written twice."
