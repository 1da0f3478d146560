"""SingleFlight: work that is done once for all who ask for it at the same time.

Its failure is shared as well: a cloud that does not answer is waited for once, not by each in turn.
"""

import threading
from collections.abc import Callable, Hashable
from concurrent.futures import Future
from typing import Generic, TypeVar

K = TypeVar("K", bound=Hashable)
V = TypeVar("V")


class _Abandoned(Exception):
    """The thread that did the work was interrupted: this is not a result of the work."""


class SingleFlight(Generic[K, V]):
    """Runs one piece of work per key at a time; safe to share between threads.

    With `keeps_ends`, everybody who asks later for the same key gets the same result or failure.
    """

    def __init__(self, *, keeps_ends: bool = False) -> None:
        self._keeps_ends = keeps_ends
        self._flights: dict[K, Future[V]] = {}
        self._lock = threading.Lock()

    def run(self, key: K, work: Callable[[], V]) -> V:
        """Do `work`, or wait for the thread that does it for this key; raises what `work` raises.

        When that thread was interrupted (Ctrl-C), one of the waiting threads does it again.
        """
        while True:
            with self._lock:
                flight = self._flights.get(key)
                is_first = flight is None
                if flight is None:
                    flight = self._flights[key] = Future()
            if is_first:
                return self._do(key, flight, work)
            try:
                return flight.result()
            except _Abandoned:
                continue

    def forget(self, is_meant: Callable[[K], bool] = lambda _key: True) -> None:
        """Do the work of these keys again when it is next asked for; all keys unless told."""
        with self._lock:
            for key in [key for key in self._flights if is_meant(key)]:
                del self._flights[key]

    def _do(self, key: K, flight: "Future[V]", work: Callable[[], V]) -> V:
        try:
            result = work()
        except Exception as error:
            self._land(key, flight, is_kept=self._keeps_ends)
            flight.set_exception(error)
            raise
        except BaseException:
            self._land(key, flight, is_kept=False)
            flight.set_exception(_Abandoned())
            raise
        self._land(key, flight, is_kept=self._keeps_ends)
        flight.set_result(result)
        return result

    def _land(self, key: K, flight: "Future[V]", *, is_kept: bool) -> None:
        with self._lock:
            if not is_kept and self._flights.get(key) is flight:
                del self._flights[key]
