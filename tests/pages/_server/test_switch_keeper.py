"""The keeper of the switches on a real stack: what is due goes back, and what a server left."""

from collections.abc import Iterator
from dataclasses import replace

import pytest

from infra_scripts import switch_operations, walk_operations
from infra_scripts.stack.stack_lock import stack_lock
from infra_scripts.switches.broken_stack import LAST_BUILT, BrokenStack
from infra_scripts.switches.leases import Lease, save_leases
from pages._server.process import LabProcess
from pages._server.switch_keeper import SwitchKeeper
from services.errors import EngineError
from services.home.file_marks import held_mark
from tests.waiting import until

pytestmark = pytest.mark.engine
LOOK = 0.02


@pytest.fixture
def stack(lab_process: LabProcess) -> Iterator[BrokenStack]:
    stack = BrokenStack(lab_process.lab())
    walk_operations.walk_step(stack.walk, LAST_BUILT)
    switch_operations.turn_on(stack, "scopes-added")
    switch_operations.turn_on(stack, "flow-off")
    yield stack
    stack.walk.clear()


@pytest.fixture
def keeper(stack: BrokenStack) -> SwitchKeeper:
    return SwitchKeeper(stack.settings, lambda: stack, look_seconds=LOOK)


def nothing_is_on(stack: BrokenStack) -> bool:
    return not stack.settings.switches_path.exists()


def test_what_a_killed_server_left_is_put_back_at_the_start(
    stack: BrokenStack, keeper: SwitchKeeper
) -> None:
    keeper.start()
    until(lambda: nothing_is_on(stack))
    keeper.stop()
    assert stack.is_as_described()


def test_what_a_living_server_has_on_is_left_to_it(
    stack: BrokenStack, keeper: SwitchKeeper
) -> None:
    with held_mark(stack.settings.switch_keepers_dir):
        keeper.start()
        leases = stack.leases()
        ended = replace(leases["flow-off"], until=leases["flow-off"].since)
        save_leases(stack.settings, {**leases, "flow-off": ended})
        until(lambda: list(stack.leases()) == ["scopes-added"])
        keeper.stop()
        assert [each.id for each in stack.on()] == ["scopes-added"]


def test_a_clean_stop_puts_all_back(stack: BrokenStack) -> None:
    leases = stack.leases()
    stack.settings.switches_path.unlink()
    keeper = SwitchKeeper(stack.settings, lambda: stack, look_seconds=LOOK)
    keeper.start()
    until(lambda: any(stack.settings.switch_keepers_dir.glob("*.lock")))
    save_leases(stack.settings, leases)
    keeper.stop()
    assert nothing_is_on(stack)
    assert stack.is_as_described()


def test_it_waits_for_the_engine_and_for_others(stack: BrokenStack) -> None:
    tries: list[int] = []

    def open_stack() -> BrokenStack:
        tries.append(1)
        if len(tries) < 3:
            raise EngineError("The local engine is starting.")
        return stack

    keeper = SwitchKeeper(stack.settings, open_stack, look_seconds=LOOK)
    with stack_lock(stack.settings):
        keeper.start()
        until(lambda: len(tries) > 4)
        assert not nothing_is_on(stack)
    until(lambda: nothing_is_on(stack))
    keeper.stop()


def test_a_damaged_file_is_no_reason_to_leave_anything_broken(
    stack: BrokenStack, keeper: SwitchKeeper
) -> None:
    stack.settings.switches_path.write_text("{", encoding="utf-8")
    keeper.start()
    until(lambda: nothing_is_on(stack))
    keeper.stop()
    assert stack.is_as_described()


def test_a_lease_that_is_over_is_known(stack: BrokenStack) -> None:
    save_leases(stack.settings, {"flow-off": Lease(since=0.0, until=600.0)})
    assert stack.due() == ("flow-off",)


def test_a_home_that_cannot_be_written_is_told_in_the_log(
    stack: BrokenStack, caplog: pytest.LogCaptureFixture
) -> None:
    stack.settings.switch_keepers_dir.rmdir()
    stack.settings.switch_keepers_dir.write_text("in the way", encoding="utf-8")
    keeper = SwitchKeeper(stack.settings, lambda: stack, look_seconds=LOOK)
    keeper.start()
    keeper.stop()
    stack.settings.switch_keepers_dir.unlink()
    assert "Nobody puts switches back" in caplog.text
