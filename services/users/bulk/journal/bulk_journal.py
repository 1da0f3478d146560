"""BulkJournal: the file of one job, mode 0600, to which lines are only added; never a password.

The lines of rows are gathered for a moment and go out together. A sudden end may take the last
ones: the audit log, written before and after each sending, then tells which rows were sent and
which of them are done. A row that was refused or failed is in the file at once.
"""

import json
import os
import sys
import threading
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

from services.errors import StoredFileError
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
    RowOutcome,
    RowResult,
    begun_line,
    result_line_of,
)

_ROWS_A_LINE = 1_000
_NEVER_PUT_ASIDE = sys.maxsize
_GATHERED_SECONDS = 0.2
_TOLD_BY_AUDIT = (RowOutcome.DONE, RowOutcome.NOTHING)  # or as well decided again


class BulkJournal:
    """One journal; whoever holds the job writes to it, and everybody may read it.

    Safe to share between threads.
    """

    def __init__(self, path: Path, clock: Callable[[], float] = time.monotonic) -> None:
        self.path = path
        self._clock = clock
        self._gathered: list[Mapping[str, Any]] = []
        self._since = clock()
        self._lock = threading.Lock()
        self._log = LineLog(path, largest=_NEVER_PUT_ASIDE, is_shared=False)

    def create(self, header: BulkHeader, usernames: Sequence[str]) -> None:
        """Write down the whole job, before it begins; raises StoredFileError."""
        parts = range(0, len(usernames), _ROWS_A_LINE)
        rows = [{"line": "rows", "usernames": list(usernames[n : n + _ROWS_A_LINE])} for n in parts]
        self._log.append(header_line(header), *rows)

    def begin(self, row: BegunRow) -> None:
        """Note that the row's change is about to be sent; raises StoredFileError."""
        self._add(begun_line(row), is_due=False)

    def finish(self, result: RowResult) -> None:
        """Note how the row ended; raises StoredFileError."""
        self._add(result_line_of(result), is_due=result.outcome not in _TOLD_BY_AUDIT)

    def write(self) -> None:
        """Have in the file what was noted; raises StoredFileError, and keeps it then."""
        with self._lock:
            lines, self._gathered = self._gathered, []
            self._since = self._clock()
        try:
            if lines:
                self._log.append(*lines, is_durable=False)
        except StoredFileError:
            with self._lock:
                self._gathered = [*lines, *self._gathered]
            raise

    def _add(self, line: Mapping[str, Any], *, is_due: bool) -> None:
        with self._lock:
            self._gathered.append(line)
            is_due = is_due or self._clock() - self._since >= _GATHERED_SECONDS
        if is_due:
            self.write()

    def end(self, state: BulkState) -> None:
        """Write down that the job is ended; raises StoredFileError."""
        self.write()
        self._log.append(end_line(state))

    def close(self) -> None:
        """Let go of the file, which stays open between lines."""
        self._log.close()

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
