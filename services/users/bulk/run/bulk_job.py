"""BulkJob: a job at work: its threads, and what a page or a command may ask and tell it."""

import threading
import time
from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import dataclass

from services.errors import LabError, StoredFileError
from services.users.bulk.journal.bulk_journal import BulkJournal
from services.users.bulk.journal.journal_view import BulkHeader, BulkState, JournalView
from services.users.bulk.journal.row_result import RowResult
from services.users.bulk.run.bulk_progress import BulkProgress, ProgressTally
from services.users.bulk.run.passwords_once import PasswordsOnce
from services.users.bulk.run.row_queue import RowQueue

_UNEXPECTED = LabError(
    "The job stopped on an unexpected error.", hint="Resume it; the log names the error."
)


@dataclass(frozen=True, slots=True, kw_only=True)
class JobParts:
    """What a job works with; `held` is released at its end, and `ended` told how it ended."""

    view: JournalView
    journal: BulkJournal
    result_of: Callable[[int, str], RowResult]
    passwords: PasswordsOnce
    held: ExitStack
    ended: Callable[[BulkState, BulkProgress], None]


class BulkJob:
    """One job that works in `workers` threads until nothing is left or it is cancelled.

    It goes on when a row fails. What would fail every row pauses it: `problem` says what that is.
    """

    def __init__(
        self, parts: JobParts, *, workers: int, clock: Callable[[], float] = time.monotonic
    ) -> None:
        self.problem: LabError | None = None
        self._parts = parts
        self._queue = RowQueue(parts.view.left())
        self._tally = ProgressTally(
            len(parts.view.usernames), (it.outcome for it in parts.view.results.values()), clock
        )
        self._end: BulkState | None = None
        self._is_left = False
        self._over = threading.Event()
        self._at_work = workers
        self._lock = threading.Lock()
        self._threads = [
            threading.Thread(target=self._work, name=f"bulk-{self.id}-{number}", daemon=True)
            for number in range(workers)
        ]

    @property
    def header(self) -> BulkHeader:
        return self._parts.view.header

    @property
    def id(self) -> str:
        return self.header.id

    @property
    def state(self) -> BulkState:
        if self._end:
            return self._end
        return BulkState.PAUSED if self._queue.is_paused else BulkState.RUNNING

    def begin(self) -> None:
        for thread in self._threads:
            thread.start()

    def progress(self) -> BulkProgress:
        return self._tally.progress()

    def pause(self) -> None:
        """Begin no further row; those that are sent come to their end."""
        self._queue.pause(is_paused=True)
        try:
            self._parts.journal.write()
        except StoredFileError as error:
            self.problem = error

    def resume(self) -> None:
        """Go on, also after a problem."""
        self.problem = None
        self._queue.pause(is_paused=False)

    def cancel(self) -> None:
        """End the job after the rows that are sent; the others are left as they are."""
        self._queue.close()

    def leave(self) -> None:
        """Work on it no longer, after the rows that are sent; it can be resumed elsewhere."""
        self._is_left = True
        self._queue.close()

    def wait(self, seconds: float) -> bool:
        """Wait for the end, at most so long, and tell whether it came."""
        return self._over.wait(seconds)

    @property
    def has_passwords(self) -> bool:
        """Tell whether `take_passwords` has some."""
        return self._parts.passwords.are_kept

    def take_passwords(self) -> dict[str, str]:
        """Return the passwords that were made, by username, once: they are kept nowhere."""
        return self._parts.passwords.take()

    def _work(self) -> None:
        is_crashed = True
        try:
            while row := self._queue.take():
                self._work_on(row)
            is_crashed = False
        finally:
            if is_crashed:
                self.problem = self.problem or _UNEXPECTED
                self._queue.close()
            self._leave()

    def _work_on(self, row: tuple[int, str]) -> None:
        back: tuple[int, str] | None = row
        try:
            result = self._parts.result_of(*row)
            back = None  # it is answered: what the journal cannot write now it keeps for later
            self._tally.add(result.outcome)
            self._parts.journal.finish(result)
            if self._queue.is_paused:
                self._parts.journal.write()
        except LabError as error:
            self.problem = error
            self._queue.pause(is_paused=True)
        finally:
            self._queue.done(back)

    def _leave(self) -> None:
        with self._lock:
            self._at_work -= 1
            if self._at_work:
                return
        try:
            self._finish()
        except StoredFileError as error:
            self.problem = error
            self._end = BulkState.INTERRUPTED
        finally:
            self._end = self._end or BulkState.INTERRUPTED
            self._parts.held.close()
            self._over.set()

    def _finish(self) -> None:
        self._parts.journal.write()
        progress = self._tally.progress()
        if self._is_left or self.problem is _UNEXPECTED:
            return
        end = BulkState.CANCELLED if progress.left else BulkState.FINISHED
        self._parts.journal.end(end)
        self._parts.ended(end, progress)
        self._end = end
