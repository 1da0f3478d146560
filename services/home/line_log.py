"""A file of JSON lines that several processes append to; nothing in it is ever changed.

The lines of one call go out in one write under a lock and are on the disk before the call returns.
Threads of one process that append at the same time share the write and the flush to the disk.
A full file is put aside under a number, `audit.00001.jsonl`, and a new one is begun.
"""

import json
from collections.abc import Callable, Iterable, Mapping
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path
from typing import Any, Generic, TypeVar

from services.errors import StoredFileError
from services.home.file_locks import held_lock
from services.home.kept_file import KeptFile
from services.home.kept_lock import KeptLock
from services.home.shared_writes import SharedFlushes, SharedWrites
from services.home.stored_files import is_there, refuse_pipe, unusable

T = TypeVar("T")
Document = Mapping[str, Any]
_LARGEST = 2_000_000
_MOST_FILES = 5
_DIGITS = 5
_PATIENCE_SECONDS = 10.0
_LINE_OF = json.JSONEncoder(separators=(",", ":")).encode


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class LogPart(Generic[T]):
    """What was taken out of the lines of one file; the same object while the file is the same.

    `damaged` lines are no JSON objects, as a sudden end leaves them: they stay in the file.
    """

    taken: T
    damaged: int


@dataclass(frozen=True, slots=True, kw_only=True)
class LogLines(Generic[T]):
    """The newest files, the oldest of them first; the lines of `unread` files are older yet."""

    parts: tuple[LogPart[T], ...] = ()
    unread: tuple[Path, ...] = ()


class LineLog:
    """One log at `path`, with the files that were put aside beside it."""

    def __init__(self, path: Path, *, largest: int = _LARGEST, is_shared: bool = True) -> None:
        """Without `is_shared` it has no lock: its one writer keeps others away by another."""
        self.path = path
        self._writer = _writer_of(path, largest, is_shared)

    def append(self, *documents: Document, is_durable: bool = True) -> None:
        """Append the documents, each as a line; raises StoredFileError when that is not possible.

        Then none of them is in the file, unless it is the flush that failed. Without `is_durable`
        they outlive the process, and a loss of power only after the next flush.
        """
        text = "".join(f"{_LINE_OF(each)}\n" for each in documents)
        self._writer.put(text.encode())
        if is_durable:
            self._writer.flush()

    def close(self) -> None:
        """Let go of the file, which is open after an append; the next one opens it again."""
        self._writer.close()

    def read(self, take: Callable[[Iterable[Document]], T], *, whole: bool = False) -> LogLines[T]:
        """Return what `take` makes of the lines of each file, the oldest line first.

        Of a log of many files only the newest are read, unless the `whole` of it is asked for. One
        that was never begun is empty. The lines themselves are not kept.
        """
        if not is_there(self.path.parent):
            return LogLines()
        with self._writer.locked():
            aside = _aside_of(self.path)
            files = [*aside, self.path] if is_there(self.path) else aside
            first = 0 if whole else max(0, len(files) - _MOST_FILES)
            return LogLines(
                parts=tuple(_part(take, *_version(each)) for each in files[first:]),
                unread=tuple(files[:first]),
            )


class _Writer:
    """What all logs of one path in this process write through."""

    def __init__(self, path: Path, largest: int, is_shared: bool) -> None:
        self._path = path
        self._largest = largest
        self._is_shared = is_shared
        self._lock_path = path.with_suffix(".lock")
        self._lock = KeptLock(self._lock_path)  # it and the file: only under that of SharedWrites
        self._file = KeptFile(path, is_shared=is_shared)
        self._busy = StoredFileError(
            f"{path} is being written by another process.", hint="Try again in a moment."
        )
        self.put = SharedWrites(self._put).put
        self.flush = SharedFlushes(self._flush).wait
        self.close = self._file.close

    def locked(self) -> AbstractContextManager[None]:
        """Hold the log for reading."""
        if not self._is_shared:
            return nullcontext()
        return held_lock(self._lock_path, seconds=_PATIENCE_SECONDS, busy=self._busy)

    def _put(self, content: bytes) -> None:
        with self._locked_for_writing():
            try:
                if self._file.open() >= self._largest:
                    self._put_aside()
                    self._file.open()
                self._file.append(content)
            except OSError as error:
                raise unusable(self._path, error, "written") from error

    def _locked_for_writing(self) -> AbstractContextManager[None]:
        if not self._is_shared:
            return nullcontext()
        return self._lock.held(seconds=_PATIENCE_SECONDS, busy=self._busy)

    def _flush(self) -> None:
        try:
            self._file.flush()
        except OSError as error:
            raise unusable(self._path, error, "written") from error

    def _put_aside(self) -> None:
        self._file.flush()  # who still waits for its flush finds another file under the name
        self._file.close()
        aside = _aside_of(self._path)
        number = int(aside[-1].suffixes[-2][1:]) + 1 if aside else 1
        self._path.rename(self._path.with_suffix(f".{number:0{_DIGITS}}{self._path.suffix}"))


@cache
def _writer_of(path: Path, largest: int, is_shared: bool) -> _Writer:
    return _Writer(path, largest, is_shared)


def _aside_of(path: Path) -> list[Path]:
    """Return the files of a log that were put aside, the oldest first."""
    number = "[0-9]" * _DIGITS
    return sorted(path.parent.glob(f"{path.stem}.{number}{path.suffix}"))


def _version(path: Path) -> tuple[Path, int, int]:
    try:
        refuse_pipe(path)
        stat = path.stat()
    except OSError as error:
        raise unusable(path, error, "read") from error
    return path, stat.st_mtime_ns, stat.st_size


@lru_cache(maxsize=2 * _MOST_FILES)
def _part(
    take: Callable[[Iterable[Document]], T], path: Path, _changed_ns: int, _size: int
) -> LogPart[T]:
    try:
        content = path.read_bytes()
    except OSError as error:
        raise unusable(path, error, "read") from error
    lines = [line for line in content.split(b"\n") if line.strip()]
    documents = [document for line in lines if (document := _document(line)) is not None]
    return LogPart(taken=take(documents), damaged=len(lines) - len(documents))


def _document(line: bytes) -> Document | None:
    try:
        document = json.loads(line)
    except (ValueError, RecursionError):
        return None
    return document if isinstance(document, dict) else None
