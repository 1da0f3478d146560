"""The users by state: the most first, the disabled last, and no more claimed than was counted."""

from pages._ui.charts.lazy_chart import ChartContent
from pages._ui.charts.users_chart import NO_USERS, users_content
from services.users.directory import UserStatus
from services.users.user_counts import UserCounts

SOME = {UserStatus.UNCONFIRMED: 1, UserStatus.CONFIRMED: 5}


def _content(counts: UserCounts) -> ChartContent:
    made = users_content(counts)
    assert isinstance(made, ChartContent)
    return made


def test_a_pool_without_users_says_what_to_do() -> None:
    assert users_content(UserCounts(by_status={}, disabled=0, is_complete=True)) == NO_USERS
    assert "Create a test user" in NO_USERS


def test_the_states_are_told_in_words_the_most_first() -> None:
    made = _content(UserCounts(by_status=SOME, disabled=2, is_complete=True))
    assert made.sentence == "8 users: 5 confirmed, 1 unconfirmed, 2 disabled."
    assert made.cells == (("Confirmed", "5"), ("Unconfirmed", "1"), ("Disabled", "2"))
    assert [row["users"] for row in made.rows] == [5, 1, 2]


def test_a_count_that_stopped_early_says_so() -> None:
    made = _content(UserCounts(by_status=SOME, disabled=0, is_complete=False))
    assert made.sentence == "The first 6 users: 5 confirmed, 1 unconfirmed."
