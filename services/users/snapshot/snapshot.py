"""Snapshot: the users of one pool on this machine, for what Cognito cannot search, sort or count.

It is filled in the background. What we change ourselves is read again from Cognito and put in at
once; what others change comes with the next fill.
"""

import threading
import time
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum
from functools import partial
from pathlib import Path

from services.errors import LabError, ResourceNotFound, SnapshotError, UserNotFound
from services.users.directory import Directory
from services.users.snapshot.database import SnapshotDatabase, empty
from services.users.snapshot.fill import Fill, FillCancelled, FillProgress
from services.users.snapshot.question import UserQuestion, UserRow, UserRows, UserTotals
from services.users.snapshot.reader import SnapshotReader
from services.users.snapshot.store import FillRecord, SnapshotStore
from services.users.snapshot.streams import stream_holders, stream_users
from services.users.snapshot.write_order import WriteOrder

# A snapshot is old after a minute, a large one later: fills then take a twentieth of the time.
_OLD_AFTER_SECONDS, _REST_AFTER_FILL = 60.0, 20
# After a fill that failed, the next one begins by itself later and later.
_FIRST_REST_SECONDS, _LONGEST_REST_SECONDS = 5.0, 300.0


class FillState(StrEnum):
    NONE = "none"
    RUNNING = "running"
    DONE = "done"
    CANCELLED = "cancelled"
    FAILED = "failed"


@dataclass(frozen=True, slots=True, kw_only=True)
class SnapshotState:
    """`last` is the last whole fill, None while there is none; `progress` that of the latest one.

    `fill` says how the latest fill of this process stands. `error` is why the latest one that ended
    failed: it stays while the next one runs. `rests_until` is when that may begin by itself.
    `disk_error` is why it is in memory though it was to be on disk.
    """

    fill: FillState = FillState.NONE
    progress: FillProgress = field(default_factory=FillProgress)
    last: FillRecord | None = None
    error: LabError | None = None
    is_on_disk: bool = False
    disk_error: LabError | None = None
    rests_until: float = 0.0

    @property
    def is_filling(self) -> bool:
        return self.fill is FillState.RUNNING

    def is_old(self, now: float) -> bool:
        """Tell whether a new fill is due, seen at `now` in epoch seconds."""
        if self.fill is FillState.CANCELLED or now < self.rests_until:
            return False
        if self.last is None:
            return True
        took = self.last.ended_at - self.last.started_at
        return now - self.last.ended_at > max(_OLD_AFTER_SECONDS, _REST_AFTER_FILL * took)


class Snapshot:
    """One pool's snapshot; safe to share between threads."""

    def __init__(
        self,
        directory: Directory,
        place: Path | None,
        clock: Callable[[], float] = time.time,
        *,
        disk_error: LabError | None = None,
    ) -> None:
        """Open it in the directory `place`, or in memory for None; nothing is filled yet.

        `disk_error` is why it is not where it was to be. Raises SnapshotError and StoredFileError.
        """
        self.user_pool_id = directory.user_pool_id
        self._clock = clock
        self._database, self._store = _opened(place, directory.user_pool_id)
        self._reader = SnapshotReader(self._database)
        self._state = SnapshotState(
            last=self._store.last_fill(),
            is_on_disk=self._database.is_on_disk,
            disk_error=disk_error,
        )
        self._lock = threading.Lock()
        self._order = WriteOrder()
        self._rest_seconds = _FIRST_REST_SECONDS
        self._cancelled = threading.Event()
        self._thread: threading.Thread | None = None

    @property
    def state(self) -> SnapshotState:
        return self._state

    def refresh(self, directory: Directory) -> None:
        """Begin a fill in the background, unless one is running."""
        with self._lock:
            if self._state.is_filling:
                return
            self._cancelled.clear()
            self._tell(fill=FillState.RUNNING, progress=FillProgress())
            self._thread = threading.Thread(
                target=self._fill, args=(directory,), name="snapshot-fill", daemon=True
            )
            self._thread.start()

    def cancel(self) -> None:
        """End a running fill after its present call; the old users stay."""
        self._cancelled.set()

    def wait(self, seconds: float) -> None:
        """Wait for a running fill, at most so long."""
        if self._thread is not None:
            self._thread.join(seconds)

    def ask(self, question: UserQuestion, *, page: int, size: int) -> UserRows:
        return self._reader.page(question, page=page, size=size)

    def each(self, question: UserQuestion) -> Iterator[UserRow]:
        """Yield every user whom the question finds, over all pages; only a batch is in memory."""
        return stream_users(self._database, question)

    def holders(self, field: str, values: Collection[str]) -> Iterator[UserRow]:
        """Yield the users whose username or attribute is one of the values, in any case."""
        return stream_holders(self._database, field, values)

    def usernames(self, question: UserQuestion) -> tuple[str, ...]:
        """Return the name of every user who fits, in the question's order."""
        return self._reader.usernames(question)

    def known(self, usernames: Sequence[str]) -> dict[str, UserRow]:
        """Return the users of these names by name, without those whom it does not know."""
        return self._reader.known(usernames)

    def totals(self) -> UserTotals:
        return self._reader.totals()

    def attribute_names(self) -> tuple[str, ...]:
        """Return the attributes that some user has, sorted."""
        return self._reader.attribute_names()

    def group_names(self) -> tuple[str, ...]:
        """Return the groups that some user is in, sorted."""
        return self._reader.group_names()

    def group_sizes(self) -> Mapping[str, int]:
        """Return how many users are in each group that some user is in."""
        return self._reader.group_sizes()

    def drop_group(self, name: str) -> None:
        """Let nobody be in a group that Cognito no longer has."""
        self._order.drop(name, lambda: self._store.drop_group(name))

    def reread_group(self, directory: Directory, name: str, *, with_members: bool) -> None:
        """Ask Cognito for the group and who is in it; nobody is in one that is gone."""
        try:
            directory.group(name)
            for page in directory.member_pages(name) if with_members else ():
                self.put_members(name, [user.username for user in page])
        except ResourceNotFound:
            self.drop_group(name)

    def put_members(self, group: str, usernames: Sequence[str]) -> None:
        """Let these users be in the group, too, as Cognito has them."""
        write = partial(self._store.put_members, group, usernames)
        self._order.join(group, usernames, write)

    def reread(self, directory: Directory, username: str) -> UserRow | None:
        """Ask Cognito for this user, put the answer in and return it; None when they are gone.

        Of two that overlap, and of this and a whole fill, the one that began later counts.
        """
        with self._order.reading() as number:
            try:
                user = directory.get(username)
                row = UserRow(user=user, groups=directory.groups_of(user.username))
            except UserNotFound:
                self._order.put(number, username, lambda _: self._store.remove(username))
                return None
            self._order.put(number, user.username, partial(self._put, row))
        return row

    def _put(self, row: UserRow, dropped: frozenset[str]) -> None:
        row = replace(row, groups=tuple(name for name in row.groups if name not in dropped))
        if self.state.is_filling or self._reader.row(row.user.username) != row:
            self._store.put(row)

    def close(self) -> None:
        """End a running fill and close the database; nothing can be asked afterwards."""
        self.cancel()
        self.wait(seconds=60)
        self._store.close()
        self._reader.close()
        self._database.close()

    def is_lost(self) -> bool:
        """Tell whether it has to be opened anew: its file is gone, or a failure has ended it."""
        return self._database.is_lost()

    def _fill(self, directory: Directory) -> None:
        fill = Fill(
            directory,
            self._store,
            is_cancelled=self._cancelled.is_set,
            progress=lambda progress: self._tell(progress=progress),
            order=self._order,
            sleep=self._cancelled.wait,
        )
        try:
            record = fill.run()
        except FillCancelled:
            self._tell(fill=FillState.CANCELLED, error=None)
        except LabError as error:
            self._fail(error)
        else:
            self._rest_seconds = _FIRST_REST_SECONDS
            self._tell(fill=FillState.DONE, last=record, error=None)
        finally:
            if self._state.is_filling:  # an error nobody foresaw: say so rather than wait for ever
                self._fail(LabError("The fill stopped unexpectedly."))

    def _fail(self, error: LabError) -> None:
        until = self._clock() + self._rest_seconds
        self._rest_seconds = min(2 * self._rest_seconds, _LONGEST_REST_SECONDS)
        self._tell(fill=FillState.FAILED, error=error, rests_until=until)

    def _tell(self, **changed: object) -> None:
        self._state = replace(self._state, **changed)  # type: ignore[arg-type]


def _opened(place: Path | None, user_pool_id: str) -> tuple[SnapshotDatabase, SnapshotStore]:
    """Open what is in `place`; what shows only in reading it to be damaged is made anew."""
    database = SnapshotDatabase(place)
    try:
        return database, SnapshotStore(database, user_pool_id)
    except SnapshotError:
        database.close()
        if place is None or not database.is_on_disk:
            raise
    empty(place)
    database = SnapshotDatabase(place)
    return database, SnapshotStore(database, user_pool_id)
