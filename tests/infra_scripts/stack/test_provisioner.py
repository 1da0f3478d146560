"""A stack from nothing to nothing on the real engine: apply, apply again, status, destroy."""

import errno
import json
import os
from collections.abc import Callable
from dataclasses import replace

import pytest

from infra_scripts.stack.provisioner import Provisioner
from infra_scripts.stack.status import ResourceState
from services.cloud.aws import Aws
from services.errors import PlanRefused, ResourceNotFound
from services.home.outputs import load_outputs
from services.progress import StepEvent, StepState
from tests.infra_scripts.provisioning import Killed, StackOfTest, changes_of

pytestmark = pytest.mark.engine

CONTRACT_NAMES = {
    *("user_pool", "app_client", "second_app_client", "other_user_pool", "other_app_client"),
    *("group_admins", "group_staff", "resource_server", "sign_in_role", "my_api_role"),
    *("sign_in_function", "my_api_function", "rest_api", "authorizer", "one_client_authorizer"),
    *("method_post_user_sign_in", "method_post_user_sign_in_challenge"),
    *("method_post_user_sign_in_refresh", "method_get_open", "method_get_my_api"),
    *("method_get_my_api_scoped", "method_get_my_api_one_client", "method_get_my_api_admins"),
    *("options_user_sign_in", "options_my_api_scoped", "permission_get_my_api_admins"),
    *("gateway_response_unauthorized", "gateway_response_access_denied"),
    *("gateway_response_default_4xx", "gateway_response_default_5xx"),
    *("deployment", "stage", "usage_plan", "api_key"),
}


def test_a_plan_of_a_new_stack_creates_everything_and_writes_nothing(stack: StackOfTest) -> None:
    with stack.watch.during():
        plan = stack.provisioner().plan()
    assert {change.action.value for change in plan.changes} == {"create"}
    assert stack.watch.writes() == []
    assert not stack.settings.outputs_path.exists()


def test_a_fresh_apply_makes_every_resource_of_the_contract(stack: StackOfTest) -> None:
    outputs = stack.apply()
    assert set(outputs.resources) >= CONTRACT_NAMES
    assert outputs.is_complete
    assert outputs.stage == "demo"
    assert outputs.issuer.endswith(outputs.user_pool_id)
    assert load_outputs(stack.settings) == outputs
    assert "Secret" not in stack.settings.outputs_path.read_text()


def test_a_second_apply_writes_nothing(stack: StackOfTest) -> None:
    stack.apply()
    saved = stack.settings.outputs_path.stat().st_mtime_ns
    assert stack.writes_of(stack.apply) == []
    assert stack.settings.outputs_path.stat().st_mtime_ns == saved
    assert stack.provisioner().plan().is_empty


def test_an_unchanged_apply_asks_each_question_once(stack: StackOfTest) -> None:
    stack.apply()
    with stack.watch.during():
        stack.apply()
    assert len(stack.watch.calls) == 34


@pytest.mark.slow
def test_killed_after_every_single_write_it_still_gets_there(stack: StackOfTest) -> None:
    """Each run gets as far as one write: none is lost, none is made twice."""
    writes: list[str] = []
    for _ in range(150):
        try:
            writes += stack.writes_of(stack.apply, lives=1)
        except Killed:
            writes += stack.watch.writes()
        else:
            break
    assert stack.provisioner().plan().is_empty
    assert writes.count("create_user_pool") == 2
    assert writes.count("create_rest_api") == 1
    assert writes.count("create_deployment") == 1
    assert len(writes) == 98


@pytest.mark.slow
def test_a_removal_killed_after_every_single_write_still_leaves_nothing(
    stack: StackOfTest,
) -> None:
    stack.apply()
    for _ in range(50):
        try:
            stack.writes_of(stack.provisioner().destroy, lives=1)
        except Killed:
            continue
        break
    assert _remains(stack) == []


def test_resources_are_adopted_by_tag_when_the_outputs_file_is_lost(stack: StackOfTest) -> None:
    before = stack.apply()
    stack.settings.outputs_path.unlink()
    assert stack.writes_of(stack.apply) == []
    assert stack.outputs() == before


def test_resources_deleted_behind_our_back_are_made_again(stack: StackOfTest) -> None:
    before = stack.apply()
    stack.call("apigateway", "delete_rest_api", restApiId=before.rest_api_id)
    planned = changes_of(stack.provisioner().plan())
    assert planned["rest_api"] == "create"
    assert planned["permission_get_my_api"] == "update"
    assert "user_pool" not in planned
    after = stack.apply()
    assert after.rest_api_id != before.rest_api_id
    assert stack.provisioner().plan().is_empty


def test_a_lost_user_pool_is_made_again_with_all_that_hangs_on_it(stack: StackOfTest) -> None:
    before = stack.apply()
    pool_id = before.user_pool_id
    domain = before.resource_id("user_pool_domain")
    stack.call("cognito-idp", "delete_user_pool_domain", Domain=domain, UserPoolId=pool_id)
    stack.call("cognito-idp", "delete_user_pool", UserPoolId=pool_id)
    assert changes_of(stack.provisioner().plan())["authorizer"] == "replace"
    after = stack.apply()
    assert after.user_pool_id != pool_id
    assert stack.provisioner().plan().is_empty
    authorizers = stack.call("apigateway", "get_authorizers", restApiId=after.rest_api_id)["items"]
    assert {tuple(item["providerARNs"]) for item in authorizers} == {(after.user_pool_arn,)}


def test_another_engine_port_moves_the_addresses_without_a_write(stack: StackOfTest) -> None:
    before = stack.apply()
    port = before.endpoint_url.rpartition(":")[2]
    same_engine = Aws(stack.settings, f"http://localhost:{port}", observer=stack.watch)
    with stack.watch.during():
        after = Provisioner(same_engine, stack.settings).apply()
    assert stack.watch.writes() == []
    assert after.my_api_url == before.my_api_url.replace("127.0.0.1", "localhost")
    moved_back = stack.provisioner().refresh_addresses()
    assert moved_back == before


def test_a_stack_of_another_region_is_not_made_twice(stack: StackOfTest) -> None:
    stack.apply()
    elsewhere = replace(stack.settings, region="eu-west-1")
    with pytest.raises(PlanRefused, match="was provisioned in us-east-1"):
        Provisioner(stack.aws, elsewhere).plan()


def test_progress_tells_every_resource_once_done_or_unchanged(stack: StackOfTest) -> None:
    events: list[StepEvent] = []
    stack.provisioner().apply(events.append)
    done = [event.step for event in events if event.state is StepState.DONE]
    assert (done[0], done[-1]) == ("user_pool", "api_key")
    assert len(done) == len(set(done)) == events[0].total == 50
    events.clear()
    stack.provisioner().apply(events.append)
    assert {event.state for event in events} == {StepState.UNCHANGED}


def test_status_tells_what_exists_what_differs_and_what_is_missing(stack: StackOfTest) -> None:
    assert {it.state for it in stack.provisioner().status()} == {ResourceState.MISSING}
    outputs = stack.apply()
    stack.call("iam", "delete_role_policy", **_policy_of(stack, "sign-in"))
    stack.call("apigateway", "delete_api_key", apiKey=outputs.resource_id("api_key"))
    states = {it.name: it for it in stack.provisioner().status()}
    assert states["user_pool"].state is ResourceState.EXISTS
    assert states["user_pool"].id == outputs.user_pool_id
    assert states["user_pool"].console_url == ""
    assert states["sign_in_role"].state is ResourceState.DIFFERS
    assert states["sign_in_role"].detail == "update Policies.least-privilege"
    assert states["api_key"].state is ResourceState.MISSING


def test_down_leaves_nothing_behind(stack: StackOfTest) -> None:
    stack.apply()
    assert stack.provisioner().destroy() == ()
    assert _remains(stack) == []
    assert not stack.settings.outputs_path.exists()


def test_down_without_the_outputs_file_finds_the_stack_by_its_tags(stack: StackOfTest) -> None:
    stack.apply()
    stack.settings.outputs_path.unlink()
    assert stack.provisioner().destroy() == ()
    assert _remains(stack) == []


@pytest.mark.parametrize("damage", [b"\xff{", b"[]", None], ids=["bytes", "a list", "a directory"])
def test_down_needs_no_readable_outputs_file(stack: StackOfTest, damage: bytes | None) -> None:
    stack.apply()
    path = stack.settings.outputs_path
    path.unlink()
    if damage is None:
        (path / "somebody's").mkdir(parents=True)
    else:
        path.write_bytes(damage)
    assert stack.provisioner().destroy() == ()
    assert _remains(stack) == []
    assert path.exists() is (damage is None), "what is damaged goes, a directory is not ours"


def test_down_needs_no_room_for_the_outputs_file(
    stack: StackOfTest, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(**_: object) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    stack.apply()
    monkeypatch.setattr("services.home.stored_files.tempfile.mkstemp", full)
    assert stack.provisioner().destroy() == ()
    assert _remains(stack) == []
    assert not stack.settings.outputs_path.exists()


def test_down_of_a_stack_that_is_not_there_writes_nothing(stack: StackOfTest) -> None:
    assert stack.writes_of(stack.provisioner().destroy) == []


def test_down_tells_what_it_removed_and_what_was_not_there(stack: StackOfTest) -> None:
    stack.apply()
    first: list[StepEvent] = []
    second: list[StepEvent] = []
    stack.provisioner().destroy(first.append)
    stack.provisioner().destroy(second.append)
    assert {event.state for event in first} == {StepState.STARTED, StepState.DONE}
    assert {event.state for event in second} == {StepState.STARTED, StepState.UNCHANGED}


def test_down_does_not_touch_a_neighbour(new_stack: Callable[[], StackOfTest]) -> None:
    ours, neighbour = new_stack(), new_stack()
    ours.apply()
    neighbour.apply()
    ours.provisioner().destroy()
    assert neighbour.provisioner().plan().is_empty


def test_down_reports_a_pool_that_somebody_protected(stack: StackOfTest) -> None:
    pool_id = stack.apply().user_pool_id
    _protect(stack, pool_id, "ACTIVE")
    leftovers = stack.provisioner().destroy()
    assert [(it.name, it.id) for it in leftovers] == [("user_pool", pool_id)]
    assert "eletion protection" in str(leftovers[0])
    assert stack.outputs().user_pool_id == pool_id
    _protect(stack, pool_id, "INACTIVE")
    assert stack.provisioner().destroy() == ()


def test_up_leaves_a_protection_that_somebody_switched_on(stack: StackOfTest) -> None:
    pool_id = stack.apply().user_pool_id
    _protect(stack, pool_id, "ACTIVE")
    stack.apply()
    pool = stack.call("cognito-idp", "describe_user_pool", UserPoolId=pool_id)["UserPool"]
    assert pool["DeletionProtection"] == "ACTIVE"
    _protect(stack, pool_id, "INACTIVE")


def _protect(stack: StackOfTest, pool_id: str, protection: str) -> None:
    """Switch deletion protection as a console user would; the rest of the pool drifts with it."""
    stack.call("cognito-idp", "update_user_pool", UserPoolId=pool_id, DeletionProtection=protection)


def _policy_of(stack: StackOfTest, role: str) -> dict[str, str]:
    name = f"{stack.settings.stack}-user-{role}"
    return {"RoleName": name, "PolicyName": "least-privilege"}


def _remains(stack: StackOfTest) -> list[str]:
    """Return what still carries the stack's name, read without any code of the product."""
    name = stack.settings.stack
    listed = [
        stack.call("cognito-idp", "list_user_pools", MaxResults=60)["UserPools"],
        stack.call("apigateway", "get_rest_apis", limit=500)["items"],
        stack.call("apigateway", "get_usage_plans", limit=500)["items"],
        stack.call("apigateway", "get_api_keys", limit=500)["items"],
        stack.call("iam", "list_roles")["Roles"],
        stack.call("lambda", "list_functions")["Functions"],
        stack.call("logs", "describe_log_groups", logGroupNamePrefix=f"/aws/lambda/{name}-")[
            "logGroups"
        ],
    ]
    texts = [json.dumps(item, default=str) for items in listed for item in items]
    return [text for text in texts if f'"{name}"' in text or f"{name}-" in text]


def test_the_removed_stack_is_really_gone_from_cognito(stack: StackOfTest) -> None:
    outputs = stack.apply()
    stack.provisioner().destroy()
    with pytest.raises(ResourceNotFound):
        stack.call("cognito-idp", "describe_user_pool", UserPoolId=outputs.user_pool_id)
