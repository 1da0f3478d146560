"""The plan, the state and the outputs as text: what a reader finds, and what it returns."""

import pytest

from infra_scripts.command_line.stack_report import (
    show_outputs_as_env,
    show_place,
    show_plan,
    show_resources,
)
from infra_scripts.local_engine.self_test.report import SelfTestCheck, SelfTestReport
from infra_scripts.stack.plan import FieldChange, Plan, PlannedAction, PlannedChange
from infra_scripts.stack.status import ResourceState, ResourceStatus
from services.cloud.aws import Aws
from services.home.outputs import ResourceEntry, StackOutputs
from services.settings import Settings


def test_a_plan_shows_each_change_with_its_fields_and_reason(
    capsys: pytest.CaptureFixture[str],
) -> None:
    changes = (
        PlannedChange(
            name="user_pool", kind="user_pool", action=PlannedAction.KEEP, id="eu-west-1_A"
        ),
        PlannedChange(
            name="stage",
            kind="stage",
            action=PlannedAction.UPDATE,
            id="demo",
            fields=(
                FieldChange(name="throttle.rate", before=10.0, after=50.0),
                FieldChange(name="description", before=None, after="The lab"),
            ),
        ),
        PlannedChange(
            name="rest_api",
            kind="rest_api",
            action=PlannedAction.REFUSE,
            id="abc",
            reason="It does not carry the stack's tags.",
        ),
        PlannedChange(name="api_key", kind="api_key", action=PlannedAction.CREATE),
    )

    is_refused = show_plan(Plan(changes=changes))

    assert is_refused is True
    assert capsys.readouterr().out.splitlines() == [
        "keep    user_pool  user_pool  eu-west-1_A",
        "update  stage      stage      demo",
        "    throttle.rate: 10.0 -> 50.0",
        "    description: null -> The lab",
        "refuse  rest_api   rest_api   abc",
        "    It does not carry the stack's tags.",
        "create  api_key    api_key",
        "Plan: 1 to create, 1 to update, 0 to replace, 0 to delete, 1 to keep, 1 to refuse.",
    ]


def test_an_empty_plan_says_so(capsys: pytest.CaptureFixture[str]) -> None:
    kept = PlannedChange(name="stage", kind="stage", action=PlannedAction.KEEP, id="demo")

    assert show_plan(Plan(changes=(kept,))) is False
    assert capsys.readouterr().out.endswith("1 to keep, 0 to refuse.\nNothing to change.\n")


def test_a_long_value_is_cut(capsys: pytest.CaptureFixture[str]) -> None:
    field = FieldChange(name="policy", before="x" * 61, after="y" * 60)
    change = PlannedChange(
        name="role", kind="role", action=PlannedAction.UPDATE, id="role", fields=(field,)
    )

    show_plan(Plan(changes=(change,)))

    assert f"    policy: {'x' * 57}... -> {'y' * 60}\n" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("state", "is_complete"),
    [
        (ResourceState.EXISTS, True),
        (ResourceState.MISSING, False),
        (ResourceState.DIFFERS, False),
    ],
    ids=["all there", "one missing", "one different"],
)
def test_resources_are_complete_only_with(
    state: ResourceState, is_complete: bool, capsys: pytest.CaptureFixture[str]
) -> None:
    pool = ResourceStatus(
        name="user_pool", kind="user_pool", id="eu-west-1_A", state=ResourceState.EXISTS
    )
    stage = ResourceStatus(name="stage", kind="stage", id="demo", state=state, detail="look")

    assert show_resources([pool, stage]) is is_complete
    assert "    look\n" in capsys.readouterr().out


def test_outputs_are_quoted_for_a_shell(capsys: pytest.CaptureFixture[str]) -> None:
    outputs = StackOutputs(
        cloud="local",
        region="us-east-1",
        stack="it's $mine",
        stage="demo",
        user_pool_id="us-east-1_A",
        resources={
            "user_pool": ResourceEntry(kind="user_pool", id="us-east-1_A"),
            "gateway_response_default-4xx": ResourceEntry(kind="gateway_response", id="DEFAULT"),
        },
    )

    show_outputs_as_env(outputs)

    lines = capsys.readouterr().out.splitlines()
    assert """STACK='it'"'"'s $mine'""" in lines
    assert "SIGN_IN_URL=''" in lines
    assert lines.count("USER_POOL_ID=us-east-1_A") == 1
    assert lines[-1] == "GATEWAY_RESPONSE_DEFAULT_4XX_ID=DEFAULT"


def self_test(*, passed: bool) -> SelfTestReport:
    check = SelfTestCheck(id="a", sentence="It is refused", passed=passed, observed="status 401")
    return SelfTestReport(checks=(check,))


@pytest.mark.parametrize(
    ("report", "is_sound", "out", "err"),
    [
        pytest.param(
            self_test(passed=True), True, "Self-test: all 1 checks passed\n", "", id="passed"
        ),
        pytest.param(
            self_test(passed=False),
            False,
            "",
            "Self-test failed: It is refused (observed: status 401)\n",
            id="failed",
        ),
        pytest.param(
            SelfTestReport(),
            False,
            "",
            "Self-test: it did not run, or what it found is lost\n",
            id="lost",
        ),
    ],
)
def test_the_local_cloud_is_as_sound_as_its_self_test(
    report: SelfTestReport, is_sound: bool, out: str, err: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert show_place(Aws(Settings(), "http://x"), [report], was_running=True) is is_sound
    place = "Local engine running: http://x, stack authorizer-lab\n"
    assert tuple(capsys.readouterr()) == (place + out, err)
