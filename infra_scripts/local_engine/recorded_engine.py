"""Finding the engine that a home's record names, and its process."""

import time
from dataclasses import dataclass
from pathlib import Path

import psutil

from infra_scripts.local_engine.state.state_lock import is_held
from services.home.engine_record import EngineRecord, read_record

_SAME_START_SECONDS = 1.0
_POLL_SECONDS = 0.05


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordedEngine:
    """A recorded engine whose process lives; whether it answers is another question."""

    record: EngineRecord
    process: psutil.Process


def find_engine(engine_dir: Path, *, seconds: float = 0.0) -> RecordedEngine | None:
    """Return the home's engine by its record; None when there is none.

    An engine leaves a lost record again: wait for that up to `seconds` while the state is held.
    """
    deadline = time.monotonic() + seconds
    while True:
        record = read_record(engine_dir)
        process = process_of(record)
        if record is not None and process is not None:
            return RecordedEngine(record=record, process=process)
        if time.monotonic() >= deadline or not is_held(engine_dir):
            return None
        time.sleep(_POLL_SECONDS)


def process_of(record: EngineRecord | None) -> psutil.Process | None:
    """Return the recorded process if it still runs; a reused pid started at another time."""
    if record is None:
        return None
    try:
        process = psutil.Process(record.pid)
        same = abs(process.create_time() - record.process_started_at) < _SAME_START_SECONDS
        return process if same and process.status() != psutil.STATUS_ZOMBIE else None
    except psutil.Error:
        return None


def memory_of(process: psutil.Process) -> int | None:
    """Return its resident memory in bytes, or None when it has just ended."""
    try:
        return int(process.memory_info().rss)
    except psutil.Error:
        return None
