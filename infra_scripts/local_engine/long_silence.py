"""LongSilence: whether an engine that is held for hours still answers, and what its silence means.

A dead engine ends its process; one that is suspended or hangs keeps it and looks healthy. A busy
one must not be taken for that, so the times are long beside what was measured:

- It answers within a twentieth of a second, also while one of its functions sleeps for seconds.
- Saving thousands of users silences it for a second or two: nobody is told before three.
- One that is silent for fifteen seconds and did nothing meanwhile, by its processor time, hangs.
- One that works is given a minute: longer than any operation of the lab takes.
"""

import time
from collections.abc import Callable

import psutil

from infra_scripts.local_engine.identity import answers_as_ours
from infra_scripts.local_engine.process import RunningEngine
from infra_scripts.local_engine.process_end import end_process
from infra_scripts.local_engine.silence import has_worked, work_of
from infra_scripts.local_engine.usage import is_kept

_TOLD_SECONDS = 3.0
_IDLE_SECONDS = 15.0
_BUSY_SECONDS = 60.0
_ANSWER_SECONDS = 1.5
_END_SECONDS = 5.0  # a suspended one goes on, saves and ends; one that hangs saves nothing


class LongSilence:
    """Asks one engine again and again, and knows since when it has not answered."""

    def __init__(self, engine: RunningEngine, clock: Callable[[], float] = time.monotonic) -> None:
        self._engine = engine
        self._clock = clock
        self._process = psutil.Process(engine.pid)
        self._since: float | None = None
        self._worked = 0.0

    @property
    def is_long(self) -> bool:
        """Say whether a page has to be told."""
        return self._seconds() >= _TOLD_SECONDS

    @property
    def is_hopeless(self) -> bool:
        """Say whether it is time to end it."""
        seconds = self._seconds()
        is_busy = has_worked(self._process, self._worked, seconds)
        return seconds >= (_BUSY_SECONDS if is_busy else _IDLE_SECONDS)

    @property
    def is_left_alone(self) -> bool:
        """Say whether somebody else decides about it: who started it to run on."""
        return is_kept(self._engine.settings.engine_dir)

    def look(self) -> None:
        """Ask once, for at most a second and a half."""
        asked_at, worked = self._clock(), work_of(self._process)
        engine = self._engine
        if answers_as_ours(port=engine.port, nonce=engine.nonce, timeout=_ANSWER_SECONDS):
            self._since = None
        elif self._since is None:
            self._since, self._worked = asked_at, worked

    def end(self) -> None:
        """End it, so that another one can take its place."""
        end_process(self._process, patience=_END_SECONDS)

    def _seconds(self) -> float:
        return 0.0 if self._since is None else self._clock() - self._since
