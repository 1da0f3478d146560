"""BulkDesk: where jobs on many users of one pool are tried dry, begun, resumed, undone, looked at.

Each change goes through the desk of single changes, with its two lines in the audit log; the job
has two of its own under its id.
"""

import threading
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from contextlib import ExitStack, suppress
from dataclasses import dataclass
from datetime import UTC, datetime

from services.cloud.aws import Aws
from services.errors import InputError, LabError, StackBusy
from services.users.bulk.acts.act import Act, act_from
from services.users.bulk.acts.row_decision import Verdict
from services.users.bulk.journal.journal_view import BulkHeader, BulkState, JournalView
from services.users.bulk.journal.row_result import RowOutcome, RowResult
from services.users.bulk.journal.shelf import JournalShelf
from services.users.bulk.plan.confirmation import Confirmation, why_unconfirmed
from services.users.bulk.plan.dry_run import DryRun, dry_run, dry_run_of
from services.users.bulk.plan.row_source import ACT, ActSource, RowSource
from services.users.bulk.plan.selection import Selection, usernames_of
from services.users.bulk.quota.paced_aws import PacedAws
from services.users.bulk.quota.quotas import quotas_of
from services.users.bulk.run.bulk_job import BulkJob, JobParts
from services.users.bulk.run.bulk_progress import BulkProgress
from services.users.bulk.run.job_audit import begin_job, end_job, refuse_job
from services.users.bulk.run.passwords_once import PasswordsOnce
from services.users.bulk.run.row_work import RowWork
from services.users.bulk.run.told_by_audit import told_by_audit
from services.users.bulk.run.undo_source import UNDO, UndoSource, undo_source
from services.users.changes.audit.book import new_entry_id
from services.users.changes.desk import Desk
from services.users.one_user.pool_facts import PoolFacts, read_pool_facts
from services.users.snapshot.question import UserRow
from services.users.snapshot.snapshot import Snapshot

WORKERS = 8
_ENDED = (BulkState.CANCELLED, BulkState.FINISHED, BulkState.INTERRUPTED)


@dataclass(frozen=True, slots=True, kw_only=True)
class JobSummary:
    """One job of a list: what it is, how it stands, and its ended rows by outcome."""

    header: BulkHeader
    state: BulkState
    total: int
    counts: Mapping[RowOutcome, int]


class BulkDesk:
    """The jobs of one user pool in this process; safe to share between threads.

    Keep one for a pool: it knows the jobs at work by it. A job that another process works on is in
    `jobs()`, too, and is paused and cancelled there.
    """

    def __init__(self, aws: Aws, user_pool_id: str, *, workers: int = WORKERS) -> None:
        self._aws = PacedAws(aws, quotas_of(aws.settings))
        self._desk = Desk(self._aws, user_pool_id)
        self._shelf = JournalShelf(aws.settings)
        self._workers = workers
        self._jobs: dict[str, BulkJob] = {}
        self._caught_up: dict[str, int] = {}
        self._lock = threading.Lock()

    def pool(self) -> PoolFacts:
        """Return what acts and rows are checked against, as Cognito has it now."""
        return read_pool_facts(self._aws, self._desk.user_pool_id)

    def act_source(
        self, act: Act, selection: Selection, snapshot: Snapshot | None = None
    ) -> ActSource:
        """Return the rows of an act; a question needs the snapshot. Raises InputError for none."""
        return ActSource(act=act, pool=self.pool(), usernames=usernames_of(selection, snapshot))

    def undo_source(self, job_id: str) -> UndoSource:
        """Return the rows of the undo of an ended job; raises InputError for another."""
        view = self._shelf.view(job_id)
        if view.end is None:
            raise InputError("The job has not ended.", hint="Let it end, or cancel it, first.")
        groups = self._desk.directory.groups()
        return undo_source(view, self._desk.book.of_job(job_id), groups)

    def dry_run(
        self,
        source: RowSource,
        snapshot: Snapshot | None = None,
        *,
        progress: Callable[[int], None] = lambda _rows: None,
    ) -> DryRun:
        """Return what the job would do to whom, and why not; nothing is sent that changes."""
        return dry_run(source, self._desk, snapshot, progress=progress)

    def start(
        self, plan: DryRun, *, reason: str = "", typed: Confirmation | None = None
    ) -> BulkJob:
        """Begin the job in the background; each row is decided again by the user as they are then.

        Raises InputError without a reason where one is needed, or when a delete is not confirmed;
        StackBusy when a job that has not ended has one of the users; StoredFileError when it cannot
        be written down. Nothing is sent then.
        """
        header = self._header(plan.source, " ".join(reason.split()))
        if plan.source.needs_reason and not header.reason:
            raise InputError(
                f"{header.label} needs a reason.", hint="Type why: it stands in the audit log."
            )
        if plan.source.deletes:
            self._require_confirmed(plan, typed)
        entry = begin_job(self._desk, header, len(plan.rows))
        with ExitStack() as held:
            try:
                held.enter_context(self._shelf.working_on(header.id))
                self._shelf.add(header, [row.username for row in plan.rows])
                self._send_first(plan.source, header)
            except LabError as error:
                self._shelf.take_back(header.id)
                refuse_job(self._desk, entry, header, error.message)
                raise
            return self._begin(header.id, plan.source, held.pop_all())

    def resume(self, job_id: str, source: RowSource | None = None) -> BulkJob:
        """Go on with a job that is paused, or that its process left behind.

        Rows whose answer came are not sent again. A job of another source than an act or an undo
        needs its `source` again, the same. Raises InputError for an ended job or another source,
        StackBusy when another process works on it.
        """
        if (job := self.job(job_id)) and job.state not in _ENDED:
            job.resume()
            return job
        with ExitStack() as held:
            held.enter_context(self._shelf.working_on(job_id))
            view = self._unended(job_id)
            same = source or self._source_of(view)
            is_same = same.as_json() == view.header.source
            if not is_same or len(same.usernames) != len(view.usernames):
                raise InputError(
                    "This is not what the job was begun with.", hint="Choose the same again."
                )
            self._send_first(same, view.header)
            return self._begin(job_id, same, held.pop_all())

    def cancel(self, job_id: str) -> None:
        """Cancel a job that is at work here, or that its process left behind; the rest is left.

        Raises InputError for an ended job, StackBusy when another process works on it.
        """
        if (job := self.job(job_id)) and job.state not in _ENDED:
            job.cancel()
            return
        with self._shelf.working_on(job_id):
            view = self._unended(job_id)
            self._shelf.journal(job_id).end(BulkState.CANCELLED)
            counts = _counts(view)
            self._ended(view.header)(
                BulkState.CANCELLED, BulkProgress(total=len(view.usernames), counts=counts)
            )

    def plan_of(self, source: RowSource, found: Iterable[UserRow | None]) -> DryRun:
        """Return a dry run for users who are known already; None is nobody."""
        return dry_run_of(source, self._desk.protection(), found)

    def job(self, job_id: str) -> BulkJob | None:
        """Return the job if this process worked on it."""
        with self._lock:
            return self._jobs.get(job_id)

    def header(self, job_id: str) -> BulkHeader:
        """Return what the job is; raises InputError where there is none."""
        return self._shelf.view(job_id).header

    def jobs(self) -> tuple[JobSummary, ...]:
        """Return every job of this pool that the home knows, the newest first."""
        views = self._shelf.views()
        own = (it for it in views if it.header.user_pool_id == self._desk.user_pool_id)
        return tuple(self._summary(self._looked_at(view)) for view in own)

    def results(self, job_id: str) -> tuple[RowResult, ...]:
        """Return a result for each row, in order, whichever process worked on the job."""
        return self._looked_at(self._shelf.view(job_id)).all_results()

    def close(self, seconds: float) -> None:
        """Leave the jobs that are at work here; each can be resumed. Waits at most so long."""
        with self._lock:
            jobs = list(self._jobs.values())
        for job in jobs:
            job.leave()
        for job in jobs:
            job.wait(seconds)

    def _summary(self, view: JournalView) -> JobSummary:
        job = self.job(view.header.id)
        state = view.end or (job.state if job else self._state_elsewhere(view.header.id))
        return JobSummary(
            header=view.header, state=state, total=len(view.usernames), counts=_counts(view)
        )

    def _state_elsewhere(self, job_id: str) -> BulkState:
        is_at_work = self._shelf.is_worked_on(job_id)
        return BulkState.RUNNING if is_at_work else BulkState.INTERRUPTED

    def _begin(self, job_id: str, source: RowSource, held: ExitStack) -> BulkJob:
        view, passwords = self._shelf.view(job_id), PasswordsOnce()
        journal = self._shelf.journal(job_id)
        work = RowWork(
            desk=self._desk,
            source=source,
            journal=journal,
            job_id=job_id,
            reason=view.header.reason,
            keep_password=passwords.keep,
            begun=dict(view.begun),
        )
        parts = JobParts(
            view=view,
            journal=journal,
            result_of=work.result,
            passwords=passwords,
            held=held,
            ended=self._ended(view.header),
        )
        job = BulkJob(parts, workers=self._workers)
        with self._lock:
            self._jobs[job_id] = job
        job.begin()
        return job

    def _send_first(self, source: RowSource, header: BulkHeader) -> None:
        for change in source.first:
            self._desk.do(change, reason=header.reason)

    def _ended(self, header: BulkHeader) -> Callable[[BulkState, BulkProgress], None]:
        return lambda end, progress: end_job(self._desk, header, end, progress)

    def _header(self, source: RowSource, reason: str) -> BulkHeader:
        return BulkHeader(
            id=new_entry_id(),
            label=source.label,
            user_pool_id=self._desk.user_pool_id,
            reason=reason,
            created_at=datetime.now(UTC),
            os_user=self._desk.actor.os_user,
            source=source.as_json(),
        )

    def _require_confirmed(self, plan: DryRun, typed: Confirmation | None) -> None:
        typed = typed or Confirmation(count="", pool_name="")
        count, name = plan.count(Verdict.CHANGE), self.pool().name
        if why := why_unconfirmed(typed, count=count, pool_name=name):
            raise InputError(why, hint="Type how many users, and the user pool's name.")

    def _unended(self, job_id: str) -> JournalView:
        view = self._shelf.view(job_id)
        if view.end or view.header.user_pool_id != self._desk.user_pool_id:
            raise InputError("The job has ended.", hint="Begin another one.")
        return self._catch_up(view)

    def _looked_at(self, view: JournalView) -> JournalView:
        """Return what is known of a job; one that a sudden end left is caught up with first."""
        job_id, ended = view.header.id, len(view.results)
        if view.end or self.job(job_id) or self._caught_up.get(job_id) == ended:
            return view
        with suppress(StackBusy), self._shelf.working_on(job_id):
            view = self._catch_up(self._shelf.view(job_id))
            self._caught_up[job_id] = len(view.results)
        return view

    def _catch_up(self, view: JournalView) -> JournalView:
        """Add to the journal what only the audit log tells; nobody else may work on the job."""
        told = told_by_audit(view, self._desk.book.of_job(view.header.id))
        journal = self._shelf.journal(view.header.id)
        for number in told.begun.keys() - view.begun.keys():
            journal.begin(told.begun[number])
        for number in told.results.keys() - view.results.keys():
            journal.finish(told.results[number])
        journal.write()
        return told

    def _source_of(self, view: JournalView) -> RowSource:
        kept = view.header.source
        if kept.get("kind") == ACT:
            act, pool = act_from(kept["act"]), self.pool()
            return ActSource(act=act, pool=pool, usernames=tuple(view.usernames))
        if kept.get("kind") == UNDO:
            return self.undo_source(str(kept["job"]))
        raise InputError(
            "The job's rows are not in its journal.", hint="Give it the same file again."
        )


def _counts(view: JournalView) -> Counter[RowOutcome]:
    return Counter(result.outcome for result in view.results.values())
