"""How many users a pool has in each state, counted page by page up to a limit."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

from services.users.directory import Directory, UserStatus

MOST_PAGES = 10


@dataclass(frozen=True, slots=True, kw_only=True)
class UserCounts:
    """Users by state; a disabled user counts as disabled only, in whatever state.

    `is_complete` is False when the pool has more users than were counted.
    """

    by_status: Mapping[UserStatus, int]
    disabled: int
    is_complete: bool

    @property
    def total(self) -> int:
        return sum(self.by_status.values()) + self.disabled


def count_users(directory: Directory, *, most_pages: int = MOST_PAGES) -> UserCounts:
    """Read the pool's users, a call for every 60, at most `most_pages` times; raises AwsError."""
    by_status: Counter[UserStatus] = Counter()
    disabled, token = 0, None
    for _ in range(most_pages):
        page = directory.list_page(token=token)
        by_status.update(user.status for user in page.users if user.enabled)
        disabled += sum(not user.enabled for user in page.users)
        token = page.next_token
        if token is None:
            break
    return UserCounts(by_status=dict(by_status), disabled=disabled, is_complete=token is None)
