"""What a job changed comes into the snapshot in the fewest calls."""

from collections.abc import Iterator
from dataclasses import replace

import pytest

from services.errors import UserNotFound
from services.users.directory import UserSummary
from services.users.snapshot.catch_up import catch_up
from services.users.snapshot.snapshot import Snapshot
from tests.services.users.snapshot.listed_pool import ListedPool, listed_user

NAMES = tuple(f"user-{number}" for number in range(5))


class ReadPool(ListedPool):
    """Five users on five pages, disabled since the first fill; the last one is gone by now."""

    def __init__(self) -> None:
        self.asked: list[str] = []
        super().__init__(self._pages_now())

    def _pages_now(self) -> Iterator[tuple[UserSummary, ...]]:
        for name in NAMES:
            yield (listed_user(name),)
        yield ()  # the end of the first fill
        for name in NAMES[:-1]:
            yield (replace(listed_user(name), enabled=False),)

    def get(self, username: str) -> UserSummary:
        self.asked.append(username)
        if username == NAMES[-1]:
            raise UserNotFound("gone", code="UserNotFoundException", operation="admin_get_user")
        return replace(listed_user(username), enabled=False)

    def groups_of(self, username: str) -> tuple[str, ...]:
        return ("night",) if username == NAMES[0] else ()


@pytest.fixture
def pool() -> ReadPool:
    return ReadPool()


@pytest.fixture
def snapshot(pool: ReadPool) -> Iterator[Snapshot]:
    opened = Snapshot(pool, None)
    opened.refresh(pool)
    opened.wait(30)
    assert opened.state.last is not None
    yield opened
    opened.close()


def enabled(snapshot: Snapshot) -> dict[str, bool]:
    return {name: row.user.enabled for name, row in snapshot.known(NAMES).items()}


def test_a_few_are_read_one_by_one_and_the_others_stay_as_they_were(
    snapshot: Snapshot, pool: ReadPool
) -> None:
    catch_up(snapshot, pool, (NAMES[0], NAMES[4]))
    assert pool.asked == [NAMES[0], NAMES[4]]
    assert enabled(snapshot) == {NAMES[0]: False, NAMES[1]: True, NAMES[2]: True, NAMES[3]: True}
    assert snapshot.known(NAMES)[NAMES[0]].groups == ("night",)


def test_many_are_read_with_all_in_one_fill(snapshot: Snapshot, pool: ReadPool) -> None:
    pool.list_page()  # the end of the first fill
    catch_up(snapshot, pool, NAMES)
    assert pool.asked == []
    assert enabled(snapshot) == dict.fromkeys(NAMES[:-1], False)


def test_where_nothing_was_read_yet_all_are(pool: ReadPool) -> None:
    snapshot = Snapshot(pool, None)
    catch_up(snapshot, pool, NAMES[:1])
    assert pool.asked == []
    assert len(enabled(snapshot)) == 5
    snapshot.close()
