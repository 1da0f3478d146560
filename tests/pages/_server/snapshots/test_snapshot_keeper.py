"""One snapshot for all tabs of a server, and another one when the stack has another pool."""

import shutil
from pathlib import Path

from pages._server.snapshots.snapshot_keeper import SnapshotKeeper
from services.settings import Settings
from services.users.snapshot.question import UserQuestion
from tests.services.users.snapshot.listed_pool import ListedPool, listed_user


def usernames(keeper: SnapshotKeeper, pool: ListedPool) -> list[str]:
    snapshot = keeper.of(pool)
    snapshot.wait(30)
    rows = snapshot.ask(UserQuestion(), page=1, size=10).rows
    return [row.user.username for row in rows]


def test_everybody_gets_the_same_one_and_it_is_filled_when_it_is_opened(tmp_path: Path) -> None:
    keeper, pool = SnapshotKeeper(Settings(home=tmp_path)), ListedPool([(listed_user("ana"),)])
    assert usernames(keeper, pool) == ["ana"]
    assert keeper.of(pool) is keeper.of(pool)
    keeper.close()


def test_another_pool_of_the_same_stack_gets_one_of_its_own(tmp_path: Path) -> None:
    keeper = SnapshotKeeper(Settings(home=tmp_path))
    assert usernames(keeper, ListedPool([(listed_user("ana"),)])) == ["ana"]
    other = ListedPool([(listed_user("ben"),)])
    other.user_pool_id = "eu-west-1_Other"
    assert usernames(keeper, other) == ["ben"]
    keeper.close()


def test_in_memory_nothing_is_written_under_the_home(tmp_path: Path) -> None:
    keeper = SnapshotKeeper(Settings(home=tmp_path, keeps_snapshot=False))
    assert usernames(keeper, ListedPool([(listed_user("ana"),)])) == ["ana"]
    keeper.close()
    assert list(tmp_path.iterdir()) == []


def test_one_that_down_removed_is_opened_anew_and_is_on_the_disk_again(tmp_path: Path) -> None:
    settings = Settings(home=tmp_path)
    keeper, pool = SnapshotKeeper(settings), ListedPool([(listed_user("ana"),)])
    first = keeper.of(pool)
    first.wait(30)
    shutil.rmtree(settings.snapshot_dir)
    assert usernames(keeper, ListedPool([(listed_user("ben"),)])) == ["ben"]
    again = keeper.of(pool)
    assert again is not first
    assert again.state.is_on_disk
    assert (settings.snapshot_dir / "users.duckdb").exists()
    keeper.close()


def test_where_the_disk_refuses_it_is_in_memory_and_says_why(tmp_path: Path) -> None:
    settings = Settings(home=tmp_path)
    settings.cloud_dir.mkdir()
    settings.snapshot_dir.write_text("in the way")
    keeper, pool = SnapshotKeeper(settings), ListedPool([(listed_user("ana"),)])
    assert usernames(keeper, pool) == ["ana"]
    state = keeper.of(pool).state
    assert not state.is_on_disk
    assert "it is a file, where a directory belongs" in str(state.disk_error)
    assert keeper.of(pool) is keeper.of(pool)
    keeper.close()
