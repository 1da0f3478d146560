"""What the attacks start from: a home with a whole stack, copied for each; its engine's remains."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import psutil
import pytest

from tests.infra_scripts.command_line.terminal_session import TerminalSession
from tests.ports import free_port


@pytest.fixture(scope="session")
def seeded_home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A home with a stack and its personas; no engine runs."""
    session = TerminalSession(tmp_path_factory.mktemp("faults") / "home")
    for command in ("up", "seed"):
        ran = session.run(command, AUTHORIZER_LAB_ENGINE_PORT=str(free_port()))
        assert ran.status == 0, ran.err
    return session.home


@pytest.fixture
def session(tmp_path: Path) -> Iterator[TerminalSession]:
    """A home that does not exist yet; what is left of its engines ends with the test."""
    session = TerminalSession(tmp_path / "home")
    yield session
    for engine in engines_of(session.home):
        engine.kill()


@pytest.fixture
def seeded(session: TerminalSession, seeded_home: Path) -> TerminalSession:
    shutil.copytree(seeded_home, session.home)
    return session


def engines_of(home: Path) -> list[psutil.Process]:
    """Return the engines that work on this home, recorded or not."""
    return [process for process in psutil.process_iter() if _is_engine_of(home, process)]


def _is_engine_of(home: Path, process: psutil.Process) -> bool:
    try:
        is_engine = "infra_scripts.local_engine.runner" in process.cmdline()
        return is_engine and process.environ().get("STATE_DIR", "").startswith(f"{home}/")
    except psutil.Error:  # it has ended, or is another user's
        return False
