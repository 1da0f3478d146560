"""Ending a process: politely first, by force when it does not listen."""

import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager

import psutil
import pytest

from infra_scripts.local_engine.process_end import end_process
from infra_scripts.local_engine.recorded_engine import memory_of

POLITE = "import sys; print('up', flush=True); sys.stdin.read()"
ORDERLY = (
    "import signal, sys, time; signal.signal(signal.SIGTERM, lambda *_: sys.exit(0)); "
    "print('up', flush=True); time.sleep(60)"
)
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
        end_process(child)
        assert child.returncode == 0


@pytest.mark.skipif(sys.platform == "win32", reason="there TERM cannot be handled")
@pytest.mark.parametrize("is_our_child", [True, False], ids=["a child", "of another"])
def test_a_suspended_process_goes_on_and_ends_as_any_other(*, is_our_child: bool) -> None:
    with running(POLITE if is_our_child else ORDERLY) as child:
        process = psutil.Process(child.pid)
        process.suspend()
        end_process(child if is_our_child else process)
        assert child.wait() == 0


@pytest.mark.skipif(sys.platform == "win32", reason="there TERM cannot be ignored")
def test_a_child_that_listens_to_nothing_is_killed() -> None:
    with running(STUBBORN) as child:
        end_process(child, patience=0.2)
        assert child.returncode == -9


@pytest.mark.skipif(sys.platform == "win32", reason="there TERM cannot be ignored")
@pytest.mark.parametrize("source", [POLITE, STUBBORN], ids=["polite", "stubborn"])
def test_a_process_of_another_is_ended(source: str) -> None:
    with running(source) as child:
        process = psutil.Process(child.pid)
        end_process(process, patience=0.5)
        assert not process.is_running()
        assert memory_of(process) is None
        end_process(process)  # it is gone already


def test_a_child_that_others_need_by_then_is_left_to_run() -> None:
    with running(STUBBORN) as child:
        assert not end_process(child, is_needed=lambda: True)
        assert child.poll() is None


@pytest.mark.skipif(sys.platform == "win32", reason="there nobody collects a process")
def test_a_process_that_its_starter_has_not_collected_has_ended() -> None:
    starter = (
        "import subprocess, sys, time\n"
        "child = subprocess.Popen([sys.executable, '-c', 'import time; time.sleep(60)'])\n"
        "print(child.pid, flush=True)\n"
        "time.sleep(60)"
    )
    with subprocess.Popen([sys.executable, "-c", starter], stdout=subprocess.PIPE) as parent:
        assert parent.stdout is not None
        child = psutil.Process(int(parent.stdout.readline()))
        try:
            # Else it waits as long as it may, and ends with an error.
            assert end_process(child, patience=1)
            assert child.status() == psutil.STATUS_ZOMBIE
        finally:
            parent.kill()
