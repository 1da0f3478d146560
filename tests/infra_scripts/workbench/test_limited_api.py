"""A run against limits on the real engine: both 429s to the letter, and nothing is left behind."""

from functools import partial
from typing import Any

import pytest

from infra_scripts import operations
from infra_scripts.workbench.limited_api import LimitedApi
from services.lab import Lab, open_lab
from services.limits.driver import LoadDriver
from services.limits.load import Load, PlanLimits
from services.limits.load_run import Answered, LoadRun, RunEnd
from services.limits.throttles import ReadSettings, ThrottleSetting
from tests.infra_scripts.provisioning import Killed, StackOfTest

pytestmark = pytest.mark.engine


@pytest.fixture
def lab(stack: StackOfTest) -> Lab:
    stack.apply()
    return lab_of(stack)


def lab_of(stack: StackOfTest) -> Lab:
    return open_lab(stack.settings, endpoint_url=stack.aws.endpoint_url, observer=stack.watch)


def drive(lab: Lab, api: LimitedApi, run: LoadRun, client: int = 0) -> LoadRun:
    LoadDriver(send=partial(api.call, lab, api.keys[client]), why_over=lambda: None).drive(run)
    return run


def what_is_there(stack: StackOfTest) -> list[str]:
    return [
        item["name"]
        for operation in ("get_rest_apis", "get_usage_plans", "get_api_keys")
        for item in stack.call("apigateway", operation, limit=500)["items"]
        if item["name"].startswith(f"{stack.settings.stack}-limits")
    ]


def test_both_429s_are_met_and_everything_is_removed(lab: Lab, stack: StackOfTest) -> None:
    plan = PlanLimits(rate=5, burst=4, quota=8)
    with operations.limited_api(lab, plan, 1) as api:
        assert api.settings == ReadSettings(
            usage_plan=ThrottleSetting(rate=5, burst=4),
            stage=ThrottleSetting(rate=100, burst=200),
        )
        run = drive(lab, api, LoadRun(plan=plan, load=Load(rate=20, seconds=3), spent=api.spent))
    counts = run.counts()
    assert (counts[Answered.LET_IN], run.quota_left) == (7, 0)
    assert counts[Answered.THROTTLED] > 0 < counts[Answered.QUOTA]
    assert counts.total() == 60
    throttled, quota = run.samples[Answered.THROTTLED], run.samples[Answered.QUOTA]
    assert throttled.response_body == '{"message":"Too Many Requests"}'
    assert throttled.response_header("x-amzn-ErrorType") == "TooManyRequestsException"
    assert quota.response_body == '{"message":"Limit Exceeded"}'
    assert quota.response_header("x-amzn-ErrorType") == "LimitExceededException"
    assert throttled.response_header("Retry-After") is quota.response_header("Retry-After") is None
    assert what_is_there(stack) == []


def test_backing_off_gets_the_same_work_done_under_the_same_limit(lab: Lab) -> None:
    plan = PlanLimits(rate=20, burst=5, quota=1_000)
    with operations.limited_api(lab, plan, 2) as api:
        dropping = drive(lab, api, LoadRun(plan=plan, load=Load(rate=40, seconds=2)))
        patient = Load(rate=40, seconds=2, backs_off=True)
        backing_off = drive(lab, api, LoadRun(plan=plan, load=patient), 1)
    assert dropping.done < 80
    assert backing_off.done > dropping.done
    assert backing_off.end is RunEnd.DONE


def test_the_labs_own_plan_and_key_are_left_alone(lab: Lab, stack: StackOfTest) -> None:
    def own() -> list[Any]:
        plan = stack.outputs().resource_id("usage_plan")
        keys = stack.call("apigateway", "get_usage_plan_keys", usagePlanId=plan)["items"]
        return [stack.call("apigateway", "get_usage_plan", usagePlanId=plan)["quota"], keys]

    before = own()
    with operations.limited_api(lab, PlanLimits(rate=5, burst=4, quota=8), 1):
        assert own() == before
    assert own() == before


@pytest.mark.parametrize("ended_by", ["the next run", "reset", "down"])
def test_what_a_killed_run_left_is_removed(lab: Lab, stack: StackOfTest, ended_by: str) -> None:
    plan = PlanLimits(rate=5, burst=4, quota=8)
    with pytest.raises(Killed), stack.watch.during(lives=12), operations.limited_api(lab, plan, 1):
        pass
    tags = {"authorizer-lab:stack": stack.settings.stack, "authorizer-lab:name": "limits"}
    name = f"{stack.settings.stack}-limits"
    stack.call("apigateway", "create_rest_api", name=name, tags=tags)
    stack.call("apigateway", "create_usage_plan", name=name, tags=tags)
    assert len(what_is_there(stack)) >= 2
    whole = lab_of(stack)
    if ended_by == "the next run":
        with operations.limited_api(whole, plan, 1):
            pass
    elif ended_by == "reset":
        operations.reset(whole.aws)
    else:
        assert operations.down(whole.aws) == ()
    assert what_is_there(stack) == []
