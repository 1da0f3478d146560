"""The journals of a stack: which there are, who works on which, and who is in which job."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from services.errors import InputError, StackBusy
from services.home.file_locks import held_lock
from services.home.stored_files import remove_file
from services.settings import Settings
from services.users.bulk.journal.bulk_journal import BulkJournal
from services.users.bulk.journal.journal_view import BulkHeader, JournalView

_PATIENCE_SECONDS = 10.0


class JournalShelf:
    """The journals in the home; safe to share between threads and processes."""

    def __init__(self, settings: Settings) -> None:
        self._dir = settings.bulk_dir

    def journal(self, job_id: str) -> BulkJournal:
        return BulkJournal(self._path(job_id))

    def view(self, job_id: str) -> JournalView:
        """Return what a job's journal tells; raises InputError where there is none."""
        view = self.journal(job_id).view() if self._path(job_id) in self._paths() else None
        if view is None:
            raise InputError("There is no such job.", hint="Choose one in the list of jobs.")
        return view

    def views(self) -> tuple[JournalView, ...]:
        """Return what every journal tells, that of the newest job first."""
        views = (BulkJournal(path).view() for path in self._paths())
        found = [view for view in views if view is not None]
        return tuple(sorted(found, key=lambda view: view.header.created_at, reverse=True))

    def add(self, header: BulkHeader, usernames: Sequence[str]) -> BulkJournal:
        """Begin a journal; raises StackBusy when an unended job of this pool has one of the users.

        Two processes that begin jobs at the same time do so one after the other.
        """
        busy = StackBusy("Another job is being started.", hint="Try again in a moment.")
        with held_lock(self._dir / "start.mutex", seconds=_PATIENCE_SECONDS, busy=busy):
            self._refuse_shared(header.user_pool_id, usernames)
            journal = self.journal(header.id)
            journal.create(header, usernames)
        return journal

    def take_back(self, job_id: str) -> None:
        """Remove the journal of a job that was not begun; raises StoredFileError."""
        remove_file(self._path(job_id))

    @contextmanager
    def working_on(self, job_id: str) -> Iterator[None]:
        """Hold the job for the block, who alone may write; raises StackBusy when somebody does."""
        busy = StackBusy(
            "Another process works on this job.", hint="Wait for its end, or pause it there."
        )
        with held_lock(self._mutex(job_id), seconds=0, busy=busy):
            try:
                yield
            finally:
                self.journal(job_id).close()

    def is_worked_on(self, job_id: str) -> bool:
        """Tell whether some process holds the job."""
        try:
            with self.working_on(job_id):
                return False
        except StackBusy:
            return True

    def at_work(self) -> tuple[str, ...]:
        """Return what each job is called that a process works on now, also a paused one."""
        unended = (view.header for view in self._unended())
        return tuple(header.label for header in unended if self.is_worked_on(header.id))

    def _refuse_shared(self, user_pool_id: str, usernames: Sequence[str]) -> None:
        wanted = {name.casefold() for name in usernames if name}
        for view in self._unended():
            if view.header.user_pool_id != user_pool_id:
                continue
            shared = [name for _, name in view.left() if name.casefold() in wanted]
            if shared:
                raise StackBusy(
                    f"{len(shared)} of these users, such as {shared[0]}, are in a job that has not "
                    f"ended: {view.header.label}.",
                    hint="Let that job end, or cancel it.",
                )

    def _unended(self) -> Iterator[JournalView]:
        for journal in map(BulkJournal, self._paths()):
            if not journal.has_ended() and (view := journal.view()):
                yield view

    def _paths(self) -> list[Path]:
        return sorted(self._dir.glob("*.jsonl"))

    def _path(self, job_id: str) -> Path:
        return self._dir / f"{job_id}.jsonl"

    def _mutex(self, job_id: str) -> Path:
        return self._dir / f"{job_id}.mutex"
