"""The snapshot beside the pool itself, on the real engine."""

import random
from collections.abc import Iterator
from pathlib import Path

import pytest

from infra_scripts.local_engine.process import RunningEngine
from services.cloud.aws import Aws
from services.errors import UserExists, UserNotFound
from services.settings import Settings
from services.users.directory import Directory
from services.users.new_user import NewUser
from services.users.snapshot.fill import Fill, FillProgress
from services.users.snapshot.question import TextMatch, UserQuestion, UserRow
from services.users.snapshot.snapshot import FillState, Snapshot
from tests.file_modes import is_private

pytestmark = pytest.mark.engine
PASSWORD = "Correct-Horse-9"
GROUPS = ("admins", "staff", "été")
HOSTILE = (
    "=HYPERLINK(\"http://evil\")", "![x](http://evil)", "<script>alert(1)</script>", "\u202enimda",
    "👩‍👩‍👧 🇩🇪", "a\x1fb\x00c", "'; DROP TABLE users; --", "%_\\", "x" * 2048,
)  # fmt: skip


@pytest.fixture(scope="module")
def aws(engine: RunningEngine, engine_settings: Settings) -> Aws:
    return Aws(engine_settings, engine.endpoint_url)


@pytest.fixture
def directory(aws: Aws) -> Iterator[Directory]:
    schema = [{"Name": "team", "AttributeDataType": "String", "Mutable": True}]
    pool = aws.call("cognito-idp", "create_user_pool", PoolName="snapshot", Schema=schema)
    pool_id = pool["UserPool"]["Id"]
    for group in GROUPS:
        aws.call("cognito-idp", "create_group", UserPoolId=pool_id, GroupName=group)
    yield Directory(aws, pool_id)
    aws.call("cognito-idp", "delete_user_pool", UserPoolId=pool_id)


@pytest.fixture
def snapshot(directory: Directory, tmp_path: Path) -> Iterator[Snapshot]:
    opened = Snapshot(directory, tmp_path / "snapshot")
    yield opened
    opened.close()


def refreshed(snapshot: Snapshot, directory: Directory) -> Snapshot:
    snapshot.refresh(directory)
    snapshot.wait(seconds=60)
    assert snapshot.state.fill is FillState.DONE
    return snapshot


def found(snapshot: Snapshot, **question: object) -> list[str]:
    asked = UserQuestion(**question)  # type: ignore[arg-type]
    return [row.user.username for row in snapshot.ask(asked, page=1, size=60).rows]


def all_rows(snapshot: Snapshot) -> dict[str, UserRow]:
    first = snapshot.ask(UserQuestion(), page=1, size=60)
    pages = range(1, first.pages + 1)
    rows = [row for n in pages for row in snapshot.ask(UserQuestion(), page=n, size=60).rows]
    assert len(rows) == first.total
    return {row.user.username: row for row in rows}


def all_in_pool(directory: Directory) -> dict[str, UserRow]:
    rows, token, is_last = {}, None, False
    while not is_last:
        page = directory.list_page(token=token)
        for user in page.users:
            groups = directory.groups_of(user.username)
            rows[user.username] = UserRow(user=user, groups=groups)
        token = page.next_token
        is_last = token is None
    return rows


def change_at_random(aws: Aws, directory: Directory, source: random.Random) -> None:
    """Do what another client does: it knows nothing of the snapshot."""
    pool = {"UserPoolId": directory.user_pool_id}
    name = f"user-{source.randrange(150)}"
    kind = source.choice(("create", "delete", "disable", "enable", "join", "leave", "team"))
    group = {"GroupName": source.choice(GROUPS)}
    team = [{"Name": "custom:team", "Value": source.choice(HOSTILE[:-1])}]
    calls = {
        "create": (
            "admin_create_user",
            {"MessageAction": "SUPPRESS", "TemporaryPassword": PASSWORD},
        ),
        "delete": ("admin_delete_user", {}),
        "disable": ("admin_disable_user", {}),
        "enable": ("admin_enable_user", {}),
        "join": ("admin_add_user_to_group", group),
        "leave": ("admin_remove_user_from_group", group),
        "team": ("admin_update_user_attributes", {"UserAttributes": team}),
    }
    operation, more = calls[kind]
    try:
        aws.call("cognito-idp", operation, **pool, Username=name, **more)
    except (UserExists, UserNotFound):
        return


def test_a_refresh_after_a_thousand_changes_by_another_client_leaves_no_difference(
    aws: Aws, directory: Directory, snapshot: Snapshot
) -> None:
    source = random.Random(9)
    for number in range(100):
        directory.create(NewUser(username=f"user-{number}", password=PASSWORD))
    assert all_rows(refreshed(snapshot, directory)) == all_in_pool(directory)
    for _ in range(1000):
        change_at_random(aws, directory, source)
    assert all_rows(snapshot) != all_in_pool(directory)
    assert all_rows(refreshed(snapshot, directory)) == all_in_pool(directory)


def test_our_own_changes_are_in_at_once_and_a_deleted_user_is_out(
    directory: Directory, snapshot: Snapshot
) -> None:
    refreshed(snapshot, directory)
    directory.create(NewUser(username="ana", password=PASSWORD, groups=("staff",)))
    assert snapshot.reread(directory, "ana").groups == ("staff",)
    assert found(snapshot, text="AN") == ["ana"]
    directory.disable("ana")
    snapshot.reread(directory, "ana")
    assert found(snapshot, enabled=False) == ["ana"]
    directory.delete("ana")
    assert snapshot.reread(directory, "ana") is None
    assert found(snapshot) == []


def test_what_we_change_during_a_fill_wins_over_what_the_fill_had_read(
    directory: Directory, snapshot: Snapshot
) -> None:
    for name in ("ana", "ben", "cem"):
        directory.create(NewUser(username=name, password=PASSWORD))

    def change_meanwhile(progress: FillProgress) -> None:
        if progress.users == 3 and not progress.group:
            directory.delete("ana")
            snapshot.reread(directory, "ana")
            directory.disable("ben")
            snapshot.reread(directory, "ben")

    fill = Fill(directory, snapshot._store, is_cancelled=lambda: False, progress=change_meanwhile)
    fill.run()
    assert found(snapshot) == ["ben", "cem"]
    assert found(snapshot, enabled=False) == ["ben"]


def test_hostile_texts_stay_as_they_are_and_are_found(
    aws: Aws, directory: Directory, snapshot: Snapshot
) -> None:
    for number, text in enumerate(HOSTILE):
        directory.create(NewUser(username=f"user-{number}", password=PASSWORD))
        aws.call(
            "cognito-idp", "admin_update_user_attributes", UserPoolId=directory.user_pool_id,
            Username=f"user-{number}", UserAttributes=[{"Name": "custom:team", "Value": text}],
        )  # fmt: skip
    rows = all_rows(refreshed(snapshot, directory))
    teams = [rows[f"user-{n}"].user.attributes["custom:team"] for n in range(len(HOSTILE))]
    assert teams == list(HOSTILE)
    for number, text in enumerate(HOSTILE):
        for match in TextMatch:
            assert found(snapshot, text=text, match=match) == [f"user-{number}"]
            asked = {"text": text, "match": match, "where": "custom:team"}
            assert found(snapshot, **asked) == [f"user-{number}"]
    assert found(snapshot, text="%") == ["user-7"]
    assert found(snapshot, text="a", where="') OR true --") == []
    assert found(snapshot, sort="') --; DROP TABLE users", text="user-7") == ["user-7"]


def test_a_name_beyond_ascii_is_found_in_whatever_case_it_is_typed(
    directory: Directory, snapshot: Snapshot
) -> None:
    directory.create(NewUser(username="ÉLODIE", password=PASSWORD, groups=("été",)))
    refreshed(snapshot, directory)
    assert found(snapshot, text="élo", match=TextMatch.STARTS_WITH) == ["ÉLODIE"]
    assert found(snapshot, groups=("été",)) == ["ÉLODIE"]


def test_its_files_are_private_and_nothing_else_is_written(
    directory: Directory, snapshot: Snapshot, tmp_path: Path
) -> None:
    directory.create(NewUser(username="ana", password=PASSWORD))
    refreshed(snapshot, directory)
    snapshot.reread(directory, "ana")
    written = list(tmp_path.rglob("*"))
    assert {path.name for path in written} <= {"snapshot", "users.duckdb", "users.duckdb.wal"}
    assert all(is_private(path) for path in written)


def test_in_memory_nothing_is_written(
    directory: Directory, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    directory.create(NewUser(username="ana", password=PASSWORD))
    snapshot = Snapshot(directory, None)
    assert found(refreshed(snapshot, directory)) == ["ana"]
    assert not snapshot.state.is_on_disk
    snapshot.close()
    assert list(tmp_path.iterdir()) == []


def test_it_is_there_again_in_the_next_process_with_its_age(
    directory: Directory, snapshot: Snapshot, tmp_path: Path
) -> None:
    directory.create(NewUser(username="ana", password=PASSWORD))
    last = refreshed(snapshot, directory).state.last
    snapshot.close()
    again = Snapshot(directory, tmp_path / "snapshot")
    assert found(again) == ["ana"]
    assert again.state.last == last
    assert again.state.fill is FillState.NONE
    again.close()


def test_another_pool_finds_none_of_the_users(
    directory: Directory, aws: Aws, tmp_path: Path
) -> None:
    directory.create(NewUser(username="ana", password=PASSWORD))
    first = refreshed(Snapshot(directory, tmp_path / "snapshot"), directory)
    first.close()
    other = Snapshot(Directory(aws, "us-east-1_OtherPool"), tmp_path / "snapshot")
    assert found(other) == []
    assert other.state.last is None
    other.close()


def test_a_fill_that_fails_says_why_and_keeps_the_old_users(
    directory: Directory, aws: Aws, snapshot: Snapshot
) -> None:
    directory.create(NewUser(username="ana", password=PASSWORD))
    refreshed(snapshot, directory)
    snapshot.refresh(Directory(aws, "us-east-1_NoPool"))
    snapshot.wait(seconds=30)
    assert snapshot.state.fill is FillState.FAILED
    assert "us-east-1_NoPool" in str(snapshot.state.error)
    assert found(snapshot) == ["ana"]


def test_groups_are_counted_by_name_and_one_that_is_gone_has_nobody(
    aws: Aws, directory: Directory, snapshot: Snapshot
) -> None:
    for number in range(3):
        groups = GROUPS[: number + 1]
        directory.create(NewUser(username=f"user-{number}", password=PASSWORD, groups=groups))
    refreshed(snapshot, directory)
    assert snapshot.group_sizes() == {"admins": 3, "staff": 2, "été": 1}
    pool = {"UserPoolId": directory.user_pool_id}
    aws.call("cognito-idp", "delete_group", **pool, GroupName="staff")
    snapshot.drop_group("staff")
    assert snapshot.group_sizes() == {"admins": 3, "été": 1}
    assert all_rows(snapshot) == all_in_pool(directory)
