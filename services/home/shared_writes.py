"""Threads that write to one place at the same time share a write, and share a flush."""

import threading
from collections.abc import Callable
from dataclasses import dataclass

from services.errors import LabError


@dataclass(slots=True, kw_only=True, eq=False)
class _Part:
    content: bytes
    is_written: bool = False
    error: LabError | None = None


class SharedWrites:
    """Whoever comes first writes for all who are waiting; each call returns when it is written.

    `write` writes all of what it is given or raises a LabError and leaves nothing of it.
    """

    def __init__(self, write: Callable[[bytes], None]) -> None:
        self._write = write
        self._waiting: list[_Part] = []
        self._lock = threading.Lock()
        self._writing = threading.Lock()

    def put(self, content: bytes) -> None:
        """Write the content, in one piece; raises the LabError that `write` raised."""
        part = _Part(content=content)
        with self._lock:
            self._waiting.append(part)
        with self._writing:
            if not part.is_written:
                self._write_waiting()
        if part.error:
            error = part.error  # each thread raises one of its own
            raise type(error)(error.message, hint=error.hint)

    def _write_waiting(self) -> None:
        with self._lock:
            parts = list(self._waiting)
        try:
            self._write(b"".join(part.content for part in parts))
        except LabError as error:
            for part in parts:
                part.error = error
        with self._lock:
            del self._waiting[: len(parts)]
        for part in parts:
            part.is_written = True


class SharedFlushes:
    """Whoever comes first flushes for all who are waiting."""

    def __init__(self, flush: Callable[[], None]) -> None:
        self._flush = flush
        self._asked = self._done = 0
        self._lock = threading.Lock()
        self._flushing = threading.Lock()

    def wait(self) -> None:
        """Return when a flush that began after this call has ended; raises what it raises."""
        with self._lock:
            self._asked += 1
            mine = self._asked
        with self._flushing:
            if self._done >= mine:
                return
            with self._lock:
                asked = self._asked
            self._flush()
            self._done = asked
