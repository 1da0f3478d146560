"""An engine that a command started for itself stays for those who use it, and ends with them."""

import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from infra_scripts.local_engine.process import (
    Owner,
    engine_session,
    ensure_engine,
    start_detached,
    status,
    stop,
)
from infra_scripts.local_engine.usage import is_used
from services.settings import PROJECT_ROOT, Settings
from tests.infra_scripts.local_engine.conftest import is_alive
from tests.waiting import until

pytestmark = pytest.mark.engine

USE_AND_WAIT = """
import sys, time
from pathlib import Path
from infra_scripts.local_engine.process import engine_session
from services.settings import Settings
with engine_session(Settings(home=Path(sys.argv[1]))) as engine:
    print(engine.pid, flush=True)
    time.sleep(600)
"""


@contextmanager
def another_process_with_a_session(settings: Settings) -> Iterator[int]:
    """Yield the pid of the engine it uses; killed at the end of the block."""
    process = subprocess.Popen(
        [sys.executable, "-c", USE_AND_WAIT, str(settings.home)],
        cwd=PROJECT_ROOT,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert process.stdout is not None
    try:
        with process.stdout as output:
            yield int(output.readline())
    finally:
        process.kill()
        process.wait()


def test_it_stays_for_a_session_that_attached_and_ends_after_it(settings: Settings) -> None:
    starter = ensure_engine(settings, owner=Owner.CALLER)
    with engine_session(settings):
        starter.stop()
        assert status(settings).pid == starter.pid
    until(lambda: not is_alive(starter.pid))
    assert not is_used(settings.engine_dir)


def test_it_stays_when_its_starter_is_killed(settings: Settings) -> None:
    with another_process_with_a_session(settings) as pid:
        engine = ensure_engine(settings, owner=Owner.CALLER)
        assert (engine.pid, engine.started_here) == (pid, False)
    assert status(settings).pid == pid
    engine.stop()
    until(lambda: not is_alive(pid))


def test_a_killed_session_uses_it_no_longer(settings: Settings) -> None:
    starter = ensure_engine(settings, owner=Owner.CALLER)
    with another_process_with_a_session(settings) as pid:
        assert pid == starter.pid
        starter.stop()
        assert status(settings).pid == pid
    until(lambda: not is_alive(pid))


def test_engine_start_keeps_the_engine_of_a_command(settings: Settings) -> None:
    with engine_session(settings) as engine:
        assert start_detached(settings).pid == engine.pid
    assert status(settings).pid == engine.pid
    assert stop(settings)

    with engine_session(settings) as next_one:
        pass
    assert not is_alive(next_one.pid)


def test_only_who_attached_counts_as_a_use_and_leaves_no_file(settings: Settings) -> None:
    with engine_session(settings):
        assert not is_used(settings.engine_dir)
        with engine_session(settings):
            assert is_used(settings.engine_dir)
        assert not is_used(settings.engine_dir)
        assert list((settings.engine_dir / "uses").iterdir()) == []
