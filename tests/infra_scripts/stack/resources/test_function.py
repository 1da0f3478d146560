"""Functions wait while AWS only asks for a moment, and fail at once when it means no."""

from pathlib import Path

import pytest

from infra_scripts.stack.resources.function import FunctionResource
from infra_scripts.stack.resources.model import Found
from services.errors import AlreadyExists, InvalidRequest
from tests.infra_scripts.scripted_aws import Pauses, ScriptedAws, scripted_view

NOT_YET = InvalidRequest(
    "AWS refused CreateFunction: The role defined for the function cannot be assumed by Lambda."
)
BUSY = AlreadyExists(
    "AWS refused UpdateFunctionConfiguration: The operation cannot be performed at this time. "
    "An update is in progress for resource."
)


@pytest.fixture
def function(tmp_path: Path) -> FunctionResource:
    (tmp_path / "handler.py").write_text("def lambda_handler(event, context): ...\n")
    return FunctionResource(
        name="my_api_function",
        function_name="lab-my-api",
        directory=tmp_path,
        role="role",
        environment={"USER_POOL_ID": "user_pool"},
    )


def test_a_role_that_cannot_be_assumed_yet_is_waited_for(function: FunctionResource) -> None:
    pauses = Pauses()
    aws = ScriptedAws({"create_function": [NOT_YET, NOT_YET, {"FunctionArn": "arn:f"}]})
    view = scripted_view(aws, pauses, role="lab-role", user_pool="pool")
    assert function.create(view).arn == "arn:f"
    assert pauses.seconds == [1.0, 2.0]
    sent = aws.parameters_of("create_function")[-1]
    assert sent["Environment"] == {"Variables": {"USER_POOL_ID": "pool"}}
    assert sent["Role"] == "arn:lab-role"
    assert sent["Tags"]["authorizer-lab:name"] == "my_api_function"


def test_waiting_for_a_role_ends(function: FunctionResource) -> None:
    pauses = Pauses()
    view = scripted_view(ScriptedAws({"create_function": NOT_YET}), pauses)
    with pytest.raises(InvalidRequest, match="cannot be assumed"):
        function.create(view)
    assert sum(pauses.seconds) == 46.0


def test_another_invalid_value_is_not_tried_again(function: FunctionResource) -> None:
    pauses = Pauses()
    wrong = InvalidRequest("AWS refused CreateFunction: MemorySize is too small.")
    view = scripted_view(ScriptedAws({"create_function": wrong}), pauses)
    with pytest.raises(InvalidRequest, match="MemorySize"):
        function.create(view)
    assert pauses.seconds == []


def test_code_and_configuration_change_one_after_the_other(function: FunctionResource) -> None:
    pauses = Pauses()
    aws = ScriptedAws({"update_function_code": {}, "update_function_configuration": [BUSY, {}]})
    view = scripted_view(aws, pauses, role="lab-role", user_pool="pool")
    function.update(view, Found(id="lab-my-api"), frozenset({"CodeSha256", "Timeout"}))
    assert [operation for operation, _ in aws.asked] == [
        "update_function_code",
        "update_function_configuration",
        "update_function_configuration",
    ]
    assert pauses.seconds == [1.0]


def test_a_function_that_exists_already_is_an_error(function: FunctionResource) -> None:
    taken = AlreadyExists("AWS refused CreateFunction: Function already exist: lab-my-api.")
    view = scripted_view(ScriptedAws({"create_function": taken}))
    with pytest.raises(AlreadyExists, match="already exist"):
        function.create(view)
