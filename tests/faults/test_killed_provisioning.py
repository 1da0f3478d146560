"""`up` or its engine killed in the middle: the next `up` completes the stack, `down` empties it."""

import subprocess
import time
from contextlib import suppress

import psutil
import pytest

from services.cloud.aws import Aws
from services.settings import Settings
from tests.faults.conftest import engines_of
from tests.infra_scripts.command_line.terminal_session import TerminalSession, command
from tests.ports import free_port

pytestmark = [pytest.mark.engine, pytest.mark.slow]
# What `up` makes one after the other; the first of a kind says how far it is.
LISTS = {
    "user pool": ("cognito-idp", "list_user_pools"),
    "role": ("iam", "list_roles"),
    "function": ("lambda", "list_functions"),
    "REST API": ("apigateway", "get_rest_apis"),
}
LONGEST_SECONDS = 120


@pytest.fixture
def port(session: TerminalSession) -> int:
    """The port of an engine that runs on the session's home until it is killed or stopped."""
    port = free_port()
    start_engine(session, port)
    return port


def start_engine(session: TerminalSession, port: int) -> None:
    ran = session.run("engine", "start", AUTHORIZER_LAB_ENGINE_PORT=str(port))
    assert ran.status == 0, ran.err


@pytest.mark.parametrize("victim", ["command", "engine"])
@pytest.mark.parametrize("kind", LISTS)
def test_what_was_killed_is_completed_and_then_removed(
    session: TerminalSession, port: int, kind: str, victim: str
) -> None:
    aws = Aws(Settings(home=session.home), f"http://127.0.0.1:{port}")
    up = subprocess.Popen(
        command("up"),
        cwd=".",
        env=session.environment(),
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    [engine] = engines_of(session.home)
    wait_for(aws, kind)
    kill(psutil.Process(up.pid) if victim == "command" else engine)
    up.wait(LONGEST_SECONDS)
    if victim == "engine":
        start_engine(session, port)

    ups = [session.run("up"), session.run("up")]
    status = session.run("status")
    down = session.run("down", "--yes")

    assert [each.status for each in (*ups, status, down)] == [0, 0, 0, 0], (*ups, status, down)
    assert ": 0 changed, " in ups[1].out, ups[1]
    assert {each: found(aws, each) for each in LISTS} == dict.fromkeys(LISTS, 0)


def wait_for(aws: Aws, kind: str) -> None:
    until = time.monotonic() + LONGEST_SECONDS
    while not found(aws, kind):
        assert time.monotonic() < until, f"`up` made no {kind}"


def found(aws: Aws, kind: str) -> int:
    service, operation = LISTS[kind]
    return len(list(aws.pages(service, operation)))


def kill(process: psutil.Process) -> None:
    with suppress(psutil.NoSuchProcess):
        process.kill()
