"""StateWatch: what changes the state that open pages compare theirs with, and what does not."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from infra_scripts.stack.stack_lock import stack_lock
from pages._server.engine_keeper import EngineState
from pages._server.presenting.stage_mask import StageMask
from pages._server.state_watch import StateWatch
from services.home.outputs import StackOutputs, save_outputs
from services.settings import Settings
from tests.pages.fixed_engine import FixedEngine

OUTPUTS = StackOutputs(
    cloud="local",
    region="us-east-1",
    stack="authorizer-lab",
    stage="demo",
    user_pool_id="us-east-1_a",
    app_client_id="client",
    rest_api_id="api",
    base_url="http://127.0.0.1:9",
)


class Lab:
    """A watch over an engine and a home that a test changes; counts what it tells."""

    def __init__(self, home: Path) -> None:
        self.settings = Settings(home=home)
        self.engine = FixedEngine(endpoint_url="http://127.0.0.1:9")
        self.changes = 0
        self.watch = StateWatch(self.settings, lambda: self.engine, self._count)

    def _count(self) -> None:
        self.changes += 1

    def save(self, outputs: StackOutputs) -> None:
        save_outputs(self.settings, outputs)


@pytest.fixture
def lab(tmp_path: Path) -> Lab:
    return Lab(tmp_path)


def _another_engine(lab: Lab) -> None:
    lab.engine.endpoint_url = "http://127.0.0.1:10"


def _the_next_engine(lab: Lab) -> None:
    """It died and another one answers at its address, faster than anybody looked."""
    lab.engine.starts += 1


def _a_starting_engine(lab: Lab) -> None:
    lab.engine.state = EngineState.STARTING


@pytest.mark.parametrize(
    ("change", "is_of_the_stack"),
    [
        pytest.param(_a_starting_engine, False, id="the engine died"),
        pytest.param(_the_next_engine, False, id="another engine at the same address"),
        pytest.param(_another_engine, False, id="the engine has another address"),
        pytest.param(
            lambda lab: lab.settings.outputs_path.unlink(), True, id="the stack was removed"
        ),
        pytest.param(
            lambda lab: lab.save(replace(OUTPUTS, rest_api_id="other")), True, id="another API"
        ),
        pytest.param(
            lambda lab: lab.save(replace(OUTPUTS, base_url="")), True, id="the stack is incomplete"
        ),
        pytest.param(
            lambda lab: lab.settings.outputs_path.write_text("{"), True, id="the file is damaged"
        ),
    ],
)
def test_what_a_page_has_to_be_drawn_anew_for_changes_the_state(
    lab: Lab, change: Callable[[Lab], None], *, is_of_the_stack: bool
) -> None:
    lab.save(OUTPUTS)
    before = str(lab.watch.look())
    assert before == "running http://127.0.0.1:9 1 ids-84dd7e8b still"
    assert str(lab.watch.look()) == before
    change(lab)
    assert str(lab.watch.look()) != before
    assert lab.changes == is_of_the_stack


def test_outputs_that_are_written_again_change_nothing(lab: Lab) -> None:
    lab.save(OUTPUTS)
    before = lab.watch.look()
    lab.save(OUTPUTS)
    assert lab.watch.look() == before
    assert lab.changes == 0


def test_a_run_that_changes_the_stack_is_seen_and_its_end_too(lab: Lab) -> None:
    lab.watch.look()
    with stack_lock(lab.settings):
        assert lab.watch.look().is_changing
        assert str(lab.watch.look()).endswith(" changing")
    assert not lab.watch.look().is_changing
    assert lab.changes == 2


def test_without_an_engine_of_its_own_the_state_says_none(tmp_path: Path) -> None:
    watch = StateWatch(Settings(home=tmp_path), lambda: None, lambda: None)
    assert str(watch.look()) == "none absent still"


def test_the_state_names_no_id_and_is_the_same_in_presenters_mode(lab: Lab) -> None:
    lab.save(OUTPUTS)
    said = str(lab.watch.look())
    assert StageMask().hide(said) == said
    assert "us-east-1_" not in said
