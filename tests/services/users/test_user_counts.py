"""Users counted by state, page by page, up to a limit."""

from datetime import UTC, datetime

import pytest

from services.users.directory import UserPage, UserStatus, UserSummary
from services.users.user_counts import count_users


def _user(name: str, status: UserStatus, *, enabled: bool = True) -> UserSummary:
    now = datetime(2026, 1, 1, tzinfo=UTC)
    return UserSummary(
        username=name,
        sub=name,
        status=status,
        enabled=enabled,
        email="",
        email_verified=False,
        created_at=now,
        modified_at=now,
        attributes={},
    )


class Pages:
    """A directory of these pages; a page's token is the number of the next one."""

    def __init__(self, *pages: tuple[UserSummary, ...]) -> None:
        self.pages = pages
        self.asked: list[str | None] = []

    def list_page(self, limit: int = 60, token: str | None = None) -> UserPage:
        self.asked.append(token)
        number = int(token or 0)
        more = str(number + 1) if number + 1 < len(self.pages) else None
        return UserPage(users=self.pages[number], next_token=more)


FIRST = (
    _user("a", UserStatus.CONFIRMED),
    _user("b", UserStatus.CONFIRMED, enabled=False),
    _user("c", UserStatus.RESET_REQUIRED),
)
SECOND = (_user("d", UserStatus.CONFIRMED), _user("e", UserStatus.UNCONFIRMED, enabled=False))


def test_every_page_is_counted_and_a_disabled_user_counts_as_disabled_only() -> None:
    counts = count_users(Pages(FIRST, SECOND))
    assert counts.by_status == {UserStatus.CONFIRMED: 2, UserStatus.RESET_REQUIRED: 1}
    assert (counts.disabled, counts.total, counts.is_complete) == (2, 5, True)


@pytest.mark.parametrize(
    ("most", "asked", "complete"),
    [
        pytest.param(1, [None], False, id="one page of two"),
        pytest.param(2, [None, "1"], True, id="exactly as many as there are"),
        pytest.param(9, [None, "1"], True, id="no call after the last page"),
    ],
)
def test_it_stops_at_the_limit_and_says_so(
    most: int, asked: list[str | None], complete: bool
) -> None:
    pages = Pages(FIRST, SECOND)
    assert count_users(pages, most_pages=most).is_complete is complete
    assert pages.asked == asked
