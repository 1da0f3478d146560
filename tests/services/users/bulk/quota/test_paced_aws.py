"""Calls on AWS keep to the quota of their category; throttled ones are sent again, more slowly."""

from collections import Counter
from typing import Any

import pytest

from services.cloud.aws import Aws
from services.cloud.pace import Pace
from services.errors import AwsError, CloudUnreachable, Throttled
from services.settings import Cloud, Settings
from services.users.bulk.quota.categories import DEFAULT_RATES, QuotaCategory, category_of
from services.users.bulk.quota.paced_aws import PacedAws
from services.users.bulk.quota.quotas import Quotas, quotas_of

ON_AWS = Settings(cloud=Cloud.AWS, region="eu-west-1")


class FakeTime:
    """A clock that moves only while somebody sleeps."""

    def __init__(self) -> None:
        self.now = 0.0

    def clock(self) -> float:
        return self.now

    def sleep(self, seconds: float) -> None:
        self.now += seconds


class AnsweringAws(Aws):
    """Notes when each call came, and answers it with the errors it was given, then with nothing."""

    def __init__(self, time: FakeTime, errors: list[AwsError]) -> None:
        super().__init__(ON_AWS)
        self._time = time
        self._errors = errors
        self.came: list[tuple[str, float]] = []

    def without_retries(self) -> Aws:
        return self

    def call(self, service: str, operation: str, **parameters: Any) -> dict[str, Any]:
        self.came.append((operation, self._time.now))
        if self._errors:
            raise self._errors.pop(0)
        return {}


@pytest.fixture
def time() -> FakeTime:
    return FakeTime()


def paced(time: FakeTime, *errors: AwsError, is_limited: bool = True) -> tuple[Aws, AnsweringAws]:
    inner = AnsweringAws(time, list(errors))
    quotas = Quotas(is_limited=is_limited, clock=time.clock, sleep=time.sleep)
    return PacedAws(inner, quotas, uniform=lambda _low, high: high), inner


def most_in_a_second(came: list[tuple[str, float]]) -> int:
    moments = [at for _, at in came]
    return max(sum(at <= other < at + 1 for other in moments) for at in moments)


@pytest.mark.parametrize(
    ("operation", "most"),
    [
        ("admin_disable_user", 20),
        ("admin_add_user_to_group", 20),
        ("admin_create_user", 40),
        ("admin_get_user", 96),
        ("admin_list_groups_for_user", 40),
        ("admin_set_user_password", 24),
        ("create_group", 4),
    ],
)
def test_no_second_sees_more_calls_than_four_fifths_of_the_quota(
    time: FakeTime, operation: str, most: int
) -> None:
    aws, inner = paced(time)
    for _ in range(5 * most):
        aws.call("cognito-idp", operation)
    assert most_in_a_second(inner.came) in (most, most + 1)
    assert time.now == pytest.approx((5 * most - 1) / most)


def test_operations_of_one_category_share_its_quota_and_others_do_not(time: FakeTime) -> None:
    aws, inner = paced(time)
    for _ in range(20):
        for operation in ("admin_disable_user", "admin_enable_user", "admin_get_user"):
            aws.call("cognito-idp", operation)
    writes = [each for each in inner.came if each[0] != "admin_get_user"]
    assert most_in_a_second(writes) <= 21
    assert Counter(name for name, _ in inner.came).total() == 60


def test_locally_nothing_waits(time: FakeTime) -> None:
    aws, _ = paced(time, is_limited=False)
    for _ in range(1000):
        aws.call("cognito-idp", "admin_disable_user")
    assert time.now == 0


def test_every_job_of_the_process_has_the_same_quotas() -> None:
    assert quotas_of(ON_AWS) is quotas_of(Settings(cloud=Cloud.AWS, region="eu-west-1", stack="b2"))
    assert quotas_of(ON_AWS) is not quotas_of(Settings(cloud=Cloud.AWS, region="us-west-2"))


def test_a_throttled_call_is_sent_again_after_a_wait_and_the_rest_goes_more_slowly(
    time: FakeTime,
) -> None:
    throttled = Throttled("Slow down.", code="TooManyRequestsException", http_status=400)
    aws, inner = paced(time, throttled, throttled)
    aws.call("cognito-idp", "admin_disable_user")
    first, second, third = (at for _, at in inner.came)
    assert second - first >= 0.25
    assert third - second >= 0.5
    began = time.now
    for _ in range(10):
        aws.call("cognito-idp", "admin_disable_user")
    assert time.now - began > 10 / 20 * 1.3


def test_who_is_throttled_for_ever_learns_it(time: FakeTime) -> None:
    aws, inner = paced(time, *[Throttled("Slow down.", http_status=400)] * 50)
    with pytest.raises(Throttled):
        aws.call("cognito-idp", "admin_disable_user")
    assert len(inner.came) == 12


@pytest.mark.parametrize(
    "error",
    [
        CloudUnreachable("No connection.", code="ReadTimeoutError"),
        AwsError("AWS failed.", code="InternalErrorException", http_status=500),
    ],
)
def test_what_got_no_answer_is_sent_again_only_where_it_reads(
    time: FakeTime, error: AwsError
) -> None:
    aws, inner = paced(time, error)
    with pytest.raises(type(error)):
        aws.call("cognito-idp", "admin_disable_user")
    assert len(inner.came) == 1
    aws, inner = paced(time, error, error)
    aws.call("cognito-idp", "admin_get_user")
    assert len(inner.came) == 3


def test_a_halved_pace_is_full_again_ten_seconds_later(time: FakeTime) -> None:
    pace = Pace(20.0, clock=time.clock, sleep=time.sleep)
    pace.slow_down()
    pace.slow_down()
    assert starts_in(pace, time, seconds=1) in (10, 11, 12)  # it recovers meanwhile
    time.now += 10
    assert starts_in(pace, time, seconds=1) in (20, 21)


def test_a_pace_never_falls_below_one_call_a_second(time: FakeTime) -> None:
    pace = Pace(4.0, clock=time.clock, sleep=time.sleep)
    for _ in range(6):
        pace.slow_down()
        time.now += 1
    assert starts_in(pace, time, seconds=5) >= 5


def starts_in(pace: Pace, time: FakeTime, seconds: float) -> int:
    count, until = 0, time.now + seconds
    while time.now < until:
        pace.wait()
        count += 1
    return count


def test_the_rates_are_those_of_awss_page() -> None:
    assert {category.value: DEFAULT_RATES[category] for category in QuotaCategory} == {
        "UserCreation": 50,
        "UserAccountRecovery": 30,
        "UserRead": 120,
        "UserUpdate": 25,
        "UserList": 30,
        "UserResourceRead": 50,
        "UserResourceUpdate": 25,
        "UserPoolRead": 15,
        "UserPoolResourceRead": 5,
        "UserPoolResourceUpdate": 5,
    }


def test_an_operation_that_nobody_listed_goes_as_slowly_as_the_slowest() -> None:
    assert DEFAULT_RATES[category_of("admin_link_provider_for_user")] == 5
