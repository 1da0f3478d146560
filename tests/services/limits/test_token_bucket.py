"""The bucket, worked out from answers, and which throttle they point at."""

import pytest

from services.limits.backoff import full_jitter
from services.limits.load import Load, PlanLimits
from services.limits.load_run import Answered, LoadCall, LoadRun
from services.limits.throttles import (
    Bite,
    ReadSettings,
    Throttle,
    ThrottleSetting,
    find_throttle,
)
from services.limits.token_bucket import level_at

PLAN = PlanLimits(rate=2, burst=20, quota=100)
IN, THROTTLED, QUOTA = Answered.LET_IN, Answered.THROTTLED, Answered.QUOTA


def calls(*answers: tuple[float, Answered]) -> list[LoadCall]:
    return [
        LoadCall(piece=number, refusals=0, at=at, answered=answered)
        for number, (at, answered) in enumerate(answers)
    ]


@pytest.mark.parametrize(
    ("answers", "at", "level"),
    [
        pytest.param([], 0.0, 20.0, id="full at first"),
        pytest.param([(0.0, IN)] * 5, 0.0, 15.0, id="a call takes one"),
        pytest.param([(0.0, IN)] * 5, 1.0, 17.0, id="refilled by the rate"),
        pytest.param([(0.0, IN)] * 5, 60.0, 20.0, id="never above the burst"),
        pytest.param([(0.0, THROTTLED)], 0.0, 1.0, id="a throttled call found less than one"),
        pytest.param([(0.0, QUOTA)] * 3, 0.0, 17.0, id="the quota is asked after the bucket"),
        pytest.param([(5.0, IN)], 1.0, 20.0, id="later calls do not count"),
    ],
)
def test_the_level(answers: list[tuple[float, Answered]], at: float, level: float) -> None:
    assert level_at(calls(*answers), PLAN, at) == level


@pytest.mark.parametrize(
    ("refusals", "longest"),
    [(1, 0.25), (2, 0.5), (3, 1.0), (4, 2.0), (5, 4.0), (6, 4.0), (12, 4.0)],
)
def test_the_wait_is_anything_up_to_a_ceiling_that_doubles(refusals: int, longest: float) -> None:
    assert full_jitter(refusals, lambda _, high: high) == longest
    assert full_jitter(refusals, lambda low, _: low) == 0.0


SETTINGS = ReadSettings(
    usage_plan=ThrottleSetting(rate=2, burst=20),
    stage=ThrottleSetting(rate=100, burst=200),
    account=ThrottleSetting(rate=10_000, burst=5_000),
)


def bites(run: LoadRun, settings: ReadSettings = SETTINGS) -> dict[Throttle, Bite]:
    return {each.throttle: each.bite for each in find_throttle(run, settings)}


def run_of(*answers: tuple[float, Answered]) -> LoadRun:
    return LoadRun(plan=PLAN, load=Load(rate=40, seconds=2), calls=calls(*answers))


def test_an_empty_bucket_of_the_usage_plan_explains_the_refusals() -> None:
    assert bites(run_of(*[(0.1, IN)] * 20, (0.2, THROTTLED))) == {
        Throttle.USAGE_PLAN: Bite.BITES,
        Throttle.METHOD: Bite.NOT_SET,
        Throttle.STAGE: Bite.NOT_REACHED,
        Throttle.ACCOUNT: Bite.POSSIBLE,
    }


def test_a_refusal_with_a_full_bucket_is_not_laid_on_the_usage_plan() -> None:
    found = bites(run_of((0.1, IN), (0.2, THROTTLED)))
    assert found[Throttle.USAGE_PLAN] is Bite.POSSIBLE


def test_a_stage_that_the_run_may_have_filled_is_possible() -> None:
    settings = ReadSettings(stage=ThrottleSetting(rate=5, burst=5))
    found = bites(run_of(*[(0.1, IN)] * 20, (0.2, THROTTLED)), settings)
    assert found[Throttle.STAGE] is Bite.POSSIBLE
    assert found[Throttle.ACCOUNT] is Bite.NOT_SET


def test_without_a_throttled_call_nothing_bites() -> None:
    assert set(bites(run_of((0.1, IN), (0.2, QUOTA))).values()) == {Bite.NOTHING}
