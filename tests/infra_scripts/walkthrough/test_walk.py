"""The walkthrough on the real engine: every step, twice, back, over, and after harm."""

import json
import signal
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest

from infra_scripts import operations, walk_operations
from infra_scripts.stack.provisioner import Provisioner
from infra_scripts.stack.stack_lock import stack_lock
from infra_scripts.walkthrough.steps import STEPS
from infra_scripts.walkthrough.walk import Walk
from infra_scripts.walkthrough.walk_resources import all_resources
from infra_scripts.walkthrough.walk_step import StepKind
from services.cloud.aws import Aws
from services.errors import CloudUnreachable, InputError, StackBusy, StoredFileError
from services.home.outputs import require_outputs
from services.lab import open_lab
from tests.infra_scripts.provisioning import StackOfTest

pytestmark = pytest.mark.engine
CALLS = [each for each in STEPS if each.status]


@pytest.fixture
def walk(stack: StackOfTest) -> Iterator[Walk]:
    walk = Walk(open_lab(stack.settings, aws=stack.aws, endpoint_url=stack.aws.endpoint_url))
    yield walk
    walk.clear()


def plan_is_empty(walk: Walk, aws: Aws) -> bool:
    resources = all_resources(walk.settings.stack)
    return Provisioner(aws, walk.settings, resources=resources).plan().is_empty


def test_the_whole_walkthrough_answers_as_each_step_expects(walk: Walk, stack: StackOfTest) -> None:
    stack.apply()
    for each in STEPS:
        outcome = walk_operations.walk_step(walk, each.id)
        assert outcome.ran == (each.id,)
        if each.status:
            assert outcome.exchange is not None
            assert outcome.exchange.status == each.status, each.id
        if each.kind is StepKind.CALL and outcome.exchange is not None:
            decision = walk.explain(each.id, outcome.exchange)
            is_refused = each.status == 401
            assert (decision.stopped_by is not None) == is_refused, each.id
        assert walk.journal().is_done(each.id)
    assert plan_is_empty(walk, stack.aws)


def test_a_step_run_twice_changes_nothing_and_keeps_what_ran(
    walk: Walk, stack: StackOfTest
) -> None:
    walk_operations.walk_step(walk, "rest-api")
    before = walk.journal().ran["rest-api"].calls
    outputs = require_outputs(walk.settings)
    walk_operations.walk_step(walk, "rest-api")
    assert walk.journal().ran["rest-api"].calls == before
    assert [call.operation for call in before][:2] == ["create_log_group", "put_retention_policy"]
    assert require_outputs(walk.settings) == outputs


def test_jumping_ahead_runs_what_builds_and_says_so(walk: Walk) -> None:
    outcome = walk_operations.walk_step(walk, "call-refused")
    assert outcome.ran == (
        "open-api",
        "user-pool",
        "app-client",
        "rest-api",
        "authorizer",
        "attach",
        "call-refused",
    )
    assert outcome.exchange is not None
    assert outcome.exchange.status == 401


def test_an_earlier_call_asks_to_go_back_and_is_open_again_then(walk: Walk) -> None:
    walk_operations.walk_step(walk, "attach")
    with pytest.raises(InputError, match="have changed"):
        walk_operations.walk_step(walk, "call-open")
    walk_operations.walk_back(walk, "rest-api")
    assert not walk.journal().is_done("attach")
    outcome = walk_operations.walk_step(walk, "call-open")
    assert outcome.exchange is not None
    assert outcome.exchange.status == 200


def test_a_later_step_that_does_not_touch_the_method_is_in_nobodys_way(walk: Walk) -> None:
    walk_operations.walk_step(walk, "admins-route")
    outcome = walk_operations.walk_step(walk, "call-id-token")
    assert outcome.exchange is not None
    assert outcome.exchange.status == 200


def test_an_earlier_step_does_not_undo_a_later_one(walk: Walk, stack: StackOfTest) -> None:
    walk_operations.walk_step(walk, "admins-route")
    walk_operations.walk_step(walk, "rest-api")
    assert plan_is_empty(walk, stack.aws)


@pytest.mark.parametrize(
    ("resource", "removal"),
    [
        ("rest_api", ("apigateway", "delete_rest_api", "restApiId")),
        ("user_pool", ("cognito-idp", "delete_user_pool", "UserPoolId")),
        ("my_api_function", ("lambda", "delete_function", "FunctionName")),
    ],
)
def test_what_was_removed_by_hand_is_back_with_the_next_call(
    walk: Walk, stack: StackOfTest, resource: str, removal: tuple[str, str, str]
) -> None:
    walk_operations.walk_step(walk, "call-id-token")
    service, operation, field = removal
    parameters: dict[str, Any] = {field: require_outputs(walk.settings).resource_id(resource)}
    stack.aws.call(service, operation, **parameters)
    outcome = walk_operations.walk_step(walk, "call-id-token")
    assert outcome.exchange is not None
    assert outcome.exchange.status == 200


def test_a_lost_password_is_made_anew(walk: Walk) -> None:
    walk_operations.walk_step(walk, "sign-in")
    walk.settings.personas_path.unlink()
    outcome = walk_operations.walk_step(walk, "sign-in")
    assert outcome.tokens is not None
    assert outcome.tokens.id_token not in repr(outcome)


class DiesAfter(Aws):
    """Calls the real cloud some times; then nothing answers any more."""

    def __init__(self, aws: Aws, calls: int) -> None:
        super().__init__(aws.settings, aws.endpoint_url)
        self.left = calls

    def call(self, service: str, operation: str, **parameters: Any) -> dict[str, Any]:
        is_write = operation.startswith(("create", "put", "add", "set"))
        self.left -= is_write
        if self.left < 0:
            raise CloudUnreachable("No connection.", operation=operation)
        return super().call(service, operation, **parameters)


def test_a_kill_in_a_building_step_keeps_the_calls_that_were_answered(
    walk: Walk, stack: StackOfTest
) -> None:
    walk_operations.walk_step(walk, "app-client")
    killed = subprocess.run(
        [
            *(sys.executable, "-c", _KILLED),
            *(str(stack.settings.home), stack.settings.stack, stack.aws.endpoint_url),
        ],
        check=False,
        timeout=60,
    )
    assert killed.returncode == -signal.SIGKILL
    record = walk.journal().ran["rest-api"]
    assert not record.is_done
    assert {"create_log_group", "create_role"} <= {call.operation for call in record.calls}
    walk_operations.walk_step(walk, "rest-api")
    operations_of_step = [call.operation for call in walk.journal().ran["rest-api"].calls]
    for made_once in ("create_log_group", "create_role", "create_function", "create_rest_api"):
        assert operations_of_step.count(made_once) == 1, operations_of_step


_KILLED = """
import os, signal, sys
from pathlib import Path
from infra_scripts import walk_operations
from infra_scripts.walkthrough.walk import Walk
from services.cloud.aws import Aws
from services.lab import open_lab
from services.settings import Settings

class Killed(Aws):
    left = 6

    def call(self, service, operation, **parameters):
        if operation.startswith(("create", "put", "add")):
            self.left -= 1
            if not self.left:
                os.kill(os.getpid(), signal.SIGKILL)
        return super().call(service, operation, **parameters)

home, stack, engine = sys.argv[1:]
settings = Settings(home=Path(home), stack=stack)
lab = open_lab(settings, aws=Killed(settings, engine), endpoint_url=engine)
walk_operations.walk_step(Walk(lab), "rest-api")
"""


@pytest.mark.parametrize("calls", range(1, 13, 2))
def test_a_step_that_failed_half_way_is_mended_by_the_next_run(
    walk: Walk, stack: StackOfTest, calls: int
) -> None:
    walk_operations.walk_step(walk, "app-client")
    dying = DiesAfter(stack.aws, calls)
    lab = open_lab(stack.settings, aws=dying, endpoint_url=stack.aws.endpoint_url)
    with pytest.raises(CloudUnreachable):
        walk_operations.walk_step(Walk(lab), "rest-api")
    journal = walk.journal()
    assert not journal.is_done("rest-api")
    assert len(journal.ran["rest-api"].calls) >= calls, "what ran is not lost"
    outcome = walk_operations.walk_step(walk, "call-open")
    assert outcome.ran == ("rest-api", "call-open")
    assert outcome.exchange is not None
    assert outcome.exchange.status == 200


def test_over_leaves_nothing_and_the_next_run_begins_anew(walk: Walk, stack: StackOfTest) -> None:
    walk_operations.walk_step(walk, "call-id-token")
    assert walk_operations.walk_over(walk) == ()
    assert not walk.journal().ran
    assert walk.outputs() is None
    assert not walk.settings.personas_path.exists()
    assert walk.settings.stack not in str(
        stack.aws.call("cognito-idp", "list_user_pools", MaxResults=60)["UserPools"]
    )
    assert walk_operations.walk_step(walk, "call-id-token").exchange is not None


def test_over_that_was_killed_after_forgetting_goes_on(walk: Walk, stack: StackOfTest) -> None:
    walk_operations.walk_step(walk, "call-id-token")
    walk.settings.journal_path.unlink()  # what `clear` does first
    outcome = walk_operations.walk_step(walk, "call-id-token")
    assert outcome.exchange is not None
    assert outcome.exchange.status == 200


@pytest.mark.parametrize("end", ["down", "reset"])
def test_the_lab_ends_the_walkthrough_too(walk: Walk, stack: StackOfTest, end: str) -> None:
    stack.apply()
    walk_operations.walk_step(walk, "attach")
    aws = Aws(stack.settings, stack.aws.endpoint_url)
    getattr(operations, end)(aws)
    assert walk.outputs() is None
    assert not walk.journal().ran


def test_two_at_once_are_told_so(walk: Walk) -> None:
    with stack_lock(walk.settings), pytest.raises(StackBusy):
        walk_operations.walk_step(walk, "user-pool")


def test_no_secret_reaches_the_journal(walk: Walk) -> None:
    walk_operations.walk_step(walk, "call-id-token")
    password = walk.settings.personas_path.read_text(encoding="utf-8").split('"password": "')[1]
    journal = walk.settings.journal_path.read_text(encoding="utf-8")
    assert password.partition('"')[0] not in journal
    assert "eyJ" not in journal


@pytest.mark.parametrize("text", ["{", "[]", '{"schema": 2, "ran": {}}', '{"schema": 1}'])
def test_a_damaged_journal_is_one_clear_error_and_over_helps(walk: Walk, text: str) -> None:
    walk_operations.walk_step(walk, "user-pool")
    walk.settings.journal_path.write_text(text, encoding="utf-8")
    with pytest.raises(StoredFileError, match="journal"):
        walk_operations.walk_step(walk, "app-client")
    assert walk_operations.walk_over(walk) == ()
    assert walk_operations.walk_step(walk, "app-client").ran == (
        "open-api",
        "user-pool",
        "app-client",
    )


def test_the_stack_of_the_walkthrough_is_its_own(walk: Walk, stack: StackOfTest) -> None:
    assert walk.settings == replace(stack.settings, stack=f"{stack.settings.stack}-walkthrough")


def test_a_token_from_before_the_sign_out_is_still_accepted(walk: Walk) -> None:
    outcome = walk_operations.walk_step(walk, "revocation")
    record = walk.journal().ran["revocation"]
    assert (record.is_done, record.status) == (True, 200)
    assert [(call.operation, call.parameters["Username"]) for call in record.calls] == [
        ("admin_user_global_sign_out", "walker")
    ]
    assert [each.method for each in outcome.requests] == ["POST", "GET"]
    tokens = json.loads(outcome.requests[0].response_body)
    sent = outcome.requests[1].request_header("Authorization")
    assert sent == f"Bearer {tokens['data']['id_token']}", "the one of the sign-in before"
    again = walk_operations.walk_step(walk, "call-id-token").exchange
    assert again is not None
    assert again.status == 200, "walker signs in as before"


def test_each_request_is_kept_and_those_of_steps_that_ran_along_are_not(walk: Walk) -> None:
    assert walk_operations.walk_step(walk, "user-pool").requests == ()
    outcome = walk_operations.walk_step(walk, "change-password")
    assert outcome.ran[-2:] == ("sign-up", "change-password")
    assert [each.label for each in outcome.requests] == ["Sign in"]
