"""Sending the load: at its rate, never more than its bounds, and over as soon as that is asked."""

import heapq
import random
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from queue import Empty, SimpleQueue

from services.limits.backoff import TRIES, Uniform, full_jitter
from services.limits.load_run import Answered, LoadCall, LoadRun, RunEnd, answered_by
from services.traffic.exchange import Exchange

MOST_CALLS = 2_000
MOST_SECONDS_AFTER = 25  # for tries after the last piece of work has come
_AT_ONCE = 8
_TURN_SECONDS = 0.02
Send = Callable[[], Exchange]
_Due = tuple[float, int, int]  # when, which piece of work, after how many refusals


@dataclass(slots=True, kw_only=True)
class LoadDriver:
    """Drives one run; `why_over` is asked every few hundredths of a second."""

    send: Send
    why_over: Callable[[], RunEnd | None]
    clock: Callable[[], float] = time.monotonic
    uniform: Uniform = random.uniform
    _answers: "SimpleQueue[tuple[LoadCall, Exchange]]" = field(default_factory=SimpleQueue)

    def drive(self, run: LoadRun) -> None:
        """Send the run's load and keep each call in it; `run.end` says at last why it ended."""
        due: list[_Due] = [(n / run.load.rate, n, 0) for n in range(run.load.pieces)]
        started, sent, answered = self.clock(), 0, 0
        try:
            with ThreadPoolExecutor(_AT_ONCE) as pool:
                while (due or sent > answered) and run.end is None:
                    now = self.clock() - started
                    run.end = self.why_over() or _bound(run, now, sent)
                    while (
                        run.end is None and due and due[0][0] <= now and sent < answered + _AT_ONCE
                    ):
                        _, piece, refusals = heapq.heappop(due)
                        pool.submit(self._call, piece, refusals, started)
                        sent += 1
                    answered += self._collect(run, due)
            self._collect(run, due)  # what was on its way when the run was over
            run.end = run.end or RunEnd.DONE
        finally:
            run.end = run.end or RunEnd.FAILED

    def _call(self, piece: int, refusals: int, started: float) -> None:
        at = self.clock() - started
        exchange = self.send()
        call = LoadCall(piece=piece, refusals=refusals, at=at, answered=answered_by(exchange))
        self._answers.put((call, exchange))

    def _collect(self, run: LoadRun, due: list[_Due]) -> int:
        """Keep what has come back, after a short wait for the first; return how many came."""
        count = 0
        try:
            while True:
                call, exchange = self._answers.get(timeout=0 if count else _TURN_SECONDS)
                count += 1
                run.keep(call, exchange)
                self._go_on(run, call, due)
        except Empty:
            return count

    def _go_on(self, run: LoadRun, call: LoadCall, due: list[_Due]) -> None:
        """Plan the next try of a client that backs off; it reads that a quota does not refill."""
        if not run.load.backs_off or run.end is not None:
            return
        if call.answered is Answered.QUOTA:
            run.end = RunEnd.GAVE_UP
        elif call.answered is Answered.THROTTLED and call.refusals + 1 < TRIES:
            refusals = call.refusals + 1
            later = call.at + full_jitter(refusals, self.uniform)
            heapq.heappush(due, (later, call.piece, refusals))


def _bound(run: LoadRun, now: float, sent: int) -> RunEnd | None:
    if now > run.load.seconds + MOST_SECONDS_AFTER:
        return RunEnd.TIME
    return RunEnd.CALLS if sent >= MOST_CALLS else None
