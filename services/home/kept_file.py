"""KeptFile: a file to which whole lines are appended; it stays open in between.

Each call into the system lets another thread go on first, so a line takes two of them.
"""

import errno
import os
import stat
import sys
import threading
from contextlib import suppress
from pathlib import Path

from services.errors import DiskFull
from services.home.stored_files import PRIVATE_FILE, make_private_dir

_ALL_MODES = 0o777
_FLAGS = os.O_RDWR | os.O_APPEND | os.O_CREAT | getattr(os, "O_BINARY", 0)
_STAYS_OPEN = sys.platform != "win32"  # there, nobody could rename or remove it while it is open
# Its content and size are enough for reading it again; the rest of fsync takes longer.
_TO_DISK = getattr(os, "fdatasync", os.fsync)


class KeptFile:
    """The file at `path`, mode 0600; one thread at a time opens, appends and closes.

    `flush` may be called by another one. Methods raise OSError.
    """

    def __init__(self, path: Path, *, is_shared: bool) -> None:
        """One that is not shared has no other writer: it is not looked for at its path again."""
        self._path = path
        self._is_shared = is_shared
        self._handle = -1
        self._opened: os.stat_result | None = None
        self._size = self._own_end = 0
        self._in_use = threading.Lock()  # of the handle, which is not to be closed under a flush

    def open(self) -> int:
        """Have the file open that is at the path now, and return its size."""
        if self._opened is not None and not self._is_shared:
            self._size = self._own_end
            return self._size
        try:
            now = self._path.stat()
        except FileNotFoundError:
            now = None
        if now is None or self._opened is None or not os.path.samestat(now, self._opened):
            self.close()
            now = self._open()
        if sys.platform != "win32" and now.st_mode & ~PRIVATE_FILE & _ALL_MODES:
            os.fchmod(self._handle, PRIVATE_FILE)  # a copy or an editor may leave it to others
        self._size = now.st_size
        return self._size

    def append(self, content: bytes) -> None:
        """Append all of it or nothing, to the file as `open` has just found it.

        What a sudden end left of a line gets its line break first. Raises DiskFull.
        """
        if self._size != self._own_end and self._is_torn():
            content = b"\n" + content
        try:
            written = os.write(self._handle, content)
        except OSError:
            os.ftruncate(self._handle, self._size)
            raise
        if written < len(content):
            os.ftruncate(self._handle, self._size)
            raise DiskFull(
                f"{self._path} cannot be written whole.",
                hint="Free some disk space and try again.",
            )
        self._own_end = self._size + written
        if not _STAYS_OPEN:
            self.close()

    def flush(self) -> None:
        """Have on the disk what is in the file; whoever put it aside meanwhile has flushed it."""
        with self._in_use:
            if self._opened is not None:
                _TO_DISK(self._handle)
                return
        with suppress(FileNotFoundError), self._path.open("rb+") as file:
            _TO_DISK(file.fileno())

    def close(self) -> None:
        with self._in_use:
            if self._opened is not None:
                os.close(self._handle)
            self._opened, self._own_end = None, 0

    def _open(self) -> os.stat_result:
        make_private_dir(self._path.parent)
        self._handle = os.open(self._path, _FLAGS, PRIVATE_FILE)
        self._opened = os.fstat(self._handle)
        if not stat.S_ISREG(self._opened.st_mode):
            self.close()
            raise OSError(errno.EINVAL, "it is not a file")
        return self._opened

    def _is_torn(self) -> bool:
        if not self._size:
            return False
        os.lseek(self._handle, -1, os.SEEK_END)
        return os.read(self._handle, 1) != b"\n"
