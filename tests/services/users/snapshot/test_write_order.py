"""Readings and writings that cross: the snapshot ends as Cognito was last seen."""

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace

import pytest

from services.errors import UserNotFound
from services.users.directory import UserPage, UserSummary
from services.users.snapshot.question import UserRow
from services.users.snapshot.snapshot import Snapshot
from tests.services.users.snapshot.listed_pool import ListedPool, listed_user


class SlowPool(ListedPool):
    """Has one user, in one group; the next answer is held back while there is a `gate`."""

    def __init__(self) -> None:
        super().__init__([(listed_user("ana"),)])
        self.user: UserSummary | None = listed_user("ana")
        self.members: tuple[str, ...] = ("staff",)
        self.asked = threading.Event()
        self.gate: threading.Event | None = None

    def get(self, username: str) -> UserSummary:
        if self.user is None:
            raise UserNotFound(f"{username} is no user.")
        return self.user

    def groups_of(self, username: str) -> tuple[str, ...]:
        found = self.members
        self._hold_back()
        return found

    def groups(self) -> tuple[str, ...]:
        return ("staff",)

    def list_members(self, group: str, token: str | None = None) -> UserPage:
        self._hold_back()
        return UserPage(users=(listed_user("ana"),), next_token=None)

    def _hold_back(self) -> None:
        gate, self.gate = self.gate, None
        if gate is not None:
            self.asked.set()
            assert gate.wait(30)


@pytest.fixture
def pool() -> SlowPool:
    return SlowPool()


@pytest.fixture
def snapshot(pool: SlowPool) -> Iterator[Snapshot]:
    opened = Snapshot(pool, None)
    opened.refresh(pool)
    opened.wait(30)
    yield opened
    opened.close()


@contextmanager
def held_back(pool: SlowPool, work: Callable[[], object]) -> Iterator[None]:
    """Begin the work, let the block do something newer, then let the older answer come in."""
    gate = pool.gate = threading.Event()
    thread = threading.Thread(target=work)
    thread.start()
    assert pool.asked.wait(30)
    yield
    gate.set()
    thread.join(30)
    pool.asked.clear()


def row(snapshot: Snapshot) -> UserRow | None:
    return snapshot._reader.row("ana")


def test_an_older_reading_that_ends_late_does_not_undo_a_newer_one(
    pool: SlowPool, snapshot: Snapshot
) -> None:
    with held_back(pool, lambda: snapshot.reread(pool, "ana")):
        pool.user = replace(listed_user("ana"), enabled=False)
        snapshot.reread(pool, "ana")
    found = row(snapshot)
    assert found
    assert not found.user.enabled


def test_a_reading_that_ends_late_does_not_bring_a_deleted_user_back(
    pool: SlowPool, snapshot: Snapshot
) -> None:
    with held_back(pool, lambda: snapshot.reread(pool, "ana")):
        pool.user = None
        assert snapshot.reread(pool, "ana") is None
    assert row(snapshot) is None


def test_a_reading_that_ends_after_a_newer_fill_does_not_undo_it(
    pool: SlowPool, snapshot: Snapshot
) -> None:
    with held_back(pool, lambda: snapshot.reread(pool, "ana")):
        pool._next = (replace(listed_user("ana"), enabled=False),)
        snapshot.refresh(pool)
        snapshot.wait(30)
    found = row(snapshot)
    assert found
    assert not found.user.enabled
    snapshot.reread(pool, "ana")
    again = row(snapshot)
    assert again
    assert again.user.enabled


def test_a_reading_that_ends_after_a_newer_fill_does_not_bring_a_deleted_user_back(
    pool: SlowPool, snapshot: Snapshot
) -> None:
    with held_back(pool, lambda: snapshot.reread(pool, "ana")):
        pool._next = (listed_user("ben"),)
        snapshot.refresh(pool)
        snapshot.wait(30)
    assert row(snapshot) is None


def test_a_reading_that_began_while_a_fill_was_running_counts(
    pool: SlowPool, snapshot: Snapshot
) -> None:
    pool._next = (replace(listed_user("ana"), enabled=False),)
    with held_back(pool, lambda: snapshot.refresh(pool)):
        snapshot.reread(pool, "ana")
    snapshot.wait(30)
    found = row(snapshot)
    assert found
    assert found.user.enabled


def test_a_reading_that_ends_late_does_not_bring_a_deleted_group_back(
    pool: SlowPool, snapshot: Snapshot
) -> None:
    with held_back(pool, lambda: snapshot.reread(pool, "ana")):
        snapshot.drop_group("staff")
    assert snapshot.group_sizes() == {}
    assert snapshot.reread(pool, "ana") == UserRow(user=listed_user("ana"), groups=("staff",))
    assert snapshot.group_sizes() == {"staff": 1}


def test_a_reading_that_ends_late_does_not_take_members_out_who_were_put_back(
    pool: SlowPool, snapshot: Snapshot
) -> None:
    pool.members = ()
    with held_back(pool, lambda: snapshot.reread(pool, "ana")):
        snapshot.drop_group("staff")
        snapshot.put_members("staff", ["ana"])
    assert snapshot.group_sizes() == {"staff": 1}


def test_a_group_deleted_while_its_members_are_read_has_nobody(
    pool: SlowPool, snapshot: Snapshot
) -> None:
    pool._next = (listed_user("ana"),)
    with held_back(pool, lambda: snapshot.refresh(pool)):
        snapshot.drop_group("staff")
    snapshot.wait(30)
    assert snapshot.state.progress.calls == 3
    assert snapshot.group_sizes() == {}
    pool._next = (listed_user("ana"),)
    snapshot.refresh(pool)
    snapshot.wait(30)
    assert snapshot.group_sizes() == {"staff": 1}
