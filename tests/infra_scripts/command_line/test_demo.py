"""`demo`: the port it serves on, the environment it passes on, and that all of it ends."""

import http.client
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psutil
import pytest

from infra_scripts.command_line import demo_command
from infra_scripts.command_line.demo_server import (
    choose_port,
    how_it_ended,
    require_two_ports,
    server_environment,
)
from services.errors import PortTaken, SettingsError, StoredFileError
from services.settings import PROJECT_ROOT, Cloud, Settings
from tests.infra_scripts.command_line.terminal_session import TerminalSession, command
from tests.ports import free_port


@contextmanager
def taken_port() -> Iterator[int]:
    with socket.create_server(("127.0.0.1", 0)) as server:
        yield server.getsockname()[1]


def test_a_taken_port_that_was_asked_for_is_refused() -> None:
    with taken_port() as port, pytest.raises(PortTaken) as refused:
        choose_port(port, is_explicit=True)

    assert refused.value.exit_status == 2
    assert str(port) in refused.value.message


def test_a_taken_default_port_means_the_next_free_one() -> None:
    with taken_port() as port:
        assert choose_port(port, is_explicit=False) > port


def test_a_free_port_is_taken_as_it_is() -> None:
    port = free_port()
    assert choose_port(port, is_explicit=True) == port


def test_one_port_for_both_is_refused_when_it_was_asked_for() -> None:
    both = {"ui_port": 9001, "engine_port": 9001}
    with pytest.raises(SettingsError, match="Port 9001 is set for the UI and for the local engine"):
        require_two_ports(Settings(**both, engine_port_is_explicit=True))
    require_two_ports(Settings(**both))  # the engine takes the next free one
    require_two_ports(Settings(**both, engine_port_is_explicit=True, cloud=Cloud.AWS))


def test_the_server_gets_the_settings_of_the_flags(tmp_path: Path) -> None:
    settings = Settings(stack="mine", home=tmp_path, ui_port=9001, engine_port=9002)

    assert server_environment(settings, {"PATH": "/bin", "AUTHORIZER_LAB_STACK": "theirs"}) == {
        "PATH": "/bin",
        "AUTHORIZER_LAB_CLOUD": "local",
        "AUTHORIZER_LAB_STACK": "mine",
        "AUTHORIZER_LAB_HOME": str(tmp_path),
        "AUTHORIZER_LAB_UI_PORT": "9001",
    }


def test_an_engine_port_is_explicit_for_the_server_only_when_it_was_asked_for() -> None:
    settings = Settings(engine_port=9002, engine_port_is_explicit=True)

    assert server_environment(settings, {})["AUTHORIZER_LAB_ENGINE_PORT"] == "9002"


def test_on_aws_the_server_gets_region_and_profile() -> None:
    settings = Settings(cloud=Cloud.AWS, region="eu-west-1", profile="dev")

    environment = server_environment(settings, {"AWS_REGION": "us-west-2"})

    assert environment["AUTHORIZER_LAB_CLOUD"] == "aws"
    assert (environment["AWS_REGION"], environment["AWS_PROFILE"]) == ("eu-west-1", "dev")


@contextmanager
def running_demo(
    session: TerminalSession, *flags: str
) -> Iterator[tuple[subprocess.Popen[str], str]]:
    """Yield the demo with the line it printed when it was ready."""
    demo = subprocess.Popen(
        command("demo", "--no-browser", *flags),
        cwd=PROJECT_ROOT,
        env=session.environment(),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    assert demo.stdout is not None
    assert demo.stderr is not None
    try:
        yield demo, demo.stdout.readline()
    finally:
        if demo.poll() is None:
            demo.kill()
        demo.wait()
        demo.stdout.close()
        demo.stderr.close()


def offspring(demo: subprocess.Popen[str], *, at_least: int) -> list[psutil.Process]:
    """Return what the demo started, once that many processes run."""
    parent, deadline = psutil.Process(demo.pid), time.monotonic() + 120
    found: list[psutil.Process] = []
    while len(found) < at_least and time.monotonic() < deadline:
        time.sleep(0.05)
        found = parent.children(recursive=True)
    assert len(found) >= at_least
    return found


@pytest.mark.slow
@pytest.mark.engine
@pytest.mark.parametrize(
    ("number", "status", "last_word"),
    [
        (signal.SIGINT, 0, "Stopped.\n"),
        (signal.SIGTERM, 0, "Stopped.\n"),
        (signal.SIGKILL, -9, ""),
    ],
    ids=["Ctrl-C", "TERM", "KILL"],
)
def test_it_serves_until_stopped_and_leaves_no_process_after(
    tmp_path: Path, number: signal.Signals, status: int, last_word: str
) -> None:
    port, session = free_port(), TerminalSession(tmp_path)
    with running_demo(session, "--ui-port", str(port)) as (demo, ready):
        assert ready == f"Authorizer Lab is running at http://localhost:{port} (Ctrl-C stops it).\n"
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
        connection.request("GET", "/")
        assert connection.getresponse().status == 200
        connection.close()
        started = offspring(demo, at_least=2)  # the UI and the local engine

        demo.send_signal(number)
        rest, _ = demo.communicate(timeout=60)

    assert (demo.returncode, rest) == (status, last_word)
    _, alive = psutil.wait_procs(started, timeout=60)
    assert alive == []


@pytest.mark.parametrize(
    ("status", "told"),
    [
        pytest.param(1, "The UI ended by itself. The lines above say why.", id="by itself"),
        pytest.param(-9, "ended from outside by SIGKILL (signal 9)", id="killed"),
        pytest.param(-15, "ended from outside by SIGTERM (signal 15)", id="told to end"),
    ],
)
def test_a_ui_that_ended_is_told_with_what_ended_it(status: int, told: str) -> None:
    assert told in how_it_ended(status).one_line()


@pytest.mark.slow
@pytest.mark.engine
def test_a_ui_that_is_killed_ends_the_demo_with_the_signal_and_what_to_do(tmp_path: Path) -> None:
    session = TerminalSession(tmp_path)
    with running_demo(session, "--ui-port", str(free_port())) as (demo, _):
        started = offspring(demo, at_least=2)
        next(each for each in started if "ui_server" in " ".join(each.cmdline())).kill()
        _, told = demo.communicate(timeout=60)
    assert demo.returncode == 1
    assert "SIGKILL" in told
    assert "Run the command again." in told
    _, alive = psutil.wait_procs(started, timeout=60)
    assert alive == []


@pytest.mark.slow
def test_a_taken_ui_port_that_was_asked_for_ends_it_with_exit_2(tmp_path: Path) -> None:
    with taken_port() as port:
        ran = TerminalSession(tmp_path).run("demo", "--no-browser", "--ui-port", str(port))

    assert (ran.status, ran.out) == (2, "")
    assert f"The UI's port {port} is taken." in ran.err
    assert len(ran.err.splitlines()) == 1


@pytest.mark.slow
def test_on_aws_it_provisions_nothing_and_says_what_does(tmp_path: Path) -> None:
    session = TerminalSession(tmp_path)
    flags = ("--cloud", "aws", "--region", "eu-west-1", "--ui-port", str(free_port()))
    with running_demo(session, *flags) as (demo, ready):
        assert ready.startswith("Authorizer Lab is running at ")
        assert demo.stdout is not None
        assert "`python -m infra_scripts up --cloud aws`" in demo.stdout.readline()
        demo.send_signal(signal.SIGINT)
        assert demo.wait(timeout=60) == 0

    assert list(tmp_path.rglob("*.outputs.json")) == []


@pytest.mark.slow
def test_an_engine_port_that_is_taken_is_told_in_one_line_and_nothing_runs(tmp_path: Path) -> None:
    with taken_port() as port:
        ran = TerminalSession(tmp_path).run(
            "demo", "--no-browser", "--engine-port", str(port), "--ui-port", str(free_port())
        )

    assert (ran.status, ran.out) == (2, "")
    assert ran.err.startswith(f"Error: Port {port} is taken by another program.")
    assert len(ran.err.splitlines()) == 1


@pytest.mark.slow
def test_a_home_that_cannot_be_used_is_told_in_one_line_and_nothing_runs(tmp_path: Path) -> None:
    (tmp_path / "local").touch()
    ran = TerminalSession(tmp_path).run("demo", "--no-browser", "--ui-port", str(free_port()))

    assert (ran.status, ran.out) == (2, "")
    assert f"{tmp_path / 'local'} is a file, where a directory belongs" in ran.err
    assert len(ran.err.splitlines()) == 1


def test_a_home_that_cannot_be_used_is_told_before_the_ui_starts(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "local").touch()
    started: list[Settings] = []

    @contextmanager
    def ui_server(settings: Settings, _env: object) -> Iterator[None]:
        started.append(settings)
        yield

    monkeypatch.setattr(demo_command, "ui_server", ui_server)
    with (
        pytest.raises(StoredFileError),
        demo_command._ui_and_engine(Settings(home=tmp_path), {}),
    ):
        pass
    assert started == []


def test_a_ui_that_cannot_start_says_why_and_nothing_of_the_interpreter(tmp_path: Path) -> None:
    """The thread that waits for the starter's end must not hold up the interpreter's own."""
    (tmp_path / "streamlit.py").write_text("raise ImportError('no starlette')\n")
    child = subprocess.Popen(
        [sys.executable, "-m", "infra_scripts.command_line.ui_server"],
        cwd=PROJECT_ROOT,
        env=TerminalSession(tmp_path).environment(PYTHONPATH=str(tmp_path)),
        stdin=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    assert child.wait(timeout=60) == 2  # while its starter still holds its standard input
    _, err = child.communicate()
    assert err == "The UI cannot start: no starlette. Install what requirements.txt names.\n"
