"""What a dashboard says of a pool's users, worked out from the snapshot's totals; pure."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from services.users.directory import UserStatus
from services.users.snapshot.question import UserTotals

_SOON_DAYS = 2
_FEWEST_DAYS, _MOST_DAYS = 14, 400  # one day alone would be a bar as wide as the page
_NEVER_IN = (UserStatus.UNCONFIRMED.value, UserStatus.FORCE_CHANGE_PASSWORD.value)


@dataclass(frozen=True, slots=True, kw_only=True)
class Dashboard:
    """`not_signed_in` have not completed a sign-in with a password of their own choice.

    More cannot be known: Cognito keeps no time of the last sign-in in a user's record.
    `expiring` counts temporary passwords by the last day on which they can count: it is known when
    a user was changed last, and the password was set then or before.
    """

    total: int
    disabled: int
    by_status: Mapping[str, int]
    created_by_day: Mapping[date, int]
    unverified: int
    not_signed_in: int
    expiring: Mapping[date, int]
    expiring_soon: int


def dashboard(totals: UserTotals, *, temporary_days: int, today: date) -> Dashboard:
    """Return the numbers; passwords that expired before `today` are left out of `expiring`."""
    by_status: Counter[str] = Counter()
    for (status, _), count in totals.by_status.items():
        by_status[status] += count
    expiring = {
        day + timedelta(days=temporary_days): count
        for day, count in totals.temporary_by_day.items()
        if day + timedelta(days=temporary_days) >= today
    }
    soon = today + timedelta(days=_SOON_DAYS)
    return Dashboard(
        total=by_status.total(),
        disabled=sum(n for (_, is_enabled), n in totals.by_status.items() if not is_enabled),
        by_status=dict(by_status.most_common()),
        created_by_day=totals.created_by_day,
        unverified=totals.unverified,
        not_signed_in=sum(by_status[status] for status in _NEVER_IN),
        expiring=expiring,
        expiring_soon=sum(count for day, count in expiring.items() if day <= soon),
    )


def drawn_days(days: Mapping[date, int]) -> list[date]:
    """Return the days with users and the quiet ones between, two weeks at least.

    Where they go on for more than a year, only those with users.
    """
    if not days:
        return []
    last = max(days)
    first = min(*days, last - timedelta(days=_FEWEST_DAYS - 1))
    span = (last - first).days + 1
    return sorted(days) if span > _MOST_DAYS else [first + timedelta(days=n) for n in range(span)]
