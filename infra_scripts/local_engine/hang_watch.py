"""A watch over the local engine while a command works with it: one that hangs is ended.

Its end closes every connection to it, so whoever waits for an answer learns at once that none will
come. An engine that died needs no watch: the next call to it fails at once.
"""

import signal
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import FrameType

from infra_scripts.local_engine.identity import answers_as_ours
from infra_scripts.local_engine.process_end import end_process
from infra_scripts.local_engine.recorded_engine import process_of
from services.errors import EngineError, LabError
from services.home.engine_record import read_record

_LOOK_SECONDS = 1.0
_PATIENCE_SECONDS = 5.0  # an engine that saves thousands of users is silent for a second or two
_HURRIED_SECONDS = 0.7  # for a person who pressed Ctrl-C
_END_SECONDS = 0.2


class _Watch:
    def __init__(self, engine_dir: Path) -> None:
        self._engine_dir = engine_dir
        self._is_over = threading.Event()
        self.has_ended_engine = False

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
        record = read_record(self._engine_dir)
        if record is None:  # lost: the engine leaves it again
            return
        asked_at = time.monotonic()
        answers = answers_as_ours(port=record.port, nonce=record.nonce, timeout=patience)
        waited = time.monotonic() - asked_at
        process = process_of(record)
        if answers or waited < patience or process is None or self._is_over.is_set():
            return
        self.has_ended_engine = True
        end_process(process, patience=_END_SECONDS)


@contextmanager
def watched_engine(engine_dir: Path) -> Iterator[None]:
    """End an engine that does not answer any more; raises EngineError for what then fails.

    A signal that ends the command shortens the patience: what is to be put back must not wait.
    """
    watch = _Watch(engine_dir)
    watch.start()
    try:
        with _hurried_by_signals(watch):
            yield
    except LabError as error:
        if watch.has_ended_engine:
            raise EngineError(
                "The local engine did not answer any more and was ended.",
                hint="Run the command again: it starts a new one.",
            ) from error
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
