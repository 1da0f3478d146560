"""A lock on a file for who takes it again and again: the file stays open in between.

It is the system's own lock that filelock takes, too, so each keeps the other out. Where the system
has none of that kind, filelock itself is used.
"""

import os
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from services.errors import LabError
from services.home.file_locks import held_lock
from services.home.stored_files import PRIVATE_FILE, make_private_dir, unusable

try:
    import fcntl
except ImportError:  # Windows
    fcntl = None  # type: ignore[assignment]

_TURN_SECONDS = 0.002


class KeptLock:
    """The lock at `path`; one thread of this process holds it at a time."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._handle = -1
        self._opened: os.stat_result | None = None

    @contextmanager
    def held(self, *, seconds: float, busy: LabError) -> Iterator[None]:
        """Hold it as `held_lock` does."""
        if fcntl is None:
            with held_lock(self._path, seconds=seconds, busy=busy):
                yield
            return
        until = time.monotonic() + seconds
        while not self._is_taken():
            if time.monotonic() >= until:
                raise busy
            time.sleep(_TURN_SECONDS)
        try:
            yield
        finally:
            fcntl.flock(self._handle, fcntl.LOCK_UN)

    def _is_taken(self) -> bool:
        """Take it, and tell whether that worked for the file that is at the path now."""
        try:
            if self._opened is None:
                self._open()
            fcntl.flock(self._handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
            if self._is_at_path():
                return True
            os.close(self._handle)  # it was removed or moved away: another one may be locked there
            self._opened = None
        except BlockingIOError:
            pass
        except OSError as error:
            raise unusable(self._path, error, "locked") from error
        return False

    def _open(self) -> None:
        make_private_dir(self._path.parent)
        self._handle = os.open(self._path, os.O_RDWR | os.O_CREAT, PRIVATE_FILE)
        self._opened = os.fstat(self._handle)

    def _is_at_path(self) -> bool:
        try:
            now = self._path.stat()
        except FileNotFoundError:
            return False
        return self._opened is not None and os.path.samestat(self._opened, now)
