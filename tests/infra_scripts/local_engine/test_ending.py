"""Ending a process: politely first, by force when it does not listen."""

import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager

import psutil
import pytest

from infra_scripts.local_engine.ending import end, end_child, memory_of, process_of
from services.home.engine_record import EngineRecord

POLITE = "import sys; print('up', flush=True); sys.stdin.read()"
STUBBORN = (
    "import signal, sys, time; signal.signal(signal.SIGTERM, signal.SIG_IGN); "
    "print('up', flush=True); time.sleep(60)"
)


@contextmanager
def running(source: str) -> Iterator[subprocess.Popen[bytes]]:
    child = subprocess.Popen(
        [sys.executable, "-c", source], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    )
    assert child.stdin is not None
    assert child.stdout is not None
    with child.stdin, child.stdout:
        assert child.stdout.readline() == b"up\n"
        yield child
        child.kill()
        child.wait()


def test_a_child_that_watches_its_pipe_ends_by_itself() -> None:
    with running(POLITE) as child:
        end_child(child)
        assert child.returncode == 0


@pytest.mark.skipif(sys.platform == "win32", reason="there TERM cannot be ignored")
def test_a_child_that_listens_to_nothing_is_killed() -> None:
    with running(STUBBORN) as child:
        end_child(child, patience=0.2)
        assert child.returncode == -9


@pytest.mark.skipif(sys.platform == "win32", reason="there TERM cannot be ignored")
@pytest.mark.parametrize("source", [POLITE, STUBBORN], ids=["polite", "stubborn"])
def test_a_process_of_another_is_ended(source: str) -> None:
    with running(source) as child:
        process = psutil.Process(child.pid)
        end(process, patience=0.5)
        assert not process.is_running()
        assert memory_of(process) is None
        end(process)  # it is gone already


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
    with running(POLITE) as child:
        process = psutil.Process(child.pid)
        record = recorded(child.pid, process.create_time())
        child.kill()
        while process.status() != psutil.STATUS_ZOMBIE:
            pass
        assert process_of(record) is None
