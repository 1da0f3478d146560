"""Who uses a home's engine: one that a command started for itself outlives it for those.

Each use is a locked file, which the system frees when its process ends, however sudden. Both sides
use this: a process says that it uses the engine, the engine asks before it ends with its starter.
"""

import contextlib
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from services.errors import LabError, StoredFileError
from services.home.file_locks import held_lock
from services.home.stored_files import PRIVATE_FILE, is_there, make_private_dir, remove_file


class _InUse(LabError):
    pass


@contextmanager
def use_engine(engine_dir: Path) -> Iterator[None]:
    """Keep the engine running for the length of the block."""
    path = _directory(engine_dir) / f"{secrets.token_hex(8)}.lock"
    try:
        with held_lock(path, seconds=1.0, busy=_InUse("")):
            yield
    finally:
        _remove(path)


def keep_engine(engine_dir: Path) -> None:
    """Keep the engine running until it is stopped, whoever started it."""
    make_private_dir(_directory(engine_dir))
    _kept(engine_dir).touch(mode=PRIVATE_FILE)


def end_keeping(engine_dir: Path) -> None:
    """Let the next engine end with its starter again."""
    remove_file(_kept(engine_dir))


def is_used(engine_dir: Path) -> bool:
    """Tell whether someone uses the engine; removes what uses that ended suddenly left."""
    try:
        is_kept = is_there(_kept(engine_dir))
    except StoredFileError:  # nobody could say so any more
        return False
    return is_kept or any(_is_held(path) for path in _directory(engine_dir).glob("*.lock"))


def _is_held(path: Path) -> bool:
    try:
        with held_lock(path, seconds=0, busy=_InUse("")):
            pass
    except _InUse:
        return True
    except StoredFileError:
        return False
    _remove(path)
    return False


def _remove(path: Path) -> None:
    with contextlib.suppress(StoredFileError):  # on Windows, someone may just look at it
        remove_file(path)


def _kept(engine_dir: Path) -> Path:
    return _directory(engine_dir) / "kept"


def _directory(engine_dir: Path) -> Path:
    return engine_dir / "uses"
