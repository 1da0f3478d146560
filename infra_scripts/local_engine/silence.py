"""Whether an engine that does not answer hangs, or only has much to do; making way for a new one.

A busy engine (it saves much, or its machine does much else) is silent for a while, too, and so is
one whose machine slept. One that stays silent when it is asked again, and does nothing meanwhile,
hangs; one that works gets much more time.
"""

import time
from enum import StrEnum
from pathlib import Path

import psutil

from infra_scripts.local_engine.identity import answers_as_ours
from infra_scripts.local_engine.process_end import end_process
from infra_scripts.local_engine.recorded_engine import RecordedEngine
from infra_scripts.local_engine.usage import is_used
from services.errors import EngineError

_PATIENCE_SECONDS = 2.0
_HANGING_SECONDS = 1.0  # between TERM and KILL: it saves nothing
_ENDING_SECONDS = 15.0
_LONGER = 4  # times the patience, for an engine that works
_LEAST_WORK = 0.01  # of the time: an engine that works gets more on a very busy machine


class Condition(StrEnum):
    """How an engine is whose process lives."""

    ANSWERS = "answers"
    ENDING = "ending"  # it listens no more, and may still save
    HANGS = "hangs"


def condition_of(
    process: psutil.Process, *, port: int, nonce: str, patience: float = _PATIENCE_SECONDS
) -> Condition:
    """Ask the engine that holds `nonce` twice, for `patience` seconds altogether.

    One that works meanwhile is asked again, for four times as long.
    """
    worked, asked_at = work_of(process), time.monotonic()
    for seconds in (patience / 2, patience / 2):
        if condition := _answer(port, nonce, seconds):
            return condition
    if not has_worked(process, worked, time.monotonic() - asked_at):
        return Condition.HANGS
    return _answer(port, nonce, _LONGER * patience) or Condition.HANGS


def _answer(port: int, nonce: str, seconds: float) -> Condition | None:
    """Return how it is, None when it took the question and was silent for so long."""
    asked_at = time.monotonic()
    if answers_as_ours(port=port, nonce=nonce, timeout=seconds):
        return Condition.ANSWERS
    return Condition.ENDING if time.monotonic() - asked_at < seconds else None


def work_of(process: psutil.Process) -> float:
    """Return the processor time it has used, in seconds; one that has ended uses no more."""
    try:
        times = process.cpu_times()
    except psutil.Error:
        return 0.0
    return float(times.user + times.system)


def has_worked(process: psutil.Process, worked: float, seconds: float) -> bool:
    """Tell whether it did more than idle in the last `seconds`, `worked` being its work before."""
    return work_of(process) - worked >= _LEAST_WORK * seconds


def make_way(engine_dir: Path, found: RecordedEngine) -> None:
    """Let an engine end that proves nothing any more, so that another can take its state.

    Raises EngineError when that is not ours to do: others use it, or it is only busy.
    """
    record = found.record
    condition = condition_of(found.process, port=record.port, nonce=record.nonce)
    if condition is Condition.ENDING:
        worked, asked_at = work_of(found.process), time.monotonic()
        if _ends(found.process):
            return
        seconds = time.monotonic() - asked_at
        if not has_worked(found.process, worked, seconds):  # it neither listens nor saves
            condition = Condition.HANGS
    if condition is not Condition.HANGS or is_used(engine_dir):
        raise EngineError(
            f"The local engine (process {record.pid}) does not answer in time.",
            hint="Try again in a while, or end it with `python -m infra_scripts engine stop`.",
        )
    end_process(found.process, patience=_HANGING_SECONDS)


def _ends(process: psutil.Process) -> bool:
    """Tell whether it ends by itself: a large state takes a while to be saved."""
    try:
        process.wait(_ENDING_SECONDS)
    except psutil.TimeoutExpired:
        return False
    return True
