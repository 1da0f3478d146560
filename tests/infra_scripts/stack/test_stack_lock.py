"""One run at a time changes a stack; runs of different stacks do not wait for each other."""

from dataclasses import replace
from pathlib import Path

import pytest

from infra_scripts.stack.stack_lock import stack_lock
from services.errors import StackBusy
from services.settings import Settings
from tests.file_modes import is_private


def test_a_second_run_is_told_that_the_stack_is_busy(tmp_path: Path) -> None:
    settings = Settings(home=tmp_path)
    with (
        stack_lock(settings),
        pytest.raises(StackBusy, match="Another run is changing the stack authorizer-lab"),
        stack_lock(settings),
    ):
        pass


def test_the_lock_is_free_again_after_a_failure(tmp_path: Path) -> None:
    settings = Settings(home=tmp_path)
    with pytest.raises(ZeroDivisionError), stack_lock(settings):
        raise ZeroDivisionError
    with stack_lock(settings):
        assert is_private(settings.stack_lock_path)


def test_two_stacks_are_changed_at_the_same_time(tmp_path: Path) -> None:
    first = Settings(home=tmp_path)
    with stack_lock(first), stack_lock(replace(first, stack="another")):
        assert first.stack_lock_path.exists()
