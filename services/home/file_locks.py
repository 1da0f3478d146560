"""Locks on files under the home: one holder at a time; the end of its process always frees it."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from filelock import FileLock, Timeout

from services.errors import LabError
from services.home.stored_files import PRIVATE_FILE, make_private_dir, unusable


@contextmanager
def held_lock(path: Path, *, seconds: float, busy: LabError) -> Iterator[None]:
    """Hold the lock at `path`, after waiting at most `seconds` for another holder.

    Raises `busy` when it stays held, StoredFileError when there can be no such file.
    """
    make_private_dir(path.parent)
    # The file stays when it is released: a removed one would let two hold the same path.
    # Not bound to a thread: the block may end in another one than it began in.
    lock = FileLock(
        path, timeout=seconds, mode=PRIVATE_FILE, preserve_lock_file=True, thread_local=False
    )
    try:
        lock.acquire()
    except Timeout:
        raise busy from None
    except OSError as error:
        raise unusable(path, error, "locked") from error
    try:
        yield
    finally:
        lock.release()
