"""The one way to end a process that this program started or left a record of."""

import time
from collections.abc import Callable
from contextlib import suppress
from subprocess import Popen, TimeoutExpired

import psutil

# Saving thousands of users takes a while; a save cut short loses what came after the last one.
_STOP_SECONDS = 15.0
_KILL_SECONDS = 5.0
_POLL_SECONDS = 0.05


def end_process(
    process: Popen[bytes] | psutil.Process,
    *,
    patience: float = _STOP_SECONDS,
    is_needed: Callable[[], bool] = lambda: False,
) -> bool:
    """End a process: close the pipes to it, then TERM, then KILL; `patience` seconds after each.

    Closing comes first because a child of ours watches its standard input, which works on every
    system. On Windows, TERM ends a process at once. Returns False when the process runs on because
    `is_needed`, asked while it has only lost its pipes, says that others need it. A process that
    has ended already is fine.
    """
    if isinstance(process, Popen) and close_pipes(process):
        _wake(process)
        deadline = time.monotonic() + patience
        while not _has_ended(process, _POLL_SECONDS) and time.monotonic() < deadline:
            if is_needed():
                return False
    try:
        for escalate in (process.terminate, process.kill):
            if not _has_ended(process, 0):
                escalate()
                _wake(process)
                _has_ended(process, patience)
    except psutil.NoSuchProcess:
        return True
    if not _has_ended(process, _KILL_SECONDS):
        raise psutil.TimeoutExpired(_KILL_SECONDS, process.pid)
    return True


def _wake(process: Popen[bytes] | psutil.Process) -> None:
    """Let a suspended process go on: only then does it see that it is to end."""
    with suppress(psutil.Error):
        psutil.Process(process.pid).resume()


def close_pipes(child: Popen[bytes]) -> bool:
    """Close this side of the child's pipes; tell whether there was any."""
    pipes = [pipe for pipe in (child.stdin, child.stdout) if pipe is not None]
    for pipe in pipes:
        pipe.close()
    return bool(pipes)


def _has_ended(process: Popen[bytes] | psutil.Process, seconds: float) -> bool:
    deadline = time.monotonic() + seconds
    while True:
        try:
            process.wait(min(seconds, _POLL_SECONDS))
        except (TimeoutExpired, psutil.TimeoutExpired):
            if _is_uncollected(process):
                return True
        else:
            return True
        if time.monotonic() >= deadline:
            return False


def _is_uncollected(process: Popen[bytes] | psutil.Process) -> bool:
    """Say whether it has ended, and whoever started it has not asked for its status yet."""
    if isinstance(process, Popen):
        return False
    try:
        return bool(process.status() == psutil.STATUS_ZOMBIE)
    except psutil.NoSuchProcess:
        return True
