"""The paces at which calls of a quota category start; all jobs of this process share them.

On AWS a job takes four fifths of a category's quota and leaves the rest to the people who sign up
and change their profile: they count in the same categories. Locally there is no limit.
"""

import math
import time
from collections.abc import Callable
from functools import cache

from services.cloud.pace import Pace
from services.settings import Cloud, Settings
from services.users.bulk.quota.categories import DEFAULT_RATES, category_of

_SHARE = 0.8


class Quotas:
    """One pace for each category; safe to share between threads."""

    def __init__(
        self,
        *,
        is_limited: bool,
        clock: Callable[[], float] = time.monotonic,
        sleep: Callable[[float], object] = time.sleep,
    ) -> None:
        self.sleep = sleep
        self._paces = {
            category: Pace(rate * _SHARE if is_limited else math.inf, clock=clock, sleep=sleep)
            for category, rate in DEFAULT_RATES.items()
        }

    def pace_of(self, operation: str) -> Pace:
        """Return the pace of the operation's category."""
        return self._paces[category_of(operation)]


def quotas_of(settings: Settings) -> Quotas:
    """Return the quotas of this account and Region in this process."""
    return _quotas(settings.cloud, settings.region, settings.profile)


@cache
def _quotas(cloud: Cloud, _region: str, _profile: str | None) -> Quotas:
    return Quotas(is_limited=cloud is Cloud.AWS)
