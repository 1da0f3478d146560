"""One engine per home: starting, attaching, stopping, and whom to trust."""

import os
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import psutil
import pytest

from infra_scripts.local_engine.process import (
    Owner,
    RunningEngine,
    engine_session,
    ensure_engine,
    start_detached,
    status,
    stop,
)
from services.errors import EngineError, PortTaken
from services.home.engine_record import read_record
from services.settings import PROJECT_ROOT, Cloud, Settings
from tests.engine.cloud import Cloud as Boto
from tests.file_modes import is_private
from tests.ports import free_port
from tests.waiting import until

pytestmark = pytest.mark.engine

START_AND_WAIT = """
import sys, time
from pathlib import Path
from infra_scripts.local_engine.process import Owner, ensure_engine
from services.settings import Settings
engine = ensure_engine(Settings(home=Path(sys.argv[1])), owner=Owner(sys.argv[2]))
print(engine.pid, flush=True)
if engine.child:
    time.sleep(60)
"""


def start_elsewhere(home: Path, owner: Owner) -> tuple[subprocess.Popen[str], int]:
    """Start an engine from a process of its own; return that process and the engine's pid."""
    parent = subprocess.Popen(
        [sys.executable, "-c", START_AND_WAIT, str(home), owner.value],
        cwd=PROJECT_ROOT,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert parent.stdout is not None
    with parent.stdout as output:
        return parent, int(output.readline())


def test_a_session_starts_one_engine_and_stops_it(settings: Settings) -> None:
    with engine_session(settings) as engine:
        seen = status(settings)
        assert engine.started_here
        assert engine.self_test.passed
        assert (seen.running, seen.port, seen.pid) == (True, engine.port, engine.pid)
        assert seen.version == "1.5.33"
        assert seen.self_test == engine.self_test
        assert seen.memory_bytes is not None
        assert seen.memory_bytes > 0

    assert not psutil.pid_exists(engine.pid)
    assert not status(settings).running
    assert read_record(settings.engine_dir) is None


def test_a_session_within_a_session_attaches_and_leaves_the_engine_running(
    settings: Settings,
) -> None:
    with engine_session(settings) as outer:
        with engine_session(settings) as inner:
            assert (inner.pid, inner.started_here) == (outer.pid, False)
            assert inner.self_test == outer.self_test
        assert status(settings).running


def test_engines_started_at_the_same_time_are_one(settings: Settings) -> None:
    with ThreadPoolExecutor(4) as threads:
        engines = list(threads.map(lambda _: start_detached(settings), range(4)))
    assert len({engine.pid for engine in engines}) == 1
    assert [engine.started_here for engine in engines].count(True) == 1


def test_a_detached_engine_outlives_who_started_it(settings: Settings) -> None:
    parent, pid = start_elsewhere(settings.home, Owner.NOBODY)
    assert parent.wait(60) == 0
    assert status(settings).pid == pid
    assert stop(settings)
    assert not stop(settings)
    until(lambda: not psutil.pid_exists(pid))


def test_an_owned_engine_ends_with_its_killed_parent(settings: Settings) -> None:
    parent, pid = start_elsewhere(settings.home, Owner.CALLER)
    assert psutil.pid_exists(pid)

    parent.kill()
    parent.wait(60)

    until(lambda: not psutil.pid_exists(pid))
    assert not status(settings).running


def test_everything_on_disk_is_private(settings: Settings) -> None:
    with engine_session(settings) as engine:
        Boto(engine.endpoint_url).new_pool()
    directories = [settings.home, settings.cloud_dir, settings.engine_dir]
    files = [path for path in settings.home.rglob("*") if path.is_file()]
    directories += [path for path in settings.engine_dir.rglob("*") if path.is_dir()]
    assert [path for path in directories + files if not is_private(path)] == []
    assert (settings.engine_dir / "state" / "cognito.json").exists()
    assert (settings.engine_dir / "engine.log").exists()


def test_nothing_temporary_is_left_behind(settings: Settings) -> None:
    with engine_session(settings):
        assert (settings.engine_dir / "tmp").is_dir()
    assert not (settings.engine_dir / "tmp").exists()


def test_two_homes_have_two_engines(settings: Settings, tmp_path: Path) -> None:
    other = Settings(home=tmp_path / "other")
    with engine_session(settings) as first, engine_session(other) as second:
        assert first.port != second.port
        pool = Boto(first.endpoint_url).new_pool()
        listed = Boto(second.endpoint_url).cognito_idp.list_user_pools(MaxResults=60)
        assert pool.pool_id not in str(listed["UserPools"])


def test_a_taken_port_means_the_next_free_one(tmp_path: Path, stranger: int) -> None:
    settings = Settings(home=tmp_path / "home", engine_port=stranger)
    with engine_session(settings) as engine:
        assert engine.port > stranger


def test_an_explicit_port_that_is_taken_is_an_error(tmp_path: Path, stranger: int) -> None:
    settings = Settings(home=tmp_path / "home", engine_port=stranger, engine_port_is_explicit=True)
    with pytest.raises(PortTaken, match=f"Port {stranger} is taken by another program"):
        ensure_engine(settings, owner=Owner.CALLER)
    assert not status(settings).running


def test_an_explicit_port_that_is_free_is_used(tmp_path: Path) -> None:
    free = free_port()
    settings = Settings(home=tmp_path / "home", engine_port=free, engine_port_is_explicit=True)
    with engine_session(settings) as engine:
        assert engine.port == free
        elsewhere = Settings(home=settings.home, engine_port=free + 1, engine_port_is_explicit=True)
        with pytest.raises(EngineError, match=f"already runs on port {free}"):
            ensure_engine(elsewhere, owner=Owner.CALLER)


def test_the_next_run_listens_on_the_same_port(settings: Settings, stranger: int) -> None:
    with engine_session(settings) as first:
        pass
    lower = Settings(home=settings.home, engine_port=stranger)
    with engine_session(lower) as second:
        assert second.port == first.port


def test_a_last_port_that_is_none_is_passed_over(settings: Settings) -> None:
    settings.engine_dir.mkdir(parents=True)
    (settings.engine_dir / "port.json").write_text("true", encoding="utf-8")  # port 1, to Python
    with engine_session(settings) as engine:
        assert engine.port == settings.engine_port


def test_the_aws_cloud_has_no_engine(tmp_path: Path) -> None:
    with pytest.raises(EngineError, match="local cloud only"):
        ensure_engine(Settings(home=tmp_path, cloud=Cloud.AWS), owner=Owner.CALLER)


def test_the_secret_of_the_engine_shows_nowhere(settings: Settings) -> None:
    with engine_session(settings) as engine:
        record = read_record(settings.engine_dir)
        assert record is not None
        process = psutil.Process(engine.pid)
        shown = repr(engine) + repr(record) + str(process.environ()) + str(process.cmdline())
        assert record.nonce not in shown


def test_the_engine_listens_on_loopback_only(settings: Settings) -> None:
    with engine_session(settings) as engine:
        listening = [
            connection.laddr
            for connection in psutil.Process(engine.pid).net_connections(kind="inet")
            if connection.status == psutil.CONN_LISTEN
        ]
        assert [(address.ip, address.port) for address in listening] == [("127.0.0.1", engine.port)]


def test_stopping_twice_is_harmless(settings: Settings) -> None:
    engine: RunningEngine = ensure_engine(settings, owner=Owner.CALLER)
    engine.stop()
    engine.stop()
    assert not psutil.pid_exists(engine.pid) or os.name == "nt"
