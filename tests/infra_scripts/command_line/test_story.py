"""The commands one after another on a real engine, each a process of its own."""

import json
import shlex
import signal
import socket
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from infra_scripts.local_engine.process import status as engine_status
from services.settings import PROJECT_ROOT, Settings
from tests.infra_scripts.command_line.terminal_session import Ran, TerminalSession, command

pytestmark = [pytest.mark.engine, pytest.mark.slow]


@pytest.fixture(scope="module")
def session(tmp_path_factory: pytest.TempPathFactory) -> Iterator[TerminalSession]:
    """A home whose engine was started by `engine start`; every command attaches to it."""
    session = TerminalSession(tmp_path_factory.mktemp("home"))
    started = session.run("engine", "start")
    assert (started.status, started.err) == (0, "")
    yield session
    assert session.run("engine", "stop").out == "The local engine has stopped.\n"


@pytest.fixture(scope="module")
def first_up(session: TerminalSession) -> Ran:
    return session.run("up")


def document(session: TerminalSession) -> dict[str, str]:
    path = session.home / "local" / "authorizer-lab.outputs.json"
    loaded: dict[str, str] = json.loads(path.read_text())
    return loaded


def test_plan_of_a_fresh_home_creates_everything_and_writes_nothing(
    session: TerminalSession,
) -> None:
    other_stack = session.run("plan", "--stack", "fresh")
    again = session.run("--stack", "fresh", "plan")

    assert (other_stack.status, other_stack.err) == (0, "")
    assert "create  user_pool" in other_stack.out
    assert other_stack.out.splitlines()[-1].endswith(
        "0 to update, 0 to replace, 0 to delete, 0 to keep, 0 to refuse."
    )
    assert again.out == other_stack.out
    assert not (session.home / "local" / "fresh.outputs.json").exists()


def test_up_makes_the_stack_and_is_quiet_in_a_pipe(session: TerminalSession, first_up: Ran) -> None:
    assert (first_up.status, first_up.err) == (0, "")
    assert first_up.out.startswith("authorizer-lab: ")
    assert "changed, 0 unchanged." in first_up.out
    assert document(session)["sign_in_url"] in first_up.out


@pytest.mark.usefixtures("first_up")
def test_up_again_changes_nothing_and_the_plan_is_empty(session: TerminalSession) -> None:
    assert session.run("up").out.startswith("authorizer-lab: 0 changed, ")
    plan = session.run("plan")
    assert plan.status == 0
    assert plan.out.endswith("Nothing to change.\n")


@pytest.mark.usefixtures("first_up")
def test_outputs_are_the_file_itself_or_lines_for_a_shell(session: TerminalSession) -> None:
    path = session.home / "local" / "authorizer-lab.outputs.json"

    assert session.run("outputs").out == path.read_text()
    lines = session.run("outputs", "--format", "env").out
    values = dict(shlex.split(line)[0].split("=", 1) for line in lines.splitlines())
    assert values["USER_POOL_ID"] == document(session)["user_pool_id"]
    assert values["MY_API_URL"] == document(session)["my_api_url"]
    assert values["GROUP_ADMINS_ID"] == "admins"


@pytest.mark.usefixtures("first_up")
def test_seed_twice_then_reset(session: TerminalSession) -> None:
    session.run("reset")
    seeded = session.run("seed")
    reset = session.run("reset")

    assert (seeded.status, seeded.err) == (0, "")
    assert seeded.out.startswith("0 put right, 10 as they should be.\n")
    assert (reset.status, reset.err) == (0, "")
    assert reset.out.startswith("1 put right, ")  # the authenticator app, always anew
    assert str(session.home / "local" / "personas.json") in reset.out


@pytest.mark.usefixtures("first_up")
def test_status_shows_the_resources_and_the_engine(session: TerminalSession) -> None:
    status = session.run("status")

    assert (status.status, status.err) == (0, "")
    assert status.out.startswith("Local engine running: http://127.0.0.1:")
    assert f"user_pool         {document(session)['user_pool_id']}" in status.out
    assert status.out.endswith(" exists, 0 missing, 0 differs.\n")


def test_status_without_a_stack_is_exit_1_and_names_the_command(session: TerminalSession) -> None:
    status = session.run("status", "--stack", "fresh")

    assert status.status == 1
    assert status.out.endswith("Run `python -m infra_scripts up` to complete the stack.\n")


def test_down_removes_the_stack(session: TerminalSession) -> None:
    assert session.run("up", "--stack", "short-lived").status == 0

    down = session.run("down", "--yes", "--stack", "short-lived")

    assert (down.status, down.err) == (0, "")
    assert down.out.endswith("removed, nothing left.\n")
    assert session.run("outputs", "--stack", "short-lived").status == 1


def test_engine_commands_tell_what_is_so(session: TerminalSession, tmp_path: Path) -> None:
    running = session.run("engine", "status")
    assert running.status == 0
    assert "checks passed." in running.out
    assert session.run("engine", "start").out.startswith("The local engine runs already at ")

    elsewhere = TerminalSession(tmp_path)
    assert elsewhere.run("engine", "status").status == 1
    assert elsewhere.run("engine", "stop").out == "No local engine was running.\n"


def test_a_taken_engine_port_is_exit_2(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        ran = TerminalSession(tmp_path).run("up", "--engine-port", str(port))

    assert ran.status == 2
    assert str(port) in ran.err
    assert len(ran.err.splitlines()) == 1


@pytest.mark.parametrize(
    ("env", "says"),
    [
        ({}, "No usable AWS credentials"),
        ({"AWS_PROFILE": "nobody"}, "No usable AWS credentials"),
        (
            {
                "AWS_ACCESS_KEY_ID": "testing",
                "AWS_SECRET_ACCESS_KEY": "testing",
                "AWS_ENDPOINT_URL": "http://127.0.0.1:9",
            },
            "No connection",
        ),
    ],
    ids=["without credentials", "with an unknown profile", "without a connection"],
)
def test_aws_is_exit_3(tmp_path: Path, env: dict[str, str], says: str) -> None:
    ran = TerminalSession(tmp_path).run("plan", "--cloud", "aws", "--region", "eu-west-1", **env)

    assert (ran.status, ran.out) == (3, "")
    assert says in ran.err
    assert len(ran.err.splitlines()) == 1


def test_ctrl_c_ends_it_quietly_and_leaves_no_engine(tmp_path: Path) -> None:
    session = TerminalSession(tmp_path)
    running = subprocess.Popen(
        command("up"),
        cwd=PROJECT_ROOT,
        env=session.environment(),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    engine_dir = Settings(home=tmp_path).engine_dir
    while not (engine_dir / "engine.json").exists() and running.poll() is None:
        time.sleep(0.01)

    running.send_signal(signal.SIGINT)
    _, err = running.communicate(timeout=60)

    # A shell reports 130 for both: interrupted inside `exec` (a dataclass being made during an
    # import), Python ends itself by the signal although the interrupt was handled.
    assert running.returncode in (130, -signal.SIGINT)
    assert err == ""
    assert not engine_status(Settings(home=tmp_path)).running
