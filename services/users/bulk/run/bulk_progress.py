"""How far a job is: rows by outcome, how fast they end, and how long the rest will take."""

import threading
from collections import Counter, deque
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from services.users.bulk.journal.row_result import RowOutcome

_WINDOW_SECONDS = 10.0


@dataclass(frozen=True, slots=True, kw_only=True)
class BulkProgress:
    """`counts` has the ended rows by outcome; `per_second` is that of the last ten seconds.

    `seconds_left` is None while nothing ended lately, and 0 when nothing is left.
    """

    total: int
    counts: Mapping[RowOutcome, int]
    per_second: float = 0.0

    @property
    def ended(self) -> int:
        return sum(self.counts.values())

    @property
    def left(self) -> int:
        return self.total - self.ended

    @property
    def seconds_left(self) -> float | None:
        if not self.left:
            return 0.0
        return self.left / self.per_second if self.per_second else None


class ProgressTally:
    """Counts rows as they end; safe to share between threads."""

    def __init__(self, total: int, ended: Iterable[RowOutcome], clock: Callable[[], float]) -> None:
        """`ended` are the rows that an earlier process ended."""
        self._total = total
        self._counts = Counter(ended)
        self._clock = clock
        self._began = clock()
        self._times: deque[float] = deque()
        self._lock = threading.Lock()

    def add(self, outcome: RowOutcome) -> None:
        with self._lock:
            self._counts[outcome] += 1
            self._times.append(self._clock())

    def progress(self) -> BulkProgress:
        with self._lock:
            now = self._clock()
            while self._times and now - self._times[0] > _WINDOW_SECONDS:
                self._times.popleft()
            seconds = min(_WINDOW_SECONDS, now - self._began)
            rate = len(self._times) / seconds if seconds > 0 else 0.0
            return BulkProgress(total=self._total, counts=dict(self._counts), per_second=rate)
