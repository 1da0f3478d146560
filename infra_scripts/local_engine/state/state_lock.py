"""Who holds a home's engine state: one engine process at a time, for as long as it lives.

The engine's process holds the lock itself, so that no second engine can overwrite its state, even
when its record is lost or the process that started it has ended. Parent and engine both use this.
"""

import asyncio
import contextlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from services.errors import StateInUse, StoredFileError
from services.home.engine_record import EngineRecord, read_record, write_record
from services.home.file_locks import held_lock
from services.home.stored_files import is_there

# The lock may be taken for an instant by someone who only looks whether it is free.
_GLANCE_SECONDS = 1.0
_LOOK_SECONDS = 0.5
_FIRST_LOOK_SECONDS = 0.05  # until its starter, who tests it first, has written the record


@dataclass(frozen=True, slots=True, kw_only=True)
class HeldState:
    """The state that this process holds, until its home is removed or replaced."""

    engine_dir: Path
    lock: tuple[int, int] | None

    @property
    def files_dir(self) -> Path:
        return self.engine_dir / "state"

    def is_ours(self) -> bool:
        return self.lock is not None and _identity(self.engine_dir) == self.lock

    def can_be_written(self) -> bool:
        """Tell whether it is ours and its directory is still there."""
        return self.is_ours() and self.files_dir.is_dir()


@contextmanager
def hold_state(engine_dir: Path, *, seconds: float = _GLANCE_SECONDS) -> Iterator[HeldState]:
    """Hold the state for the length of the block; raises StateInUse when another engine does."""
    busy = StateInUse(
        f"An engine that left no record still uses the state in {engine_dir}.",
        hint="End its process, `python -m infra_scripts.local_engine.runner`, and try again.",
    )
    with held_lock(_lock_path(engine_dir), seconds=seconds, busy=busy):
        yield HeldState(engine_dir=engine_dir, lock=_identity(engine_dir))


def require_free(engine_dir: Path) -> None:
    """Raise StateInUse when an engine holds the state."""
    with hold_state(engine_dir):
        return


def is_held(engine_dir: Path) -> bool:
    """Tell whether an engine holds the state; makes no file."""
    if not is_there(_lock_path(engine_dir)):
        return False
    try:
        with hold_state(engine_dir, seconds=0):
            return False
    except StateInUse:
        return True


async def keep_record(state: HeldState, nonce: str) -> None:
    """In the engine: write its record again when it was lost; return when the home is gone."""
    own: EngineRecord | None = None
    while state.is_ours():
        found = read_record(state.engine_dir)
        if found is not None and found.nonce == nonce:
            own = found
        elif own is not None:
            with contextlib.suppress(StoredFileError):  # a full disk: try again later
                write_record(state.engine_dir, own)
        await asyncio.sleep(_LOOK_SECONDS if own else _FIRST_LOOK_SECONDS)


def _identity(engine_dir: Path) -> tuple[int, int] | None:
    """Return what tells the lock's file from a later one at the same path."""
    try:
        found = _lock_path(engine_dir).stat()
    except OSError:
        return None
    return found.st_dev, found.st_ino


def _lock_path(engine_dir: Path) -> Path:
    return engine_dir / "state.lock"
