"""A lock under the home: held by one at a time, and clear about a path it cannot use."""

from pathlib import Path

import pytest

from services.errors import StackBusy, StoredFileError
from services.home.file_locks import held_lock
from tests.file_modes import is_private

BUSY = StackBusy("Someone else is at it.")


def test_one_at_a_time_holds_it(tmp_path: Path) -> None:
    path = tmp_path / "home" / "some.lock"
    with (
        held_lock(path, seconds=0, busy=BUSY),
        pytest.raises(StackBusy),
        held_lock(path, seconds=0, busy=BUSY),
    ):
        pass
    with held_lock(path, seconds=0, busy=BUSY):
        assert is_private(path)
    assert path.exists()


def test_a_path_that_cannot_be_locked_is_told_in_one_line(tmp_path: Path) -> None:
    path = tmp_path / "some.lock"
    path.mkdir()
    with (
        pytest.raises(StoredFileError, match=r"some.lock cannot be locked: .+\.") as caught,
        held_lock(path, seconds=0, busy=BUSY),
    ):
        pass
    assert "AUTHORIZER_LAB_HOME" in caught.value.hint
