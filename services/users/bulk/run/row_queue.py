"""RowQueue: the rows that are left of a job, handed to threads; it can be paused and closed."""

import threading
from collections import deque
from collections.abc import Iterable

_Row = tuple[int, str]


class RowQueue:
    """Hands out each row once; one that comes back is handed out again."""

    def __init__(self, rows: Iterable[_Row]) -> None:
        self._rows = deque(rows)
        self._in_work = 0
        self._is_paused = self._is_closed = False
        self._changed = threading.Condition()

    @property
    def is_paused(self) -> bool:
        return self._is_paused

    @property
    def is_closed(self) -> bool:
        """Tell whether somebody closed it; rows may be left in it."""
        return self._is_closed

    def take(self) -> _Row | None:
        """Return the next row, once there is one and nothing is paused; None at the end."""
        with self._changed:
            self._changed.wait_for(lambda: self._is_over or self._has_next)
            if self._is_over:
                return None
            self._in_work += 1
            return self._rows.popleft()

    def done(self, row: _Row | None = None) -> None:
        """Tell that a row that was taken is done with; `row` is one that comes back."""
        with self._changed:
            self._in_work -= 1
            if row is not None:
                self._rows.appendleft(row)
            self._changed.notify_all()

    def pause(self, *, is_paused: bool) -> None:
        with self._changed:
            self._is_paused = is_paused
            self._changed.notify_all()

    def close(self) -> None:
        """Hand out nothing any more."""
        with self._changed:
            self._is_closed = True
            self._changed.notify_all()

    @property
    def _is_over(self) -> bool:
        return self._is_closed or (not self._rows and not self._in_work)

    @property
    def _has_next(self) -> bool:
        return bool(self._rows) and not self._is_paused
