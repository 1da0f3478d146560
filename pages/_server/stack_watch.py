"""StackWatch: the last known status of every resource, read in the background, never in a page."""

import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from services.errors import LabError

if TYPE_CHECKING:
    from infra_scripts.stack.status import ResourceStatus

_FAILURE_SECONDS = 2.0  # how soon it is tried again


@dataclass(frozen=True, slots=True, kw_only=True)
class StackReading:
    """What one reading found; `error` says why it found nothing."""

    statuses: "tuple[ResourceStatus, ...]" = ()
    error: LabError | None = None

    @property
    def is_whole(self) -> bool:
        """Say whether every resource is there and as it should be."""
        return bool(self.statuses) and all(status.is_as_described for status in self.statuses)

    @property
    def is_there(self) -> bool:
        """Say whether there is anything of the stack."""
        return any(status.state.value != "missing" for status in self.statuses)

    @property
    def faults(self) -> int:
        """Count what is wrong by itself: what only follows from it is not counted."""
        return sum(not (it.is_as_described or it.follows_from) for it in self.statuses)


class StackWatch:
    """Reads the stack at most once at a time and answers from the last reading."""

    def __init__(
        self,
        read: "Callable[[], tuple[ResourceStatus, ...]]",
        *,
        clock: Callable[[], float] = time.monotonic,
        fresh_seconds: float,
    ) -> None:
        self._read = read
        self._clock = clock
        self._fresh_seconds = fresh_seconds
        self._lock = threading.Lock()
        self._reading: threading.Thread | None = None
        self._view: StackReading | None = None
        self._fresh_until = 0.0
        self._generation = 0

    def view(self, wait_seconds: float = 0.0) -> StackReading | None:
        """Return the last reading, after waiting at most `wait_seconds` when there is none yet.

        A reading that is too old is returned all the same and renewed in the background: ask
        again a little later.
        """
        with self._lock:
            if self._view is not None and self._clock() < self._fresh_until:
                return self._view
            if self._reading is None:
                self._reading = threading.Thread(
                    target=self._renew, args=(self._generation,), name="stack-watch", daemon=True
                )
                self._reading.start()
            reading = self._reading
            if self._view is not None:
                return self._view
        reading.join(wait_seconds)
        return self._view

    def known(self) -> StackReading | None:
        """Return the last reading, however old, and read nothing."""
        return self._view

    def is_fresh(self) -> bool:
        """Say whether the last reading found the stack and is not too old."""
        view = self._view
        return view is not None and view.error is None and self._clock() < self._fresh_until

    def expire(self) -> None:
        """Make the next `view` read again: the stack has changed."""
        with self._lock:
            self._view = None
            self._generation += 1
            self._reading = None

    def _renew(self, generation: int) -> None:
        view = StackReading(
            error=LabError("The stack could not be read.", hint="The server's log has the details.")
        )
        try:
            view = StackReading(statuses=self._read())
        except LabError as error:
            view = StackReading(error=error)
        finally:
            with self._lock:
                if generation == self._generation:
                    self._view = view
                    kept = _FAILURE_SECONDS if view.error else self._fresh_seconds
                    self._fresh_until = self._clock() + kept
                    self._reading = None
