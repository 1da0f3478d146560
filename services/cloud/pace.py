"""Pace: at most so many calls a second; slower after a call that AWS throttled, then faster again.

It is a token bucket that holds one token: calls start evenly, and no second sees more of them than
the rate says, not even the first one after a rest.
"""

import threading
from collections.abc import Callable

_SLOWEST = 1.0
_RECOVERED_A_SECOND = 0.05  # of the full rate: ten seconds after it was halved, it is full again


class Pace:
    """Lets calls start evenly, `per_second` of them; safe to share between threads."""

    def __init__(
        self,
        per_second: float,
        *,
        clock: Callable[[], float],
        sleep: Callable[[float], object],
    ) -> None:
        self._full = self._rate = per_second
        self._clock = clock
        self._sleep = sleep
        self._next = 0.0
        self._changed = float("-inf")
        self._lock = threading.Lock()

    def wait(self) -> None:
        """Wait until the next call may start."""
        with self._lock:
            now = self._clock()
            start = max(now, self._next)
            self._next = start + 1 / self._rate_at(now)
        if start > now:
            self._sleep(start - now)

    def slow_down(self) -> None:
        """Halve the rate, once a second at most: calls on their way are throttled together."""
        with self._lock:
            now = self._clock()
            if now - self._changed >= 1:
                self._rate = max(_SLOWEST, self._rate_at(now) / 2)
                self._changed = now

    def _rate_at(self, now: float) -> float:
        if self._rate == self._full:
            return self._full
        recovered = self._full * _RECOVERED_A_SECOND * (now - self._changed)
        return min(self._full, self._rate + recovered)
