"""ListedPool: a pool that answers lists from memory; as a program, a fill that is to be killed.

`python -m tests.services.users.snapshot.listed_pool DIRECTORY` opens the snapshot there, fills it
once, says so, and begins a fill whose pages come for ever.
"""

import itertools
import sys
import time
from collections.abc import Iterable
from datetime import UTC, datetime
from pathlib import Path

from services.users.directory import UserPage, UserStatus, UserSummary
from services.users.snapshot.snapshot import Snapshot

MADE = datetime(2026, 11, 1, 12, tzinfo=UTC)
_PAGE = 60


def listed_user(name: str, **attributes: str) -> UserSummary:
    return UserSummary(
        username=name,
        sub="",
        status=UserStatus.CONFIRMED,
        enabled=True,
        email=attributes.get("email", ""),
        email_verified=False,
        created_at=MADE,
        modified_at=MADE,
        attributes=attributes,
    )


class ListedPool:
    """What a fill asks of a Directory; each page is taken from `pages` in turn."""

    user_pool_id = "eu-west-1_Listed"

    def __init__(self, pages: Iterable[tuple[UserSummary, ...]]) -> None:
        self._pages = iter(pages)
        self._next = next(self._pages, ())

    def list_page(self, token: str | None = None) -> UserPage:
        page, self._next = self._next, next(self._pages, ())
        return UserPage(users=page, next_token="more" if self._next else None)

    def groups(self) -> tuple[str, ...]:
        return ()


def pages_of(prefix: str, numbers: Iterable[int]) -> Iterable[tuple[UserSummary, ...]]:
    for number in numbers:
        yield tuple(listed_user(f"{prefix}-{number}-{each}") for each in range(_PAGE))


def main(place: str) -> None:
    first = ListedPool(pages_of("old", range(3)))
    snapshot = Snapshot(first, Path(place))
    snapshot.refresh(first)
    snapshot.wait(60)
    snapshot.refresh(ListedPool(pages_of("new", itertools.count())))
    while snapshot.state.progress.users < 4 * _PAGE:
        time.sleep(0.01)
    sys.stdout.write("filling\n")
    sys.stdout.flush()
    snapshot.wait(60)


if __name__ == "__main__":
    main(sys.argv[1])
