"""What befalls a snapshot's file: a kill in a fill, damage, another holder, removal."""

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import duckdb
import pytest

from services.errors import SnapshotError, StoredFileError
from services.settings import Settings
from services.users.snapshot.database import (
    SnapshotDatabase,
    empty,
    remove_snapshot,
    transaction,
)
from services.users.snapshot.question import UserQuestion
from services.users.snapshot.snapshot import FillState, Snapshot
from tests.services.users.snapshot.listed_pool import ListedPool, listed_user, pages_of

ROOT = Path(__file__).parents[4]
PROGRAM = "tests.services.users.snapshot.listed_pool"


@contextmanager
def filling(place: Path) -> Iterator[subprocess.Popen[str]]:
    """Yield a process in the middle of a fill that began after a whole one of 180 users."""
    program = [sys.executable, "-m", PROGRAM, str(place)]
    with subprocess.Popen(program, cwd=ROOT, stdout=subprocess.PIPE, text=True) as process:
        try:
            assert process.stdout
            assert process.stdout.readline() == "filling\n"
            yield process
        finally:
            process.kill()


def opened(place: Path | None) -> Snapshot:
    return Snapshot(ListedPool([]), place)


def known(snapshot: Snapshot) -> int:
    return snapshot.ask(UserQuestion(), page=1, size=10).known


def test_a_kill_during_a_fill_leaves_the_users_of_the_last_whole_one(tmp_path: Path) -> None:
    with filling(tmp_path / "snapshot") as process:
        process.kill()
    snapshot = opened(tmp_path / "snapshot")
    answer = snapshot.ask(UserQuestion(), page=9, size=60)
    assert (answer.known, answer.page, answer.pages) == (180, 3, 3)
    assert all(row.user.username.startswith("old-") for row in answer.rows)
    snapshot.refresh(ListedPool([(listed_user("ana"),)]))
    snapshot.wait(30)
    assert known(snapshot) == 1
    snapshot.close()


@pytest.mark.parametrize("name", ["snapshot", "clock Could not set lock"])
@pytest.mark.parametrize("content", [b"", b"no database", os.urandom(20_000)])
def test_a_damaged_file_is_made_anew_wherever_it_lies(
    tmp_path: Path, content: bytes, name: str
) -> None:
    place = tmp_path / name
    place.mkdir(mode=0o700)
    (place / "users.duckdb").write_bytes(content)
    snapshot = opened(place)
    assert (known(snapshot), snapshot.state.last, snapshot.state.is_on_disk) == (0, None, True)
    snapshot.close()


def test_a_file_cut_in_the_middle_is_made_anew(tmp_path: Path) -> None:
    place = tmp_path / "snapshot"
    snapshot = opened(place)
    snapshot.refresh(ListedPool(pages_of("user", range(40))))
    snapshot.wait(60)
    snapshot.close()
    content = (place / "users.duckdb").read_bytes()
    (place / "users.duckdb").write_bytes(content[: len(content) // 2])
    again = opened(place)
    assert known(again) == 0
    again.close()


def test_a_file_that_another_process_holds_stays_as_it_is(tmp_path: Path) -> None:
    with filling(tmp_path / "snapshot"):
        snapshot = opened(tmp_path / "snapshot")
        assert not snapshot.state.is_on_disk
        snapshot.refresh(ListedPool([(listed_user("ana"),)]))
        snapshot.wait(30)
        assert (known(snapshot), snapshot.state.fill) == (1, FillState.DONE)
        snapshot.close()
    assert known(opened(tmp_path / "snapshot")) == 180


def test_one_whose_directory_is_removed_says_so_and_is_lost(tmp_path: Path) -> None:
    snapshot = opened(tmp_path / "snapshot")
    assert not snapshot.is_lost()
    shutil.rmtree(tmp_path / "snapshot")
    assert snapshot.is_lost()
    with pytest.raises(SnapshotError, match="not where it was: No such file or directory"):
        snapshot.drop_group("staff")
    snapshot.refresh(ListedPool([(listed_user("ana"),)]))
    snapshot.wait(30)
    assert isinstance(snapshot.state.error, SnapshotError)
    snapshot.close()
    assert list(tmp_path.iterdir()) == []


def test_one_whose_file_was_replaced_or_that_is_closed_is_lost(tmp_path: Path) -> None:
    first = opened(tmp_path / "snapshot")
    (tmp_path / "snapshot" / "users.duckdb").rename(tmp_path / "kept")
    (tmp_path / "snapshot" / "users.duckdb").write_bytes(b"")
    assert first.is_lost()
    second = opened(None)
    assert not second.is_lost()
    for snapshot in (first, second):
        snapshot.close()
        assert snapshot.is_lost()
        with pytest.raises(SnapshotError):
            known(snapshot)


def test_a_place_that_cannot_be_used_is_an_error_of_ours(tmp_path: Path) -> None:
    (tmp_path / "snapshot" / "users.duckdb" / "more").mkdir(parents=True)
    with pytest.raises(StoredFileError):
        opened(tmp_path / "snapshot")
    with pytest.raises(SnapshotError, match="cannot be used: No such file or directory"):
        empty(tmp_path / "nowhere")


def test_a_full_disk_is_told_as_one(tmp_path: Path) -> None:
    """The words are those that DuckDB had on a full tmpfs."""
    database = SnapshotDatabase(tmp_path)
    with (
        pytest.raises(SnapshotError, match="cannot be written: the disk is full"),
        transaction(database.connection()),
    ):
        raise duckdb.IOException(
            'IO Error: Could not write file "users.duckdb": No space left on device'
        )
    database.close()


def test_it_is_removed_with_all_that_is_in_it(tmp_path: Path) -> None:
    settings = Settings(home=tmp_path)
    remove_snapshot(settings)
    opened(settings.snapshot_dir).close()
    assert settings.snapshot_dir.exists()
    remove_snapshot(settings)
    assert not settings.snapshot_dir.exists()
