"""What follows a fill that failed: its reason stays, and the next one waits longer each time."""

from collections.abc import Iterator

import pytest

from services.errors import AccessDenied
from services.users.directory import UserPage
from services.users.snapshot.snapshot import FillState, Snapshot
from tests.services.users.snapshot.listed_pool import ListedPool, listed_user


class DeniedPool(ListedPool):
    """Refuses its list until it is `allowed`."""

    allowed = False

    def list_page(self, token: str | None = None) -> UserPage:
        if not self.allowed:
            raise AccessDenied("Not allowed to list users.", code="AccessDeniedException")
        return super().list_page(token)


@pytest.fixture
def pool() -> DeniedPool:
    return DeniedPool([(listed_user("ana"),)])


@pytest.fixture
def snapshot(pool: DeniedPool) -> Iterator[Snapshot]:
    opened = Snapshot(pool, None, clock=lambda: 1000.0)
    yield opened
    opened.close()


def filled(snapshot: Snapshot, pool: ListedPool) -> Snapshot:
    snapshot.refresh(pool)
    snapshot.wait(30)
    return snapshot


def test_each_failure_puts_the_next_fill_off_for_longer(
    snapshot: Snapshot, pool: DeniedPool
) -> None:
    assert snapshot.state.is_old(1000)
    due = [filled(snapshot, pool).state.rests_until for _ in range(9)]
    assert due == [1005, 1010, 1020, 1040, 1080, 1160, 1300, 1300, 1300]
    assert not snapshot.state.is_old(1299)
    assert snapshot.state.is_old(1300)


def test_the_reason_stays_until_a_fill_ends_well(snapshot: Snapshot, pool: DeniedPool) -> None:
    told = []
    tell = snapshot._tell
    snapshot._tell = lambda **changed: (tell(**changed), told.append(snapshot.state))[0]  # type: ignore[method-assign]
    filled(snapshot, pool)
    filled(snapshot, pool)
    assert [(state.fill, state.error is None) for state in told] == [
        (FillState.RUNNING, True),
        (FillState.FAILED, False),
        (FillState.RUNNING, False),
        (FillState.FAILED, False),
    ]
    pool.allowed = True
    assert filled(snapshot, pool).state.error is None
    pool.allowed = False
    assert filled(snapshot, pool).state.rests_until == 1005


def test_one_that_was_stopped_is_not_begun_again_by_itself(snapshot: Snapshot) -> None:
    class StoppedPool(ListedPool):
        def list_page(self, token: str | None = None) -> UserPage:
            snapshot.cancel()
            return super().list_page(token)

    assert filled(snapshot, StoppedPool([(listed_user("ana"),)])).state.fill is FillState.CANCELLED
    assert not snapshot.state.is_old(10**9)
