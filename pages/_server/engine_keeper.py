"""EngineKeeper: holds the local engine open for the server's lifetime; restarts a dead one.

One that hangs is dead, too, though its process lives: it is asked, and ended after a while.
"""

import logging
import threading
import time
from collections.abc import Callable
from contextlib import AbstractContextManager
from enum import StrEnum
from typing import TYPE_CHECKING, Any, Protocol

from services.errors import EngineError, LabError

if TYPE_CHECKING:
    from infra_scripts.local_engine.self_test.report import SelfTestReport

_log = logging.getLogger(__name__)
_LOOK_SECONDS = 0.5
_SHORT_LIFE_SECONDS = 10.0
_MOST_SHORT_LIVES = 3
_STOP_SECONDS = 15.0
_DOES_NOT_ANSWER = "The local engine does not answer."
_BUSY_OR_GONE = "It may be busy. If it does nothing for 15 seconds, it is started again by itself."
_LEFT_ALONE = (
    "It was started with `engine start`, so it is left alone. End it with "
    "`python -m infra_scripts engine stop`; another one is started then."
)


class EngineState(StrEnum):
    STARTING = "starting"
    RUNNING = "running"
    SILENT = "silent"  # its process lives and does not answer
    STOPPED = "stopped"


class Engine(Protocol):
    """What the keeper needs to know of a running engine."""

    @property
    def endpoint_url(self) -> str: ...

    @property
    def pid(self) -> int: ...

    @property
    def self_test(self) -> "SelfTestReport": ...

    def require_saved(self) -> None: ...


class Silence(Protocol):
    """What the keeper needs to know of an engine's silence; `look` asks the engine."""

    @property
    def is_long(self) -> bool: ...

    @property
    def is_hopeless(self) -> bool: ...

    @property
    def is_left_alone(self) -> bool: ...

    def look(self) -> None: ...

    def end(self) -> None: ...


class EngineWatch(Protocol):
    """What pages ask of the engine's keeper."""

    @property
    def state(self) -> EngineState: ...

    @property
    def endpoint_url(self) -> str: ...

    @property
    def starts(self) -> int: ...

    @property
    def started_at(self) -> float: ...

    @property
    def error(self) -> LabError | None: ...

    @property
    def failed_checks(self) -> tuple[str, ...]: ...

    def wait_until_running(self, seconds: float) -> str: ...

    def restart(self) -> None: ...

    def require_saved(self) -> None: ...


class EngineKeeper:
    """One thread that opens the engine, watches its process and opens it again when it died.

    The same thread lives as long as the engine does, because a child may be bound to the thread
    that started it. An engine that dies young three times in a row stays stopped until `restart`.
    """

    def __init__(
        self,
        open_engine: Callable[[], AbstractContextManager[Engine]],
        is_alive: Callable[[int], bool],
        silence_of: Callable[[Any], Silence],
        clock: Callable[[], float] = time.monotonic,
        look_seconds: float = _LOOK_SECONDS,
    ) -> None:
        self._open_engine = open_engine
        self._is_alive = is_alive
        self._silence_of = silence_of
        self._clock = clock
        self._look_seconds = look_seconds
        self._changed = threading.Condition()
        self._wake = threading.Event()
        self._stopping = False
        self._thread: threading.Thread | None = None
        self._engine: Engine | None = None
        self.state = EngineState.STARTING
        self.endpoint_url = ""
        self.starts = 0  # how many engines ran: one may follow another at the same address
        self.started_at = 0.0  # epoch seconds: when the last one was there
        self.error: LabError | None = None
        self.failed_checks: tuple[str, ...] = ()

    def start(self) -> None:
        self._thread = threading.Thread(target=self._keep, name="engine-keeper", daemon=True)
        self._thread.start()

    def stop(self) -> None:
        """Close the engine (which ends it when this process started it) and wait for that."""
        self._stopping = True
        self._wake.set()
        if self._thread is not None:
            self._thread.join(_STOP_SECONDS)

    def restart(self) -> None:
        """Try again after the engine stayed stopped; nothing to do while it runs."""
        if self.state is EngineState.STOPPED:
            self._publish(EngineState.STARTING)
            self._wake.set()

    def require_saved(self) -> None:
        """Let the engine save now; raise StateNotSaved when what was done is not on disk."""
        if (engine := self._engine) is not None:
            engine.require_saved()

    def wait_until_running(self, seconds: float) -> str:
        """Return the endpoint's address; raises what stopped the engine, or EngineError."""
        with self._changed:
            self._changed.wait_for(
                lambda: self.state in {EngineState.RUNNING, EngineState.STOPPED}, seconds
            )
        if self.state is EngineState.RUNNING:
            return self.endpoint_url
        raise self.error or EngineError(
            "The local engine is not running.", hint="Press Restart the engine."
        )

    def _keep(self) -> None:
        error: LabError | None = EngineError(
            "The local engine stopped on an unexpected error.", hint="The server's log tells more."
        )
        try:
            self._hold_until_stopped()
            error = None
        finally:
            self._publish(EngineState.STOPPED, error=error)

    def _hold_until_stopped(self) -> None:
        short_lives = 0
        while not self._stopping:
            opened_at = self._clock()
            error = self._hold_once()
            is_short = self._clock() - opened_at < _SHORT_LIFE_SECONDS
            short_lives = short_lives + 1 if is_short else 1
            if not self._stopping and (error is not None or short_lives >= _MOST_SHORT_LIVES):
                self._publish(EngineState.STOPPED, error=error)
                self._wake.wait()
                self._wake.clear()
                short_lives = 0

    def _hold_once(self) -> LabError | None:
        """Hold the engine open until it dies or the keeper stops; return why it did not open."""
        self._publish(EngineState.STARTING)
        try:
            with self._open_engine() as engine:
                self._engine = engine
                self.failed_checks = _failed_checks(engine.self_test)
                self.starts += 1
                self.started_at = time.time()
                self._publish(EngineState.RUNNING, endpoint_url=engine.endpoint_url)
                self._watch(engine)
                if not self._stopping:
                    _log.warning("The local engine (pid %d) died; it is started again", engine.pid)
                    self._publish(EngineState.STARTING)
        except LabError as error:
            if self.starts:  # of the first start, the command that starts the UI tells, or the page
                _log.warning("The local engine: %s", error.one_line())
            return error
        return None

    def _watch(self, engine: Engine) -> None:
        """Return when the engine is dead or the keeper stops; tell meanwhile whether it answers."""
        silence = self._silence_of(engine)
        while not self._stopping and self._is_alive(engine.pid):
            self._listen(engine, silence)
            self._wake.wait(self._look_seconds)

    def _listen(self, engine: Engine, silence: Silence) -> None:
        silence.look()
        if not silence.is_long:
            if self.state is EngineState.SILENT:
                self._publish(EngineState.RUNNING, endpoint_url=engine.endpoint_url)
        elif silence.is_hopeless and not silence.is_left_alone:
            _log.warning("The local engine (pid %d) hangs and is ended", engine.pid)
            silence.end()
        elif self.state is EngineState.RUNNING and self._is_alive(engine.pid):
            hint = _LEFT_ALONE if silence.is_left_alone else _BUSY_OR_GONE
            self._publish(EngineState.SILENT, error=EngineError(_DOES_NOT_ANSWER, hint=hint))

    def _publish(
        self, state: EngineState, *, endpoint_url: str = "", error: LabError | None = None
    ) -> None:
        with self._changed:
            self.endpoint_url = endpoint_url
            self.error = error
            self.state = state
            self._changed.notify_all()


def _failed_checks(report: "SelfTestReport") -> tuple[str, ...]:
    if report.passed:
        return ()
    failed = tuple(f"{check.sentence}: {check.observed}" for check in report.failures)
    return failed or ("The self-test did not run",)


def process_is_alive(pid: int) -> bool:
    """Say whether a process runs; a dead child that nobody has collected yet does not."""
    import psutil

    try:
        return bool(psutil.Process(pid).status() != psutil.STATUS_ZOMBIE)
    except psutil.NoSuchProcess:
        return False
