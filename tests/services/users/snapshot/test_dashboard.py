"""The dashboard's numbers, from totals that are written out."""

from datetime import date

import pytest

from services.users.snapshot.dashboard import dashboard, drawn_days
from services.users.snapshot.question import UserTotals

TOTALS = UserTotals(
    by_status={
        ("CONFIRMED", True): 5,
        ("CONFIRMED", False): 2,
        ("UNCONFIRMED", True): 3,
        ("FORCE_CHANGE_PASSWORD", True): 4,
    },
    created_by_day={date(2026, 11, 1): 14},
    unverified=6,
    temporary_by_day={date(2026, 11, 20): 1, date(2026, 11, 23): 2, date(2026, 11, 27): 1},
)


def test_users_are_counted_by_status_the_most_frequent_first() -> None:
    made = dashboard(TOTALS, temporary_days=7, today=date(2026, 11, 29))
    assert list(made.by_status.items()) == [
        ("CONFIRMED", 7),
        ("FORCE_CHANGE_PASSWORD", 4),
        ("UNCONFIRMED", 3),
    ]
    assert (made.total, made.disabled, made.not_signed_in, made.unverified) == (14, 2, 7, 6)


def test_temporary_passwords_are_told_by_the_last_day_they_can_count() -> None:
    made = dashboard(TOTALS, temporary_days=7, today=date(2026, 11, 29))
    assert made.expiring == {date(2026, 11, 30): 2, date(2026, 12, 4): 1}
    assert made.expiring_soon == 2


def test_another_policy_moves_the_days() -> None:
    made = dashboard(TOTALS, temporary_days=30, today=date(2026, 11, 29))
    assert list(made.expiring) == [date(2026, 12, 20), date(2026, 12, 23), date(2026, 12, 27)]
    assert made.expiring_soon == 0


@pytest.mark.parametrize(
    ("days", "first", "count"),
    [
        pytest.param([date(2026, 11, 29)], date(2026, 11, 16), 14, id="two weeks at least"),
        pytest.param(
            [date(2026, 10, 1), date(2026, 11, 29)],
            date(2026, 10, 1),
            60,
            id="quiet days between stand there",
        ),
        pytest.param(
            [date(2020, 1, 1), date(2026, 11, 29)],
            date(2020, 1, 1),
            2,
            id="years: only days with users",
        ),
    ],
)
def test_the_days_that_are_drawn(days: list[date], first: date, count: int) -> None:
    drawn = drawn_days(dict.fromkeys(days, 1))
    assert (drawn[0], drawn[-1], len(drawn)) == (first, date(2026, 11, 29), count)


def test_no_users_are_drawn_on_no_day() -> None:
    assert drawn_days({}) == []
