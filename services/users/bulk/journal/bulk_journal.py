"""BulkJournal: the file of one job, mode 0600, to which lines are only added; never a password.

A line is in the file before the next step is taken, so it outlives `kill -9`. A loss of power may
take the last ones: the audit log, which is flushed, then still tells which rows were sent.
"""

import json
import os
import sys
from collections.abc import Sequence
from pathlib import Path

from services.home.line_log import LineLog
from services.home.stored_files import unusable
from services.users.bulk.journal.journal_view import (
    ENDS,
    BulkHeader,
    BulkState,
    JournalView,
    end_line,
    header_line,
    take_journal,
)
from services.users.bulk.journal.row_result import (
    BegunRow,
    RowResult,
    begun_line,
    result_line_of,
)

_ROWS_A_LINE = 1_000
_NEVER_PUT_ASIDE = sys.maxsize


class BulkJournal:
    """One journal; whoever holds the job writes to it, and everybody may read it."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._log = LineLog(path, largest=_NEVER_PUT_ASIDE, is_shared=False)

    def create(self, header: BulkHeader, usernames: Sequence[str]) -> None:
        """Write down the whole job, before it begins; raises StoredFileError."""
        parts = range(0, len(usernames), _ROWS_A_LINE)
        rows = [{"line": "rows", "usernames": list(usernames[n : n + _ROWS_A_LINE])} for n in parts]
        self._log.append(header_line(header), *rows)

    def begin(self, row: BegunRow) -> None:
        """Write down that the row's change is about to be sent; raises StoredFileError."""
        self._log.append(begun_line(row), is_durable=False)

    def finish(self, result: RowResult) -> None:
        """Write down how the row ended; raises StoredFileError."""
        self._log.append(result_line_of(result), is_durable=False)

    def end(self, state: BulkState) -> None:
        """Write down that the job is ended; raises StoredFileError."""
        self._log.append(end_line(state))

    def has_ended(self) -> bool:
        """Tell it by the last line alone: old journals may be long."""
        endings = [f"{json.dumps(end_line(state), separators=(',', ':'))}\n" for state in ENDS]
        try:
            with self.path.open("rb") as file:
                file.seek(0, os.SEEK_END)
                file.seek(max(0, file.tell() - max(map(len, endings))))
                return file.read().decode(errors="replace").endswith(tuple(endings))
        except OSError as error:
            raise unusable(self.path, error, "read") from error

    def view(self) -> JournalView | None:
        """Return what it tells, None where it is damaged or another version's."""
        parts = self._log.read(take_journal).parts
        return parts[0].taken if parts else None
