"""A fill keeps to its pace, waits when it is throttled, and ends when it is told to."""

import itertools
from collections.abc import Iterator

import pytest

from services.cloud.pace import Pace
from services.errors import AwsError, Throttled
from services.users.directory import UserPage, UserSummary
from services.users.snapshot.database import SnapshotDatabase
from services.users.snapshot.fill import Fill, FillCancelled, FillProgress
from services.users.snapshot.store import SnapshotStore
from tests.services.users.snapshot.listed_pool import ListedPool, listed_user, pages_of


class Clock:
    """Time that passes only while somebody sleeps."""

    def __init__(self) -> None:
        self.now = 1000.0
        self.slept: list[float] = []

    def __call__(self) -> float:
        return self.now

    def sleep(self, seconds: float) -> None:
        self.slept.append(seconds)
        self.now += seconds


class ThrottlingPool(ListedPool):
    """Throttles the first `times` calls."""

    def __init__(self, times: int) -> None:
        super().__init__([(listed_user("ana"),)])
        self.left = times

    def list_page(self, token: str | None = None) -> UserPage:
        self.left -= 1
        if self.left >= 0:
            raise Throttled("AWS refused ListUsers.")
        return super().list_page(token)


@pytest.fixture
def store() -> Iterator[SnapshotStore]:
    database = SnapshotDatabase(None)
    yield SnapshotStore(database, "pool")
    database.close()


def fill_of(pool: ListedPool, store: SnapshotStore, clock: Clock) -> Fill:
    return Fill(
        pool,
        store,
        is_cancelled=lambda: False,
        progress=lambda progress: None,
        clock=clock,
        sleep=clock.sleep,
    )


def test_twenty_calls_a_second_start_evenly() -> None:
    clock = Clock()
    pace = Pace(20, clock=clock, sleep=clock.sleep)
    for _ in range(41):
        pace.wait()
    assert clock.now == pytest.approx(1002)
    clock.now += 10  # a pause is not made up for by a burst
    pace.wait()
    pace.wait()
    assert clock.now == pytest.approx(1012.05)


def test_a_fill_stays_below_the_quota_and_counts_its_calls(store: SnapshotStore) -> None:
    clock = Clock()
    record = fill_of(ListedPool(pages_of("user", range(99))), store, clock).run()
    assert record.calls == 100  # 99 pages and the list of groups
    assert record.ended_at - record.started_at == pytest.approx(99 / 20)
    assert store.last_fill() == record


def test_a_throttled_call_is_tried_again_after_longer_and_longer_waits(
    store: SnapshotStore,
) -> None:
    clock = Clock()
    fill_of(ThrottlingPool(3), store, clock).run()
    assert [seconds for seconds in clock.slept if seconds >= 1] == [1, 2, 4]
    assert store.last_fill() is not None


def test_a_call_that_stays_throttled_ends_the_fill(store: SnapshotStore) -> None:
    with pytest.raises(Throttled):
        fill_of(ThrottlingPool(99), store, Clock()).run()
    assert store.last_fill() is None


def test_a_cancelled_fill_ends_before_the_next_call(store: SnapshotStore) -> None:
    seen: list[FillProgress] = []
    fill = Fill(
        ListedPool(pages_of("user", itertools.count())),
        store,
        is_cancelled=lambda: len(seen) == 2,
        progress=seen.append,
        sleep=lambda seconds: None,
    )
    with pytest.raises(FillCancelled):
        fill.run()
    assert [each.users for each in seen] == [60, 120]
    assert store.last_fill() is None


def test_a_user_whom_two_pages_name_is_there_once(store: SnapshotStore) -> None:
    twice: list[tuple[UserSummary, ...]] = [(listed_user("ana"),), (listed_user("ana"),)]
    fill_of(ListedPool(twice), store, Clock()).run()
    found = store._connection.execute("SELECT username FROM users").fetchall()
    assert found == [("ana",)]


def test_the_error_of_a_failed_page_reaches_the_caller(store: SnapshotStore) -> None:
    class Refusing(ListedPool):
        def list_page(self, token: str | None = None) -> UserPage:
            raise AwsError("AWS refused ListUsers.")

    with pytest.raises(AwsError, match="ListUsers"):
        fill_of(Refusing([]), store, Clock()).run()
