"""Background jobs: long work that a click started and that outlives the click's script run."""

import itertools
import logging
import threading
import time
from collections.abc import Callable, Container
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from services.errors import LabError, StackBusy
from services.progress import ProgressCallback, StepEvent

_log = logging.getLogger(__name__)
_KEPT = 20


class JobState(StrEnum):
    RUNNING = "running"
    DONE = "done"
    FAILED = "failed"


@dataclass(slots=True, kw_only=True)
class Job:
    """One piece of work; `events` grows while it runs, `started_at` is epoch seconds."""

    id: str
    title: str
    started_at: float
    state: JobState = JobState.RUNNING
    events: list[StepEvent] = field(default_factory=list)
    result: Any = None
    error: LabError | None = None
    _ended: threading.Event = field(default_factory=threading.Event, repr=False)

    def end(self, state: JobState) -> None:
        self.state = state
        self._ended.set()

    def wait(self, seconds: float) -> bool:
        """Wait for the end, at most so long, and tell whether it came."""
        return self._ended.wait(seconds)

    def latest_events(self) -> list[StepEvent]:
        """Return the last event of each step, in the order of the steps."""
        latest = {event.number: event for event in list(self.events)}
        return [latest[number] for number in sorted(latest)]


class JobRegistry:
    """Runs one job at a time in a thread and keeps the last finished ones."""

    def __init__(self, clock: Callable[[], float] = time.time) -> None:
        self._clock = clock
        self._jobs: dict[str, Job] = {}
        self._ids = itertools.count(1)
        self._lock = threading.Lock()

    def start(self, title: str, work: Callable[[ProgressCallback], Any]) -> Job:
        """Start `work` in the background; raises StackBusy while another job runs."""
        with self._lock:
            running = self.running()
            if running is not None:
                raise StackBusy(
                    f"{running.title} is still running.", hint="Wait until it has finished."
                )
            job = Job(id=f"job-{next(self._ids)}", title=title, started_at=self._clock())
            self._jobs[job.id] = job
            for old in list(self._jobs)[:-_KEPT]:
                del self._jobs[old]
        threading.Thread(target=self._run, args=(job, work), name=job.id, daemon=True).start()
        return job

    def get(self, job_id: str | None) -> Job | None:
        return self._jobs.get(job_id) if job_id else None

    def running(self) -> Job | None:
        return next((job for job in self._all() if job.state is JobState.RUNNING), None)

    def latest(self, titles: Container[str] | None = None) -> Job | None:
        """Return the job started last, of those with one of these titles or of all."""
        jobs = reversed(self._all())
        return next((job for job in jobs if titles is None or job.title in titles), None)

    def _all(self) -> list[Job]:
        return list(self._jobs.values())  # a copy: another thread may be adding a job

    def _run(self, job: Job, work: Callable[[ProgressCallback], Any]) -> None:
        outcome = JobState.FAILED
        try:
            job.result = work(job.events.append)
            outcome = JobState.DONE
        except LabError as error:
            job.error = error
        finally:
            if outcome is JobState.FAILED and job.error is None:
                _log.error("%s (%s) stopped on an unexpected error", job.title, job.id)
                job.error = LabError(
                    f"{job.title} stopped on an unexpected error.",
                    hint=f"The server's log names it under {job.id}.",
                )
            job.end(outcome)
