"""An engine that does not answer: when it is told, when it is ended, and when it is only busy."""

import os
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import psutil
import pytest

from infra_scripts.local_engine.long_silence import LongSilence
from infra_scripts.local_engine.process import RunningEngine, engine_session
from infra_scripts.local_engine.self_test.report import SelfTestReport
from infra_scripts.local_engine.usage import keep_engine
from services.settings import Settings
from tests.ports import free_port


class Clock:
    now = 1000.0

    def __call__(self) -> float:
        return self.now


class Worker:
    """A process that has used so many seconds of processor time."""

    used = 0.0

    def cpu_times(self) -> Any:
        return SimpleNamespace(user=self.used, system=0.0)


def _nobody_at(port: int, home: Path) -> RunningEngine:
    return RunningEngine(
        endpoint_url=f"http://127.0.0.1:{port}",
        port=port,
        pid=os.getpid(),
        started_here=False,
        self_test=SelfTestReport(),
        settings=Settings(home=home),
        nonce="n",
    )


@pytest.mark.parametrize(
    ("seconds", "share_of_work", "is_long", "is_hopeless"),
    [
        pytest.param(2.9, 0.0, False, False, id="as long as a save: nothing"),
        pytest.param(3.0, 0.0, True, False, id="longer: told"),
        pytest.param(14.9, 0.0, True, False, id="idle for almost 15 seconds: waited for"),
        pytest.param(15.1, 0.0, True, True, id="idle for 15 seconds: it hangs"),
        pytest.param(15.1, 0.02, True, False, id="at work for 15 seconds: busy"),
        pytest.param(59.9, 0.9, True, False, id="at work for almost a minute: busy"),
        pytest.param(60.1, 0.9, True, True, id="at work for a minute: it hangs"),
    ],
)
def test_what_its_silence_means(
    tmp_path: Path,
    seconds: float,
    share_of_work: float,
    *,
    is_long: bool,
    is_hopeless: bool,
) -> None:
    clock, worker = Clock(), Worker()
    silence = LongSilence(_nobody_at(free_port(), tmp_path), clock)
    silence._process = worker  # type: ignore[assignment]
    silence.look()
    clock.now += seconds
    worker.used = share_of_work * seconds
    silence.look()
    assert (silence.is_long, silence.is_hopeless) == (is_long, is_hopeless)


@pytest.mark.engine
def test_a_suspended_engine_is_silent_until_it_goes_on_and_ends_in_order(
    settings: Settings,
) -> None:
    with engine_session(settings) as engine:
        clock, process = Clock(), psutil.Process(engine.pid)
        silence = LongSilence(engine, clock)
        process.suspend()
        silence.look()
        clock.now += 3.0
        assert silence.is_long
        process.resume()
        silence.look()
        assert not silence.is_long

        process.suspend()
        silence.look()
        clock.now += 16.0
        assert silence.is_hopeless
        silence.end()
        assert engine.child is not None
        assert engine.child.wait() == 0  # after it has saved, and not by force


def test_an_engine_that_was_started_to_run_on_is_left_alone(tmp_path: Path) -> None:
    engine = _nobody_at(free_port(), tmp_path)
    silence = LongSilence(engine)
    assert not silence.is_left_alone
    keep_engine(engine.settings.engine_dir)
    assert silence.is_left_alone
