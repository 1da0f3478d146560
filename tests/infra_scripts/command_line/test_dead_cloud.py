"""A command whose local engine dies or hangs ends soon, and so does one that is asked to end."""

import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import psutil
import pytest

from services.home.engine_record import read_record
from services.settings import PROJECT_ROOT
from tests.infra_scripts.command_line.terminal_session import TerminalSession, command
from tests.ports import free_port

pytestmark = [
    pytest.mark.engine,
    pytest.mark.slow,
    pytest.mark.skipif(sys.platform == "win32", reason="there no process can be stopped like that"),
]
# 10 and 2 seconds in use, with room for a machine that does much else. For an engine that hangs
# boto3 alone would wait three times 30 seconds.
DEAD_SECONDS, ASKED_SECONDS = 60.0, 30.0


@pytest.fixture(scope="module")
def provisioned(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A home with a whole stack; its engine does not run."""
    home = tmp_path_factory.mktemp("dead") / "home"
    ran = TerminalSession(home).run("up", AUTHORIZER_LAB_ENGINE_PORT=str(free_port()))
    assert ran.status == 0, ran.err
    return home


class Running:
    """`verify` that has printed its first result, and the engine that it started or found."""

    def __init__(self, home: Path, port: int) -> None:
        session = TerminalSession(home)
        environment = session.environment(
            AUTHORIZER_LAB_ENGINE_PORT=str(port), PYTHONUNBUFFERED="1"
        )
        self.process = subprocess.Popen(
            command("verify"),
            cwd=PROJECT_ROOT,
            env=environment,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        assert self.process.stdout is not None
        while "same" not in (line := self.process.stdout.readline()):
            assert line, self.process.stderr and self.process.stderr.read()
        record = read_record(home / "local" / "engine")
        assert record is not None
        self.engine = psutil.Process(record.pid)

    def end(self, *, seconds: float) -> tuple[int, str]:
        started = time.monotonic()
        _, err = self.process.communicate(timeout=120)
        assert time.monotonic() - started < seconds
        return self.process.returncode, err


@pytest.fixture
def running(provisioned: Path, tmp_path: Path) -> Iterator[Running]:
    home = tmp_path / "home"
    shutil.copytree(provisioned, home)
    started = Running(home, free_port())
    yield started
    for process in (started.process, started.engine):
        if process.is_running() if isinstance(process, psutil.Process) else process.poll() is None:
            process.kill()
    started.process.communicate()


def test_an_engine_that_dies_ends_the_run_with_3(running: Running) -> None:
    running.engine.kill()
    status, err = running.end(seconds=DEAD_SECONDS)
    assert (status, len(err.splitlines())) == (3, 1), err
    assert err.startswith("Error: No connection for")


def test_an_engine_that_hangs_is_ended_and_ends_the_run_with_3(running: Running) -> None:
    running.engine.suspend()
    status, err = running.end(seconds=DEAD_SECONDS)
    assert status == 3
    assert err == (
        "Error: The local engine did not answer any more and was ended."
        " Run the command again: it starts a new one.\n"
    )


@pytest.mark.parametrize(
    ("number", "expected"),
    [
        pytest.param(signal.SIGINT, 130, id="Ctrl-C"),
        pytest.param(signal.SIGTERM, 143, id="SIGTERM"),
    ],
)
@pytest.mark.parametrize("hangs", [False, True], ids=["an engine that answers", "one that hangs"])
def test_a_run_that_is_asked_to_end_does(
    running: Running, number: signal.Signals, expected: int, *, hangs: bool
) -> None:
    if hangs:
        running.engine.suspend()
    os.kill(running.process.pid, number)
    status, err = running.end(seconds=ASKED_SECONDS)
    assert status == expected
    assert len(err.splitlines()) == int(hangs)


@pytest.fixture
def sharing(provisioned: Path, tmp_path: Path) -> Iterator[Running]:
    """`verify` on an engine that was started on its own, for whoever comes."""
    session, port = TerminalSession(tmp_path / "home"), free_port()
    shutil.copytree(provisioned, session.home)
    assert session.run("engine", "start", AUTHORIZER_LAB_ENGINE_PORT=str(port)).status == 0
    started = Running(session.home, port)
    yield started
    started.engine.resume()
    started.process.kill()
    started.process.communicate()
    assert session.run("engine", "stop").status == 0


def test_an_engine_that_runs_for_others_is_left_alone_when_it_hangs(sharing: Running) -> None:
    sharing.engine.suspend()
    status, err = sharing.end(seconds=DEAD_SECONDS)
    assert status == 3
    assert err == (
        "Error: The local engine does not answer any more. It runs for others, too, and was left"
        " alone. End it with `python -m infra_scripts engine stop` and run the command again.\n"
    )
    assert sharing.engine.status() == psutil.STATUS_STOPPED
