"""What every test may use: a real local engine per worker, and no network but loopback."""

import os
import signal
import socket
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NoReturn

import pytest

from infra_scripts.local_engine import launch
from infra_scripts.local_engine.process import RunningEngine, engine_session
from services.settings import Settings
from tests.running_order import in_running_order

_LOOPBACK = frozenset({"127.0.0.1", "localhost", "::1"})
_REAL_CONNECT = socket.socket.connect
_REAL_CONNECT_EX = socket.socket.connect_ex


def pytest_configure() -> None:
    """Let programs that tests start be interrupted, also when the suite runs in the background.

    A shell starts background jobs with SIGINT ignored, and children inherit that.
    """
    if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
        signal.signal(signal.SIGINT, signal.default_int_handler)


@pytest.hookimpl(wrapper=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> Iterator[None]:
    """Mark each test that takes the engine, by whatever fixture: `make quick` leaves it out.

    Then, when all marks are set and the chosen tests are left, bring these into their order.
    """
    for item in items:
        if "engine" in getattr(item, "fixturenames", ()):
            item.add_marker(pytest.mark.engine)
    yield
    items[:] = in_running_order(items)


def pytest_xdist_auto_num_workers() -> int:
    """Start three workers for two cores: engines, pages and files let a test wait a third of it."""
    cores = os.cpu_count() or 1
    return cores + (cores + 1) // 2


@pytest.fixture(scope="session")
def engine_settings(tmp_path_factory: pytest.TempPathFactory) -> Settings:
    """A home of this worker's own; its engine takes the first free port."""
    home: Path = tmp_path_factory.mktemp("home")
    return Settings(home=home)


@pytest.fixture(scope="session")
def engine(engine_settings: Settings) -> Iterator[RunningEngine]:
    """A real local engine for this worker, stopped at the end of the session."""
    with engine_session(engine_settings) as running:
        yield running


@pytest.fixture(autouse=True)
def _only_loopback(monkeypatch: pytest.MonkeyPatch) -> None:
    def connect(self: socket.socket, address: Any) -> None:
        _refuse_outside(self, address)
        _REAL_CONNECT(self, address)

    def connect_ex(self: socket.socket, address: Any) -> int:
        _refuse_outside(self, address)
        return _REAL_CONNECT_EX(self, address)

    monkeypatch.setattr(socket.socket, "connect", connect)
    monkeypatch.setattr(socket.socket, "connect_ex", connect_ex)


@pytest.fixture(autouse=True)
def _engines_only_where_marked(
    request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Keep `make quick` quick: a test that starts an engine says so by its mark."""
    if request.node.get_closest_marker("engine") is None:
        monkeypatch.setattr(launch, "_spawn", _refuse_engine)


def _refuse_engine(_settings: Settings) -> NoReturn:
    raise AssertionError("A test without the mark `engine` starts one.")


def _refuse_outside(connecting: socket.socket, address: Any) -> None:
    internet = connecting.family in (socket.AF_INET, socket.AF_INET6)
    if internet and address[0] not in _LOOPBACK:
        raise AssertionError(f"A test tried to connect to {address[0]}.")
