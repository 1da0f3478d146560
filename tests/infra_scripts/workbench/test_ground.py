"""The whole table on a real stack, and that a run leaves nothing behind, also when it is killed."""

from collections import Counter
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from infra_scripts import operations
from infra_scripts.workbench.probe_users import ProbeUsers
from infra_scripts.workbench.short_lived import remove_forgotten_clients
from services.errors import StackBusy
from services.home.stored_files import make_private_dir
from services.lab import Lab, open_lab
from services.progress import StepEvent
from services.scenarios.runner import Outcome, run_scenarios
from services.scenarios.scenario import Place
from services.scenarios.table.table import BY_ID, SCENARIOS
from services.users.new_user import NewUser
from tests.infra_scripts.provisioning import Killed, StackOfTest

pytestmark = pytest.mark.engine


@pytest.fixture
def lab(stack: StackOfTest) -> Lab:
    stack.apply()
    return lab_of(stack)


def lab_of(stack: StackOfTest) -> Lab:
    return open_lab(stack.settings, endpoint_url=stack.aws.endpoint_url, observer=stack.watch)


def what_is_there(stack: StackOfTest) -> Counter[str]:
    """Count everything that a run could leave behind, on the engine that other tests use too."""
    outputs = stack.outputs()
    pools = (outputs.user_pool_id, outputs.resource_id("other_user_pool"))
    name = f"{stack.settings.stack}-workbench"
    gateway = ("get_rest_apis", "get_usage_plans", "get_api_keys")
    found = Counter(
        operation
        for operation in gateway
        for item in stack.call("apigateway", operation, limit=500)["items"]
        if item["name"].startswith(name)
    )
    for pool in pools:
        found["users"] += len(stack.call("cognito-idp", "list_users", UserPoolId=pool)["Users"])
    clients = stack.call(
        "cognito-idp", "list_user_pool_clients", UserPoolId=pools[0], MaxResults=60
    )
    found["clients"] = len(clients["UserPoolClients"])
    functions = stack.call("lambda", "list_functions")["Functions"]
    found["functions"] = sum(each["FunctionName"] == name for each in functions)
    found["log groups"] = len(log_groups(stack))
    return +found


def log_groups(stack: StackOfTest) -> list[dict[str, Any]]:
    """Return the log group of the workbench's function, if there is one."""
    name = f"/aws/lambda/{stack.settings.stack}-workbench"
    groups = stack.call("logs", "describe_log_groups", logGroupNamePrefix=name)["logGroups"]
    return [group for group in groups if group["logGroupName"] == name]


NOTHING_LEFT = Counter({"clients": 2})


def leave_a_workbench(stack: StackOfTest) -> None:
    """Make what a killed run leaves: an API and a log group with the stack's tags."""
    name, stack_name = f"{stack.settings.stack}-workbench", stack.settings.stack
    tags = {"authorizer-lab:stack": stack_name, "authorizer-lab:name": "workbench"}
    stack.call("apigateway", "create_rest_api", name=name, tags=tags)
    stack.call("logs", "create_log_group", logGroupName=f"/aws/lambda/{name}", tags=tags)


@pytest.mark.slow
def test_every_scenario_is_as_expected_or_a_known_difference(lab: Lab, stack: StackOfTest) -> None:
    with operations.scenario_ground(lab, SCENARIOS) as ground:
        results = list(run_scenarios(SCENARIOS, ground))
    assert [result.scenario.id for result in results] == [each.id for each in SCENARIOS]
    assert {
        result.scenario.id: (result.outcome.value, result.difference and result.difference.id)
        for result in results
        if result.outcome is not Outcome.SAME
    } == {
        "huge-headers": ("known difference", "header-size"),
        "unknown-path-with-token": ("known difference", "route-with-header"),
        "unknown-path-with-bare-token": ("known difference", "route-with-header"),
        "wrong-method-with-token": ("known difference", "route-with-header"),
        "method-not-deployed": ("known difference", "live-before-deployment"),
    }
    assert what_is_there(stack) == NOTHING_LEFT


def test_a_run_that_is_killed_is_cleaned_up_by_the_next(lab: Lab, stack: StackOfTest) -> None:
    scenarios = [BY_ID["api-key-good"]]
    with (
        pytest.raises(Killed),
        stack.watch.during(lives=20),
        operations.scenario_ground(lab, scenarios),
    ):
        pass
    stack.call(  # the clean-up of a killed run did not happen: what it would have removed stays
        "apigateway",
        "create_rest_api",
        name=f"{stack.settings.stack}-workbench",
        tags={"authorizer-lab:stack": stack.settings.stack, "authorizer-lab:name": "workbench"},
    )
    assert len(log_groups(stack)) == 1
    with operations.scenario_ground(lab_of(stack), scenarios) as ground:
        (result,) = run_scenarios(scenarios, ground)
    assert result.outcome is Outcome.SAME
    assert what_is_there(stack) == NOTHING_LEFT


def test_down_removes_a_workbench_that_was_left(lab: Lab, stack: StackOfTest) -> None:
    leave_a_workbench(stack)
    snapshot = make_private_dir(stack.settings.snapshot_dir) / "users.duckdb"
    snapshot.touch()

    def open_page(event: StepEvent) -> None:
        """Begin a new snapshot, as a page does that is drawn while the stack goes."""
        make_private_dir(snapshot.parent)
        snapshot.touch()

    assert operations.down(lab.aws, open_page) == ()
    assert not snapshot.exists()
    assert log_groups(stack) == []
    apis = stack.call("apigateway", "get_rest_apis", limit=500)["items"]
    assert [api for api in apis if api["name"].startswith(stack.settings.stack)] == []


def test_a_workbench_of_somebody_else_is_left_alone(lab: Lab, stack: StackOfTest) -> None:
    foreign = stack.call(
        "apigateway", "create_rest_api", name=f"{stack.settings.stack}-workbench", tags={"a": "b"}
    )
    with operations.scenario_ground(lab, [BY_ID["api-key-good"]]):
        pass
    assert stack.call("apigateway", "get_rest_api", restApiId=foreign["id"])["tags"] == {"a": "b"}
    stack.call("apigateway", "delete_rest_api", restApiId=foreign["id"])


def test_the_functions_log_group_is_tagged_kept_a_week_and_gone_after_the_run(
    lab: Lab, stack: StackOfTest
) -> None:
    scenarios = [BY_ID["api-key-good"]]
    with operations.scenario_ground(lab, scenarios) as ground:
        list(run_scenarios(scenarios, ground))
        (group,) = log_groups(stack)
        arn = group["arn"].removesuffix(":*")
        tags = stack.call("logs", "list_tags_for_resource", resourceArn=arn)["tags"]
        lines = stack.call("logs", "filter_log_events", logGroupName=group["logGroupName"])
    assert group["retentionInDays"] == 7
    assert tags == {
        "authorizer-lab:stack": stack.settings.stack,
        "authorizer-lab:name": "workbench",
    }
    assert any('"route": "/key"' in event["message"] for event in lines["events"])
    assert log_groups(stack) == []


def test_a_log_group_that_the_engine_made_itself_goes_too(lab: Lab, stack: StackOfTest) -> None:
    name = f"/aws/lambda/{stack.settings.stack}-workbench"
    stack.call("logs", "create_log_group", logGroupName=name)
    assert operations.down(lab.aws) == ()
    assert log_groups(stack) == []


def test_one_workbench_at_a_time(lab: Lab) -> None:
    scenarios = [BY_ID["api-key-good"]]
    with (
        operations.scenario_ground(lab, scenarios),
        pytest.raises(StackBusy),
        operations.scenario_ground(lab, scenarios),
    ):
        pass


def test_scenarios_of_the_lab_alone_need_no_workbench_and_no_lock(
    lab: Lab, stack: StackOfTest
) -> None:
    scenarios = [each for each in SCENARIOS if each.id in ("id-on-my-api", "no-header-on-my-api")]
    assert {each.place for each in scenarios} == {Place.LAB}
    with (
        operations.scenario_ground(lab, [BY_ID["api-key-good"]]),
        operations.scenario_ground(lab, scenarios) as ground,
    ):
        outcomes = [result.outcome for result in run_scenarios(scenarios, ground)]
    assert outcomes == [Outcome.SAME, Outcome.SAME]
    assert what_is_there(stack) == NOTHING_LEFT


def test_all_users_of_killed_runs_go_once_they_are_old(lab: Lab, stack: StackOfTest) -> None:
    users = ProbeUsers(lab.directory)
    for number in range(61):  # one more than a page of ListUsers holds
        user = NewUser(username=f"lab-probe-killed-{number}", password="Correct-Horse-9")
        lab.directory.create(user)
    users.remove_forgotten()
    assert lab.directory.estimated_count() == 61, "they may belong to a run that goes on"
    users.remove_forgotten(now=datetime.now(UTC) + timedelta(minutes=16))
    assert what_is_there(stack) == NOTHING_LEFT


def test_an_app_client_of_a_killed_run_goes_once_it_is_old(lab: Lab, stack: StackOfTest) -> None:
    pool = stack.outputs().user_pool_id
    stack.call(
        "cognito-idp", "create_user_pool_client", UserPoolId=pool, ClientName="lab-probe-killed"
    )
    remove_forgotten_clients(lab.aws, pool)
    assert what_is_there(stack) == Counter({"clients": 3}), "it may belong to a run that goes on"
    remove_forgotten_clients(lab.aws, pool, now=datetime.now(UTC) + timedelta(minutes=16))
    assert what_is_there(stack) == NOTHING_LEFT


def users_of_a_killed_run(stack: StackOfTest) -> None:
    for name in ("user_pool", "other_user_pool"):
        pool = stack.outputs().resource_id(name)
        stack.call(
            "cognito-idp", "admin_create_user", UserPoolId=pool, Username="lab-probe-0-plain"
        )
    pool = stack.outputs().user_pool_id
    stack.call("cognito-idp", "create_user_pool_client", UserPoolId=pool, ClientName="lab-probe-0")


def test_the_next_run_removes_what_a_killed_one_left_a_moment_ago(
    lab: Lab, stack: StackOfTest
) -> None:
    users_of_a_killed_run(stack)
    with operations.scenario_ground(lab, [BY_ID["api-key-good"]]):
        pass
    assert what_is_there(stack) == NOTHING_LEFT


def test_while_another_run_goes_on_what_is_young_stays(lab: Lab, stack: StackOfTest) -> None:
    users_of_a_killed_run(stack)
    with (
        operations.scenario_ground(lab, [BY_ID["no-header-on-my-api"]]),
        operations.scenario_ground(lab, [BY_ID["api-key-good"]]),
    ):
        pass
    assert what_is_there(stack) == NOTHING_LEFT + Counter({"users": 2, "clients": 1})
