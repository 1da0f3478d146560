"""TabWork: what a tab began that takes longer than a click; it can be cancelled."""

import threading
from collections.abc import Callable
from enum import StrEnum
from typing import Generic, TypeVar

from services.errors import LabError

P = TypeVar("P")
T = TypeVar("T")


class WorkState(StrEnum):
    RUNNING = "running"
    DONE = "done"
    CANCELLED = "cancelled"
    FAILED = "failed"


class _CancelledError(Exception):
    """Raised through the work by whoever it tells of its progress."""


class TabWork(Generic[P, T]):
    """One piece of work; it is given a function that it calls with its progress, now and then.

    A cancelled one ends there. `result` is what it returned, `error` why it failed.
    """

    def __init__(
        self, what: str, work: Callable[[Callable[[P], None]], T], *, is_cancellable: bool = True
    ) -> None:
        """Begin at once; `what` is named where the work stops unexpectedly, such as "The check"."""
        self.is_cancellable = is_cancellable
        self.state = WorkState.RUNNING
        self.progress: P | None = None
        self.error: LabError | None = None
        self.result: T | None = None
        self._what = what
        self._thread = threading.Thread(target=self._run, args=(work,), name=what, daemon=True)
        self._thread.start()

    @property
    def is_running(self) -> bool:
        return self.state is WorkState.RUNNING

    @property
    def is_cancelled(self) -> bool:
        return self.state is WorkState.CANCELLED

    def cancel(self) -> None:
        """End it where it tells of its progress next; what it made so far is dropped.

        One that cannot be cancelled goes on to its end, also when its tab is closed.
        """
        if self.is_running and self.is_cancellable:
            self.state = WorkState.CANCELLED

    def wait(self, seconds: float) -> None:
        self._thread.join(seconds)

    def _run(self, work: Callable[[Callable[[P], None]], T]) -> None:
        end = WorkState.FAILED
        try:
            self.result = work(self._tell)
            end = WorkState.DONE
        except LabError as error:
            self.error = error
        except _CancelledError:
            pass
        finally:
            if end is WorkState.FAILED and self.error is None and self.is_running:
                self.error = LabError(
                    f"{self._what} stopped on an unexpected error.", hint="Try it again."
                )
            if self.is_running:
                self.state = end

    def _tell(self, progress: P) -> None:
        if not self.is_running:
            raise _CancelledError
        self.progress = progress
