"""Whom a home trusts: only the engine that its own record names and that proves itself."""

import subprocess
import sys
from collections.abc import Iterator

import psutil
import pytest

from infra_scripts.local_engine.process import (
    engine_session,
    status,
    stop,
)
from services.home.engine_record import EngineRecord, write_record
from services.settings import Settings

pytestmark = pytest.mark.engine


@pytest.fixture
def bystander() -> Iterator[subprocess.Popen[bytes]]:
    """Any process that is not an engine."""
    process = subprocess.Popen([sys.executable, "-c", "import time; time.sleep(60)"])
    yield process
    process.kill()
    process.wait()


def recorded(port: int, pid: int, started_at: float) -> EngineRecord:
    return EngineRecord(
        pid=pid,
        process_started_at=started_at,
        port=port,
        nonce="0" * 64,
        version="1.5.33",
        started_at=0.0,
    )


def test_a_stranger_on_the_recorded_port_is_not_trusted(
    settings: Settings, stranger: int, bystander: subprocess.Popen[bytes]
) -> None:
    started = psutil.Process(bystander.pid).create_time()
    write_record(settings.engine_dir, recorded(stranger, bystander.pid, started))

    assert not status(settings).running


def test_a_reused_pid_is_neither_attached_to_nor_stopped(
    settings: Settings, stranger: int, bystander: subprocess.Popen[bytes]
) -> None:
    write_record(settings.engine_dir, recorded(stranger, bystander.pid, 1.0))

    assert not status(settings).running
    with engine_session(settings) as engine:
        assert engine.pid != bystander.pid
    write_record(settings.engine_dir, recorded(stranger, bystander.pid, 1.0))
    assert not stop(settings)
    assert bystander.poll() is None


def test_a_recorded_engine_that_proves_nothing_is_replaced(
    settings: Settings, bystander: subprocess.Popen[bytes]
) -> None:
    started = psutil.Process(bystander.pid).create_time()
    write_record(settings.engine_dir, recorded(1, bystander.pid, started))

    with engine_session(settings) as engine:
        assert engine.started_here
    assert bystander.wait(60) is not None


def test_a_record_of_an_ended_process_is_stale(settings: Settings) -> None:
    ended = subprocess.Popen([sys.executable, "-c", ""])
    started = psutil.Process(ended.pid).create_time()
    ended.wait()
    write_record(settings.engine_dir, recorded(4566, ended.pid, started))

    assert not stop(settings)
    with engine_session(settings) as engine:
        assert engine.started_here
