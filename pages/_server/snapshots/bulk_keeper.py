"""BulkKeeper: the one desk of jobs on many users in this server; the snapshot keeps up with it."""

import logging
import secrets
import threading
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

from pages._server.snapshots.snapshot_keeper import SnapshotKeeper
from services.errors import LabError
from services.home.stored_files import make_private_dir
from services.settings import Settings

if TYPE_CHECKING:
    from services.lab import Lab
    from services.users.bulk.bulk_desk import BulkDesk
    from services.users.bulk.plan.confirmation import Confirmation
    from services.users.bulk.plan.dry_run import DryRun
    from services.users.bulk.run.bulk_job import BulkJob
    from services.users.csv_files.checking.looked_at import TellLooked
    from services.users.directory import Directory
    from services.users.imports.checked_file import CheckedFile

_log = logging.getLogger(__name__)
_LOOK_SECONDS = 0.2
_CLOSE_SECONDS = 10.0


@dataclass(frozen=True, slots=True, kw_only=True)
class _Followed:
    job: "BulkJob"
    thread: threading.Thread


class BulkKeeper:
    """Opens the desk for whoever asks first; another pool or engine gets one of its own.

    What a job changed is in the snapshot soon after it is paused or over.
    """

    def __init__(self, snapshots: SnapshotKeeper) -> None:
        self._snapshots = snapshots
        self._desk: BulkDesk | None = None
        self._place = ("", "")
        self._followed: dict[str, _Followed] = {}
        self._lock = threading.Lock()

    def of(self, lab: "Lab") -> "BulkDesk":
        """Return the desk of the lab's user pool; jobs of another engine are left, as interrupted.

        Raises NotProvisioned.
        """
        from services.users.bulk.bulk_desk import BulkDesk

        place = (lab.aws.endpoint_url, lab.directory.user_pool_id)
        with self._lock:
            if self._desk is None or self._place != place:
                self._close()
                self._desk, self._place = BulkDesk(lab.aws, place[1]), place
            return self._desk

    def start(
        self, lab: "Lab", plan: "DryRun", *, reason: str, typed: "Confirmation | None"
    ) -> "BulkJob":
        """Begin the job, as `BulkDesk.start` does."""
        desk = self.of(lab)
        return self._follow(desk, lab, desk.start(plan, reason=reason, typed=typed))

    def resume(self, lab: "Lab", job_id: str) -> "BulkJob":
        """Go on with the job, as `BulkDesk.resume` does."""
        desk = self.of(lab)
        return self._follow(desk, lab, desk.resume(job_id))

    def begin_import(
        self, lab: "Lab", checked: "CheckedFile", *, reason: str, tell: "TellLooked"
    ) -> "BulkJob":
        """Begin an import; generated passwords are in a file beside its journal, mode 0600."""
        from services.users.imports.import_desk import begin_import

        desk, path = self.of(lab), _passwords_path(lab.aws.settings)
        job = begin_import(desk, checked, passwords_file=path, reason=reason, tell=tell)
        return self._follow(desk, lab, job)

    def resume_import(
        self, lab: "Lab", job_id: str, content: BinaryIO, name: str, tell: "TellLooked"
    ) -> "BulkJob":
        """Go on with an import that was left, with its file; `content` is closed."""
        from services.users.imports.import_desk import resume_import

        desk, snapshot = self.of(lab), self._snapshots.of(lab.directory)
        job = resume_import(desk, job_id, content, name, snapshot, tell=tell)
        return self._follow(desk, lab, job)

    def at_work(self) -> tuple["BulkJob", ...]:
        """Return the jobs that this server works on, also those that are paused."""
        followed = tuple(self._followed.values())
        return tuple(each.job for each in followed if not each.job.wait(0))

    def wait_until_caught_up(self, job_id: str, seconds: float) -> None:
        """Wait, at most so long, until the snapshot has what an ended job changed."""
        if followed := self._followed.get(job_id):
            followed.thread.join(seconds)

    def close(self) -> None:
        """Leave the jobs that are at work; each is interrupted, and can be resumed."""
        with self._lock:
            self._close()

    def _close(self) -> None:
        desk, self._desk = self._desk, None
        if desk is not None:
            desk.close(_CLOSE_SECONDS)
        for followed in self._followed.values():  # before somebody closes the snapshot
            followed.thread.join(_CLOSE_SECONDS)
        self._followed.clear()

    def _follow(self, desk: "BulkDesk", lab: "Lab", job: "BulkJob") -> "BulkJob":
        with self._lock:
            followed = self._followed.get(job.id)
            if followed is None or followed.job is not job:
                thread = threading.Thread(
                    target=self._keep_up, args=(desk, lab.directory, job), daemon=True,
                    name=f"bulk-follow-{job.id}",
                )  # fmt: skip
                self._followed[job.id] = _Followed(job=job, thread=thread)
                thread.start()
        return job

    def _keep_up(self, desk: "BulkDesk", directory: "Directory", job: "BulkJob") -> None:
        """Bring what the job changed into the snapshot whenever it stands still, and at its end."""
        from services.users.bulk.journal.journal_view import BulkState

        told: set[int] = set()
        ended, is_over = 0, False
        while not is_over:
            is_over = job.wait(_LOOK_SECONDS)
            stands_still = is_over or job.state is BulkState.PAUSED
            if stands_still and job.progress().ended != ended:
                ended = job.progress().ended
                self._catch_up(desk, directory, job, told)

    def _catch_up(
        self, desk: "BulkDesk", directory: "Directory", job: "BulkJob", told: set[int]
    ) -> None:
        from services.users.bulk.journal.row_result import CHANGED
        from services.users.snapshot.catch_up import catch_up

        try:
            rows = [each for each in desk.results(job.id) if each.outcome in CHANGED]
            changed = [row for row in rows if row.number not in told]
            told.update(row.number for row in changed)
            if changed:
                names = {row.username for row in changed}
                catch_up(self._snapshots.of(directory), directory, names)
        except LabError as error:
            _log.warning("After job %s, the users' snapshot: %s", job.id, error.one_line())


def _passwords_path(settings: Settings) -> Path:
    """Return a path that nothing has yet, in a directory that is there."""
    name = f"import-{datetime.now(UTC):%Y%m%d-%H%M%S}-{secrets.token_hex(3)}.passwords.csv"
    return make_private_dir(settings.bulk_dir) / name
