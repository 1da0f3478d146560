"""Finding the recorded engine's process, and ending one: politely first, then not."""

import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from subprocess import Popen, TimeoutExpired

import psutil

from infra_scripts.local_engine.tenancy import is_held
from services.home.engine_record import EngineRecord, read_record

# Saving thousands of users takes over a second; a save cut short loses what came after the last.
_STOP_SECONDS = 15.0
_KILL_SECONDS = 5.0
_SAME_START_SECONDS = 1.0
_POLL_SECONDS = 0.05


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """A recorded engine whose process lives; whether it answers is another question."""

    record: EngineRecord
    process: psutil.Process


def find_engine(engine_dir: Path, *, seconds: float = 0.0) -> Found | None:
    """Return the home's engine by its record; None when there is none.

    An engine leaves a lost record again: wait for that up to `seconds` while the state is held.
    """
    deadline = time.monotonic() + seconds
    while True:
        record = read_record(engine_dir)
        process = process_of(record)
        if record is not None and process is not None:
            return Found(record=record, process=process)
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


def end(process: psutil.Process, *, patience: float = _STOP_SECONDS) -> None:
    """TERM, then after `patience` seconds KILL.

    On Windows both end it at once; autosave has then saved all but the last seconds.
    """
    try:
        process.terminate()
        process.wait(patience)
    except psutil.TimeoutExpired:
        process.kill()
        process.wait(_KILL_SECONDS)
    except psutil.NoSuchProcess:
        return


def end_child(
    child: Popen[bytes],
    *,
    patience: float = _STOP_SECONDS,
    is_needed: Callable[[], bool] = lambda: False,
) -> bool:
    """Close the pipe the child watches, which every system has; TERM and KILL if that fails.

    False when it was left to run on because, by then, others need it.
    """
    for pipe in (child.stdin, child.stdout):
        if pipe is not None:
            pipe.close()
    deadline = time.monotonic() + patience
    while not _has_ended(child, _POLL_SECONDS) and time.monotonic() < deadline:
        if is_needed():
            return False
    for escalate in (child.terminate, child.kill):
        if not _has_ended(child, 0):
            escalate()
            _has_ended(child, patience)
    child.wait(_KILL_SECONDS)
    return True


def _has_ended(child: Popen[bytes], seconds: float) -> bool:
    try:
        child.wait(seconds)
    except TimeoutExpired:
        return False
    return True
