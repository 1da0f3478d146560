"""A command that wrote ends with 1 when the local engine could not save what it did."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.infra_scripts.command_line.terminal_session import TerminalSession

pytestmark = [pytest.mark.engine, pytest.mark.slow]


@pytest.fixture(scope="module")
def unsavable(tmp_path_factory: pytest.TempPathFactory) -> Iterator[TerminalSession]:
    """A home whose engine runs, and where a directory stands in the place of the users' file."""
    session = TerminalSession(tmp_path_factory.mktemp("home"))
    assert session.run("engine", "start").status == 0
    state_file(session).unlink()
    state_file(session).mkdir()
    yield session
    assert session.run("engine", "stop").status == 0


def state_file(session: TerminalSession) -> Path:
    return session.home / "local" / "engine" / "state" / "cognito.json"


@pytest.mark.parametrize("arguments", [["up"], ["seed"], ["reset"], ["down", "--yes"]])
def test_a_command_whose_work_is_not_saved_says_so(
    unsavable: TerminalSession, arguments: list[str]
) -> None:
    ran = unsavable.run(*arguments)
    assert ran.status == 1
    assert ran.err == (
        "Error: The changes are not saved and will be lost when the local engine stops: "
        f"{state_file(unsavable)} cannot be written: it is a directory, where a file belongs. "
        "Free disk space or solve the problem under "
        f"{unsavable.home / 'local' / 'engine'}, then do it again.\n"
    )
    assert ran.out == ""


def test_a_command_that_only_reads_does_not_mind(unsavable: TerminalSession) -> None:
    ran = unsavable.run("plan")
    assert (ran.status, ran.err) == (0, "")


def test_a_state_that_cannot_be_read_ends_a_command_with_one_line(tmp_path: Path) -> None:
    session = TerminalSession(tmp_path / "home")
    assert session.run("up").status == 0
    state_file(session).write_bytes(b"\x9c\xff{")

    ran = session.run("plan")

    assert (ran.status, ran.out) == (3, "")
    assert "Error: The local engine's saved state: cognito.json is not UTF-8 text." in ran.err
    assert ran.err.count("\n") == 1
    assert session.run("up").status == 0
