"""One engine per state: a lost record or a removed home never leads to two that save over it."""

import contextlib
import json
import shutil
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import psutil
import pytest
from botocore.exceptions import HTTPClientError

from infra_scripts.local_engine.process import (
    RunningEngine,
    engine_session,
    start_detached,
    status,
    stop,
)
from infra_scripts.local_engine.state.state_lock import hold_state, is_held
from services.errors import StateInUse
from services.home.engine_record import EngineRecord, read_record, record_path, write_record
from services.settings import PROJECT_ROOT, Settings
from tests.engine.cloud import Cloud as Boto
from tests.infra_scripts.local_engine.conftest import is_alive
from tests.waiting import until

pytestmark = pytest.mark.engine

OF_ANOTHER_TIME = EngineRecord(
    pid=2**22 + 1,
    process_started_at=1.0,
    port=4566,
    nonce="0" * 64,
    version="1.5.33",
    started_at=1.0,
)


def lose(path: Path) -> None:
    path.unlink()


def damage(path: Path) -> None:
    path.write_text("{")


def put_an_old_one_back(path: Path) -> None:
    write_record(path.parent, OF_ANOTHER_TIME)


LOSSES = pytest.mark.parametrize("lose_record", [lose, damage, put_an_old_one_back])


def is_kept(record: EngineRecord, engine_dir: Path) -> bool:
    """Tell whether the engine has seen its record, so that it leaves it again."""
    write_record(engine_dir, record)
    time.sleep(0.2)  # several looks; on a busy machine the next try gives it more
    lose(record_path(engine_dir))
    with contextlib.suppress(AssertionError):
        until(lambda: read_record(engine_dir) == record, seconds=2)
    return record_path(engine_dir).exists()


@pytest.fixture
def running(settings: Settings) -> RunningEngine:
    """A detached engine that has seen its own record."""
    engine = start_detached(settings)
    record = read_record(settings.engine_dir)
    assert record is not None
    until(lambda: is_kept(record, settings.engine_dir))
    return engine


@LOSSES
def test_an_engine_whose_record_is_lost_is_found_again(
    settings: Settings, running: RunningEngine, lose_record: Callable[[Path], None]
) -> None:
    lose_record(record_path(settings.engine_dir))

    with engine_session(settings) as again:
        assert (again.pid, again.started_here) == (running.pid, False)


@LOSSES
def test_an_engine_whose_record_is_lost_is_stopped(
    settings: Settings, running: RunningEngine, lose_record: Callable[[Path], None]
) -> None:
    lose_record(record_path(settings.engine_dir))

    assert stop(settings)
    assert not is_alive(running.pid)
    assert not record_path(settings.engine_dir).exists()


def test_an_engine_whose_record_is_lost_counts_as_running(
    settings: Settings, running: RunningEngine
) -> None:
    lose(record_path(settings.engine_dir))

    assert status(settings).pid == running.pid


def test_a_state_held_without_a_record_is_left_alone(settings: Settings) -> None:
    with hold_state(settings.engine_dir):
        (settings.engine_dir / "tmp").mkdir()
        with pytest.raises(StateInUse, match="left no record") as caught:
            start_detached(settings)
        with pytest.raises(StateInUse):
            stop(settings)
        assert "and try again" in caught.value.one_line()
        assert (settings.engine_dir / "tmp").exists()
    with engine_session(settings) as engine:
        assert engine.started_here


def test_an_engine_refuses_a_state_that_another_holds(settings: Settings) -> None:
    order = {
        "ports": [0],
        "nonce": "nonce",
        "exit_with_parent": True,
        "engine_dir": str(settings.engine_dir),
    }
    with hold_state(settings.engine_dir):
        done = subprocess.run(
            [sys.executable, "-m", "infra_scripts.local_engine.runner"],
            cwd=PROJECT_ROOT,
            input=json.dumps(order) + "\n",
            capture_output=True,
            text=True,
            timeout=60,
            check=False,
        )
    assert done.returncode == 1
    assert json.loads(done.stdout)["refused"] == "state"


def test_a_killed_engine_holds_nothing(settings: Settings, running: RunningEngine) -> None:
    psutil.Process(running.pid).kill()

    until(lambda: not is_held(settings.engine_dir))
    with engine_session(settings) as again:
        assert again.started_here


@pytest.mark.parametrize("is_stopped_too", [False, True], ids=["by itself", "when it is stopped"])
def test_an_engine_whose_home_is_removed_ends_and_writes_nothing(
    settings: Settings, running: RunningEngine, *, is_stopped_too: bool
) -> None:
    cloud = Boto(running.endpoint_url)
    pool = cloud.new_pool()
    cloud.new_function("greet", "def handle(event, context):\n    return {}\n")
    pool.new_user("alice")

    shutil.rmtree(settings.home)
    with contextlib.suppress(HTTPClientError):  # an engine that has noticed already is gone
        pool.tokens(pool.new_client()["ClientId"], "alice")  # its keys are made now
    if is_stopped_too:
        psutil.Process(running.pid).terminate()

    until(lambda: not is_alive(running.pid))
    assert not settings.home.exists()


def test_the_next_home_at_the_same_path_has_an_engine_of_its_own(
    settings: Settings, running: RunningEngine
) -> None:
    Boto(running.endpoint_url).new_pool()
    shutil.rmtree(settings.home)

    with engine_session(settings) as second:
        assert second.pid != running.pid
        until(lambda: not is_alive(running.pid))
    with engine_session(settings) as third:
        listed = Boto(third.endpoint_url).cognito_idp.list_user_pools(MaxResults=60)
        assert listed["UserPools"] == []
