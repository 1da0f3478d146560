"""A file of JSON lines that several processes append to; nothing in it is ever changed.

The lines of one call go out in one write under a lock and are on the disk before the call returns.
A full file is put aside under a number, `audit.00001.jsonl`, and a new one is begun.
"""

import json
import os
from collections.abc import Mapping
from contextlib import AbstractContextManager
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from services.errors import DiskFull, StoredFileError
from services.home.file_locks import held_lock
from services.home.stored_files import PRIVATE_FILE, is_there, make_private_dir, unusable

Document = Mapping[str, Any]
_LARGEST = 4_000_000
_MOST_FILES = 5
_PATIENCE_SECONDS = 10.0


@dataclass(frozen=True, slots=True, kw_only=True)
class LogLines:
    """What the newest files hold, the oldest line first.

    `damaged` lines are no JSON objects, as a sudden end leaves them: they stay in the file.
    `unread` are older files, whose lines are not among these.
    """

    documents: tuple[Document, ...] = ()
    damaged: int = 0
    unread: tuple[Path, ...] = ()


class LineLog:
    """One log at `path`, with the files that were put aside beside it."""

    def __init__(self, path: Path, *, largest: int = _LARGEST) -> None:
        self.path = path
        self._largest = largest

    def append(self, *documents: Document) -> None:
        """Append the documents, each as a line; raises StoredFileError when that is not possible.

        Then none of them is in the file.
        """
        text = "".join(f"{json.dumps(each, separators=(',', ':'))}\n" for each in documents)
        make_private_dir(self.path.parent)
        with self._locked():
            try:
                self._put_full_aside()
                _append(self.path, text.encode())
            except OSError as error:
                raise unusable(self.path, error, "written") from error

    def read(self) -> LogLines:
        """Return what is in it; a log that was never begun is empty."""
        if not is_there(self.path.parent):
            return LogLines()
        with self._locked():
            aside = self._aside()
            files = [*aside, self.path] if is_there(self.path) else aside
            parts = [_read(each) for each in files[-_MOST_FILES:]]
        return LogLines(
            documents=tuple(document for part in parts for document in part.documents),
            damaged=sum(part.damaged for part in parts),
            unread=tuple(files[:-_MOST_FILES]),
        )

    def _locked(self) -> AbstractContextManager[None]:
        busy = StoredFileError(
            f"{self.path} is being written by another process.", hint="Try again in a moment."
        )
        lock = self.path.with_suffix(".lock")
        return held_lock(lock, seconds=_PATIENCE_SECONDS, busy=busy)

    def _aside(self) -> list[Path]:
        return sorted(self.path.parent.glob(f"{self.path.stem}.[0-9]*{self.path.suffix}"))

    def _put_full_aside(self) -> None:
        if not self.path.exists() or self.path.stat().st_size < self._largest:
            return
        number = len(self._aside()) + 1
        self.path.rename(self.path.with_suffix(f".{number:05}{self.path.suffix}"))


def _append(path: Path, content: bytes) -> None:
    """Append all of it or nothing; what a sudden end left of a line gets its line break first."""
    flags = os.O_RDWR | os.O_APPEND | os.O_CREAT | getattr(os, "O_BINARY", 0)
    handle = os.open(path, flags, PRIVATE_FILE)
    try:
        size = os.lseek(handle, 0, os.SEEK_END)
        if _is_torn(handle, size):
            content = b"\n" + content
        try:
            written = os.write(handle, content)
            os.fsync(handle)
        except OSError:
            os.ftruncate(handle, size)
            raise
        if written < len(content):
            os.ftruncate(handle, size)
            raise _no_room(path)
    finally:
        os.close(handle)


def _is_torn(handle: int, size: int) -> bool:
    if not size:
        return False
    os.lseek(handle, -1, os.SEEK_END)
    return os.read(handle, 1) != b"\n"


def _no_room(path: Path) -> DiskFull:
    return DiskFull(f"{path} cannot be written whole.", hint="Free some disk space and try again.")


def _read(path: Path) -> LogLines:
    try:
        stat = path.stat()
        return _parsed(path, stat.st_mtime_ns, stat.st_size)
    except OSError as error:
        raise unusable(path, error, "read") from error


@lru_cache(maxsize=2 * _MOST_FILES)
def _parsed(path: Path, _changed_ns: int, _size: int) -> LogLines:
    lines = [_document(line) for line in path.read_bytes().split(b"\n") if line.strip()]
    whole = tuple(line for line in lines if line is not None)
    return LogLines(documents=whole, damaged=len(lines) - len(whole))


def _document(line: bytes) -> Document | None:
    try:
        document = json.loads(line)
    except (ValueError, RecursionError):
        return None
    return document if isinstance(document, dict) else None
