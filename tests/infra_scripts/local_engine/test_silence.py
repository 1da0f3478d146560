"""A silent engine: one that hangs, one that works or ends, and who may be ended for a new one."""

import contextlib
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from types import SimpleNamespace
from typing import Any
from urllib.parse import parse_qs, urlsplit

import psutil
import pytest

from infra_scripts.local_engine.identity import proof_of
from infra_scripts.local_engine.process import (
    EngineStatus,
    Owner,
    RunningEngine,
    engine_session,
    ensure_engine,
    start_detached,
    status,
)
from infra_scripts.local_engine.recorded_engine import find_engine
from infra_scripts.local_engine.silence import Condition, condition_of, make_way
from infra_scripts.local_engine.usage import use_engine
from services.errors import EngineError
from services.settings import Settings
from tests.infra_scripts.local_engine.conftest import is_alive
from tests.ports import free_port

NONCE = "nonce"


class Worker:
    """A process that has used so many seconds of processor time at each look."""

    def __init__(self, *used: float) -> None:
        self._used = iter(used)

    def cpu_times(self) -> Any:
        return SimpleNamespace(user=next(self._used), system=0.0)


@contextmanager
def slow_engine(*silences: float) -> Iterator[int]:
    """Yield the port of an engine that is silent so many seconds, question by question."""
    waits, is_over = iter(silences), threading.Event()

    class Slow(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            is_over.wait(next(waits))
            challenge = parse_qs(urlsplit(self.path).query)["challenge"][0]
            proof = proof_of(NONCE, port=self.server.server_port, challenge=challenge)  # type: ignore[attr-defined]
            self.send_response(200)
            self.end_headers()
            self.wfile.write(f'{{"proof": "{proof}"}}'.encode())

        def handle(self) -> None:
            with contextlib.suppress(OSError):  # whoever asked has gone
                super().handle()

        def log_message(self, format: str, *args: object) -> None:
            """Stay quiet."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Slow) as server:
        threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}).start()
        yield server.server_port
        is_over.set()
        server.shutdown()


@pytest.mark.parametrize(
    ("silences", "used", "expected"),
    [
        pytest.param([0], [1.0], Condition.ANSWERS, id="answers"),
        pytest.param(
            [9, 0], [1.0], Condition.ANSWERS, id="answers when asked again, after a sleep"
        ),
        pytest.param([9, 9], [1.0, 1.0], Condition.HANGS, id="is silent and does nothing"),
        pytest.param([9, 9, 0], [1.0, 1.1], Condition.ANSWERS, id="works, and answers later"),
        pytest.param([9, 9, 9], [1.0, 1.1], Condition.HANGS, id="works and never answers"),
    ],
)
def test_an_engine_that(silences: list[float], used: list[float], expected: Condition) -> None:
    with slow_engine(*silences) as port:
        process: Any = Worker(*used)
        assert condition_of(process, port=port, nonce=NONCE, patience=0.4) is expected


def test_an_engine_that_listens_no_more_is_ending() -> None:
    process: Any = Worker(1.0)
    assert condition_of(process, port=free_port(), nonce=NONCE) is Condition.ENDING


@pytest.fixture
def hung(settings: Settings) -> Iterator[RunningEngine]:
    """An engine that a command started for itself, and that does not do anything any more."""
    with engine_session(settings) as running:
        psutil.Process(running.pid).suspend()
        yield running
        if is_alive(running.pid):
            psutil.Process(running.pid).resume()


@pytest.mark.engine
def test_one_that_hangs_and_that_nobody_uses_makes_way(hung: RunningEngine) -> None:
    found = find_engine(hung.settings.engine_dir)
    assert found is not None
    make_way(hung.settings.engine_dir, found)
    assert not is_alive(hung.pid)


@pytest.mark.engine
def test_the_status_of_one_that_hangs_names_its_process(hung: RunningEngine) -> None:
    assert status(hung.settings) == EngineStatus(running=False, pid=hung.pid)


@pytest.mark.engine
def test_one_that_others_use_is_left_alone(hung: RunningEngine) -> None:
    with use_engine(hung.settings.engine_dir), pytest.raises(EngineError) as caught:
        ensure_engine(hung.settings, owner=Owner.CALLER)
    assert caught.value.message == (
        f"The local engine (process {hung.pid}) does not answer in time."
    )
    assert "engine stop" in caught.value.hint
    psutil.Process(hung.pid).resume()
    assert ensure_engine(hung.settings, owner=Owner.CALLER).pid == hung.pid


@pytest.mark.engine
def test_one_that_runs_until_it_is_stopped_is_left_alone(settings: Settings) -> None:
    engine = psutil.Process(start_detached(settings).pid)
    engine.suspend()
    with pytest.raises(EngineError, match="does not answer in time"):
        ensure_engine(settings, owner=Owner.CALLER)
    engine.resume()
    assert ensure_engine(settings, owner=Owner.CALLER).pid == engine.pid
