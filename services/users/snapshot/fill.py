"""Filling a snapshot: every user of the pool page by page, then the members of every group.

ListUsers and ListUsersInGroup share a quota of 30 calls a second that cannot be raised, for all
pools of an account and Region together
(https://docs.aws.amazon.com/cognito/latest/developerguide/quotas.html). A fill takes up to 20.
"""

import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from typing import TypeVar

from services.cloud.pace import Pace
from services.errors import ResourceNotFound, Throttled
from services.users.directory import Directory
from services.users.snapshot.store import FillRecord, SnapshotStore
from services.users.snapshot.write_order import WriteOrder

CALLS_PER_SECOND = 20.0
_PATIENCE = (1.0, 2.0, 4.0, 8.0, 16.0)  # seconds to wait after a call that was throttled
T = TypeVar("T")


@dataclass(frozen=True, slots=True, kw_only=True)
class FillProgress:
    """How far a fill is; `group` is the one whose members are read, empty while users are."""

    users: int = 0
    calls: int = 0
    group: str = ""


class FillCancelled(Exception):
    """Whoever asked for the fill does not want it any more; the old users stay."""


class Fill:
    """One reading of a whole pool into a store."""

    def __init__(
        self,
        directory: Directory,
        store: SnapshotStore,
        *,
        is_cancelled: Callable[[], bool],
        progress: Callable[[FillProgress], None],
        order: WriteOrder | None = None,
        clock: Callable[[], float] = time.time,
        sleep: Callable[[float], object] = time.sleep,
    ) -> None:
        self._directory = directory
        self._store = store
        self._is_cancelled = is_cancelled
        self._progress = progress
        self._order = order or WriteOrder()
        self._clock = clock
        self._sleep = sleep
        self._pace = Pace(CALLS_PER_SECOND, clock=clock, sleep=sleep)
        self._users = self._calls = 0

    def run(self) -> FillRecord:
        """Read everything and replace the old users; raises FillCancelled and AwsErrors."""
        started_at, number = self._clock(), self._order.fill_begins()
        self._store.begin()
        self._read_users()
        for group in self._asked(self._directory.groups):
            self._read_members(group)
        record = FillRecord(started_at=started_at, ended_at=self._clock(), calls=self._calls)
        self._order.fill_ends(number, partial(self._store.finish, record))
        return record

    def _read_users(self) -> None:
        token: str | None = None
        while True:
            page = self._asked(partial(self._directory.list_page, token=token))
            self._store.add(page.users)
            self._users += len(page.users)
            self._tell("")
            token = page.next_token
            if token is None:
                return

    def _read_members(self, group: str) -> None:
        try:
            for usernames in self._member_pages(group):
                self._store.add_members(group, usernames)
                self._tell(group)
        except ResourceNotFound:  # the group was deleted after it was listed
            return

    def _member_pages(self, group: str) -> Iterator[tuple[str, ...]]:
        token: str | None = None
        while True:
            page = self._asked(partial(self._directory.list_members, group, token))
            yield tuple(user.username for user in page.users)
            token = page.next_token
            if token is None:
                return

    def _asked(self, call: Callable[[], T]) -> T:
        """Make one call, and wait longer each time Cognito throttles it all the same."""
        for seconds in _PATIENCE:
            try:
                return self._paced(call)
            except Throttled:
                self._sleep(seconds)
        return self._paced(call)

    def _paced(self, call: Callable[[], T]) -> T:
        if self._is_cancelled():
            raise FillCancelled
        self._pace.wait()
        self._calls += 1
        return call()

    def _tell(self, group: str) -> None:
        self._progress(FillProgress(users=self._users, calls=self._calls, group=group))
