"""The engine that a record names: recognised by its pid and its start, and by nothing else."""

import subprocess
import sys

import psutil
import pytest

from infra_scripts.local_engine.recorded_engine import process_of
from services.home.engine_record import EngineRecord


def recorded(pid: int, started_at: float) -> EngineRecord:
    return EngineRecord(
        pid=pid,
        process_started_at=started_at,
        port=4566,
        nonce="nonce",
        version="1.5.33",
        started_at=0.0,
    )


def test_the_recorded_process_is_recognised_by_its_start() -> None:
    own = psutil.Process()
    assert process_of(recorded(own.pid, own.create_time())) == own
    assert process_of(recorded(own.pid, own.create_time() - 5)) is None
    assert process_of(recorded(2**30, own.create_time())) is None
    assert process_of(None) is None


@pytest.mark.skipif(sys.platform == "win32", reason="there is no such state")
def test_a_process_that_only_waits_to_be_collected_is_not_running() -> None:
    child = subprocess.Popen([sys.executable, "-c", "input()"], stdin=subprocess.PIPE)
    process = psutil.Process(child.pid)
    record = recorded(child.pid, process.create_time())
    child.kill()
    while process.status() != psutil.STATUS_ZOMBIE:
        pass
    assert process_of(record) is None
    child.communicate()
