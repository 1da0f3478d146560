"""An engine that is killed right after a switch: what the file of the switches says holds."""

import os
import signal
from pathlib import Path

import psutil
import pytest

from infra_scripts import operations, switch_operations, walk_operations
from infra_scripts.local_engine.process import RunningEngine, engine_session
from infra_scripts.local_engine.saving import keep_on_disk
from infra_scripts.switches.broken_stack import LAST_BUILT, BrokenStack
from services.cloud.aws import Aws
from services.errors import StateNotSaved
from services.lab import open_lab
from services.settings import Settings

SWITCH = "no-authorizer"


def opened(settings: Settings, engine: RunningEngine) -> BrokenStack:
    aws = Aws(settings, engine.endpoint_url)
    return BrokenStack(open_lab(settings, aws=aws, endpoint_url=engine.endpoint_url))


def kill(engine: RunningEngine) -> None:
    process = psutil.Process(engine.pid)
    os.kill(engine.pid, signal.SIGKILL)
    process.wait(60)


@pytest.mark.engine
@pytest.mark.slow
def test_what_is_said_to_be_on_or_back_outlives_the_engine(tmp_path: Path) -> None:
    settings = Settings(home=tmp_path / "home")
    with engine_session(settings) as engine:
        operations.up_and_seed(Aws(settings, engine.endpoint_url))
        broken = opened(settings, engine)
        walk_operations.walk_step(broken.walk, LAST_BUILT)
        switch_operations.turn_on(broken, SWITCH)
        kill(engine)
    with engine_session(settings) as engine:
        broken = opened(settings, engine)
        assert list(broken.leases()) == [SWITCH]
        assert not broken.is_as_described()
        switch_operations.put_back(broken, [SWITCH])
        kill(engine)
    with engine_session(settings) as engine:
        broken = opened(settings, engine)
        assert broken.leases() == {}
        assert broken.is_as_described()


def test_without_an_engine_nothing_is_said_to_be_on_disk(tmp_path: Path) -> None:
    with pytest.raises(StateNotSaved):
        keep_on_disk(Settings(home=tmp_path))
