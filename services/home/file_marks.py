"""Marks under the home: a process that is busy with something holds a locked file for that time.

The system frees the lock when the process ends, even suddenly. So a mark that is held means that
the work is still going on.
"""

import secrets
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from services.errors import LabError, StoredFileError
from services.home.file_locks import held_lock
from services.home.stored_files import remove_file


class _Held(LabError):
    pass


@contextmanager
def held_mark(directory: Path) -> Iterator[Path]:
    """Hold a new mark in `directory` for the length of the block, and yield its path.

    Raises StoredFileError when there can be no such file.
    """
    path = directory / f"{secrets.token_hex(8)}.lock"
    try:
        with held_lock(path, seconds=1.0, busy=_Held("")):
            yield path
    finally:
        _remove(path)


def held_marks(directory: Path) -> list[Path]:
    """Return the marks that somebody holds; removes those that a sudden end left."""
    return [path for path in sorted(directory.glob("*.lock")) if _is_held(path)]


def _is_held(path: Path) -> bool:
    try:
        with held_lock(path, seconds=0, busy=_Held("")):
            pass
    except _Held:
        return True
    except StoredFileError:
        return False
    _remove(path)
    return False


def _remove(path: Path) -> None:
    with suppress(StoredFileError):  # on Windows, another process may be looking at it
        remove_file(path)
