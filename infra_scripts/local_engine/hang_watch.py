"""A watch over the local engine while a command works with it: nobody waits for one that hangs.

An engine that was started for the command alone is ended. Any other one is left alone, because
what it still holds may be somebody's work: the command gives up and closes its own connections.
Either way whoever waits for an answer learns at once that none will come. An engine that died
needs no watch: the next call to it fails at once.
"""

import signal
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import FrameType

import psutil

from infra_scripts.local_engine.own_connections import cut_connections
from infra_scripts.local_engine.process import RunningEngine
from infra_scripts.local_engine.process_end import end_process
from infra_scripts.local_engine.silence import Condition, condition_of
from infra_scripts.local_engine.usage import is_used
from services.errors import EngineError, LabError

_LOOK_SECONDS = 1.0
_PATIENCE_SECONDS = 5.0  # an engine that saves thousands of users is silent for a second or two
_HURRIED_SECONDS = 0.7  # for a person who pressed Ctrl-C
_END_SECONDS = 0.2
_CUT_SECONDS = 0.1
_AGAIN = "Run the command again: it starts a new one."
_ENDED = "The local engine did not answer any more and was ended."
_LEFT = "The local engine does not answer any more. It runs for others, too, and was left alone."


class _Watch:
    def __init__(self, running: RunningEngine, give_up: Callable[[], None]) -> None:
        self._running = running
        self._give_up = give_up
        self._process = _process_of(running.pid)
        self._is_over = threading.Event()
        self.error: EngineError | None = None

    def start(self) -> None:
        threading.Thread(target=self._keep_looking, name="engine-watch", daemon=True).start()

    def hurry(self) -> None:
        """Look now, with little patience."""
        look = threading.Thread(target=self._look, args=(_HURRIED_SECONDS,), daemon=True)
        look.start()

    def stop(self) -> None:
        self._is_over.set()

    def _keep_looking(self) -> None:
        while not self._is_over.wait(_LOOK_SECONDS):
            self._look(_PATIENCE_SECONDS)

    def _look(self, patience: float) -> None:
        engine, process = self._running, self._process
        if process is None:
            return
        condition = condition_of(process, port=engine.port, nonce=engine.nonce, patience=patience)
        if condition is not Condition.HANGS or self._is_over.is_set():
            return
        if engine.started_here and not is_used(engine.settings.engine_dir):
            self.error = EngineError(_ENDED, hint=_AGAIN)
            end_process(process, patience=_END_SECONDS)
        else:
            self._leave()

    def _leave(self) -> None:
        hint = "End it with `python -m infra_scripts engine stop` and run the command again."
        self.error = EngineError(_LEFT, hint=hint)
        self._give_up()
        while not self._is_over.is_set():  # whoever is cut off may try again
            cut_connections(self._running.port)
            self._is_over.wait(_CUT_SECONDS)


def _process_of(pid: int) -> psutil.Process | None:
    try:
        return psutil.Process(pid)
    except psutil.Error:  # it has just ended
        return None


@contextmanager
def watched_engine(running: RunningEngine, *, give_up: Callable[[], None]) -> Iterator[None]:
    """Let nobody wait for an engine that hangs; raises EngineError for what then fails.

    `give_up` is called, in another thread, when the engine is left alone: nothing is to be sent to
    it again. A signal that ends the command shortens the patience: what is to be put back must not
    wait.
    """
    watch = _Watch(running, give_up)
    watch.start()
    try:
        with _hurried_by_signals(watch):
            yield
    except LabError as error:
        if watch.error is not None:
            raise watch.error from error
        raise
    finally:
        watch.stop()


@contextmanager
def _hurried_by_signals(watch: _Watch) -> Iterator[None]:
    """Let the handlers that are in place be called after the watch was told to hurry."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    before = {number: signal.getsignal(number) for number in (signal.SIGINT, signal.SIGTERM)}

    def hurry(number: int, frame: FrameType | None) -> None:
        watch.hurry()
        handler = before[signal.Signals(number)]
        if callable(handler):
            handler(number, frame)

    for number, handler in before.items():
        if callable(handler):
            signal.signal(number, hurry)
    try:
        yield
    finally:
        for number, handler in before.items():
            if callable(handler):
                signal.signal(number, handler)
