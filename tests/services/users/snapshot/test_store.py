"""Members put back into a group, in the snapshot and in a fill that is running."""

import pytest

from services.users.snapshot.database import SnapshotDatabase
from services.users.snapshot.question import UserRow
from services.users.snapshot.reader import SnapshotReader
from services.users.snapshot.store import FillRecord, SnapshotStore
from tests.services.users.snapshot.listed_pool import listed_user

RECORD = FillRecord(started_at=0.0, ended_at=0.0, calls=1)
USERS = [listed_user("ana"), listed_user("ben"), listed_user("cem")]


@pytest.fixture
def store(database: SnapshotDatabase) -> SnapshotStore:
    filled = SnapshotStore(database, "pool")
    filled.begin()
    filled.add(USERS)
    filled.add_members("staff", ["ana"])
    filled.finish(RECORD)
    return filled


@pytest.fixture
def groups(database: SnapshotDatabase, store: SnapshotStore) -> SnapshotReader:
    return SnapshotReader(database)


def held(reader: SnapshotReader, username: str) -> tuple[str, ...]:
    row = reader.row(username)
    assert row is not None
    return row.groups


def test_members_are_in_the_group_at_once_and_once(
    store: SnapshotStore, groups: SnapshotReader
) -> None:
    for _ in range(2):
        store.put_members("admins", ["ana", "ben", "nobody"])
    assert [held(groups, name) for name in ("ana", "ben", "cem")] == [
        ("admins", "staff"),
        ("admins",),
        (),
    ]
    assert groups.group_sizes() == {"admins": 2, "staff": 1}


def test_a_running_fill_that_knew_nothing_of_it_keeps_them(
    store: SnapshotStore, groups: SnapshotReader
) -> None:
    store.begin()
    store.add(USERS[:2])
    store.add_members("staff", ["ana"])
    store.put_members("admins", ["ana", "cem"])
    store.add(USERS[2:])
    store.finish(RECORD)
    assert held(groups, "ana") == ("admins", "staff")
    assert held(groups, "cem") == ("admins",)


def test_whom_we_changed_meanwhile_is_put_in_as_well(
    store: SnapshotStore, groups: SnapshotReader
) -> None:
    store.begin()
    store.add(USERS)
    store.put(UserRow(user=USERS[1], groups=("staff",)))
    store.put_members("admins", ["ben"])
    assert held(groups, "ben") == ("admins", "staff")
    store.finish(RECORD)
    assert held(groups, "ben") == ("admins", "staff")
