"""Who uses a home's engine: one that a command started for itself runs on while others use it.

Each use is a mark that the system frees when its process ends, even suddenly. Both sides use this:
a process marks that it uses the engine, and the engine asks before it ends with its starter.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from services.errors import StoredFileError
from services.home.file_marks import held_mark, held_marks
from services.home.stored_files import PRIVATE_FILE, is_there, make_private_dir, remove_file


@contextmanager
def use_engine(engine_dir: Path) -> Iterator[None]:
    """Keep the engine running for the length of the block."""
    with held_mark(_directory(engine_dir)):
        yield


def keep_engine(engine_dir: Path) -> None:
    """Keep the engine running until it is stopped, no matter who started it."""
    make_private_dir(_directory(engine_dir))
    _kept(engine_dir).touch(mode=PRIVATE_FILE)


def end_keeping(engine_dir: Path) -> None:
    """Let the next engine end with its starter again."""
    remove_file(_kept(engine_dir))


def is_kept(engine_dir: Path) -> bool:
    """Tell whether the engine runs until it is stopped: its end is not ours to decide."""
    try:
        return is_there(_kept(engine_dir))
    except StoredFileError:  # the directory is gone, and every use with it
        return False


def is_used(engine_dir: Path) -> bool:
    """Tell whether someone uses the engine; removes what uses that ended suddenly left."""
    return is_kept(engine_dir) or bool(held_marks(_directory(engine_dir)))


def _kept(engine_dir: Path) -> Path:
    return _directory(engine_dir) / "kept"


def _directory(engine_dir: Path) -> Path:
    return engine_dir / "uses"
