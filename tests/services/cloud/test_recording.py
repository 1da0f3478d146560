"""Recording: each call as it went out, from any thread, and nothing about the call is changed."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from botocore.stub import Stubber

from services.cloud.aws import Aws
from services.cloud.recorded_call import CallSource
from services.cloud.recording import recorded
from services.errors import CloudUnreachable, InvalidRequest, UserNotFound
from services.settings import Settings
from services.users.directory import Directory

COGNITO = "cognito-idp"
POOL = "us-east-1_Lab"
CANARY = "Canary-7f3a-Canary-7f3a-Canary"


@pytest.fixture
def aws() -> Aws:
    return Aws(Settings(), "http://127.0.0.1:1")


@pytest.fixture
def stub(aws: Aws) -> Stubber:
    return Stubber(aws._client(COGNITO))


def test_a_call_is_kept_with_what_went_out_and_the_ids_that_came_back(
    aws: Aws, stub: Stubber
) -> None:
    client = {"ClientId": "abc123def", "ClientSecret": CANARY, "UserPoolId": POOL}
    stub.add_response("create_user_pool_client", {"UserPoolClient": client})
    with stub, recorded(aws) as recording:
        answer = recording.call(
            COGNITO, "create_user_pool_client", UserPoolId=POOL, ClientName="web"
        )
    [call] = recording.calls
    assert answer["UserPoolClient"] == client
    assert call.parameters == {"UserPoolId": POOL, "ClientName": "web"}
    assert call.answer_ids == {"UserPoolClient.ClientId": "abc123def"}
    assert (call.is_write, call.error_code) == (True, "")
    assert CANARY not in repr(call)


def test_the_source_is_where_our_code_wanted_the_call(aws: Aws, stub: Stubber) -> None:
    stub.add_response("list_groups", {"Groups": []}, {"UserPoolId": POOL, "Limit": 60})
    with stub, recorded(aws) as recording:
        Directory(recording, POOL).groups()
    [call] = recording.calls
    assert isinstance(call.source, CallSource)
    assert call.source.file == "services/users/directory.py"
    assert call.source.function == "Directory.groups"
    assert not call.is_write


def test_a_refusal_is_raised_as_before_and_kept_with_its_code(aws: Aws, stub: Stubber) -> None:
    stub.add_client_error("admin_delete_user", "UserNotFoundException", "User does not exist.")
    with stub, recorded(aws) as recording, pytest.raises(UserNotFound):
        recording.call(COGNITO, "admin_delete_user", UserPoolId=POOL, Username="ana")
    assert [call.error_code for call in recording.calls] == ["UserNotFoundException"]


def test_a_value_that_botocore_refuses_is_in_no_record(aws: Aws) -> None:
    with recorded(aws) as recording, pytest.raises(InvalidRequest):
        recording.call(
            COGNITO,
            "admin_set_user_password",
            UserPoolId=POOL,
            Username="ana",
            Password=[CANARY],
        )
    assert CANARY not in repr(recording.calls)


def test_calls_of_all_threads_are_kept(aws: Aws, stub: Stubber) -> None:
    for _ in range(40):
        stub.add_response("list_groups", {"Groups": []})
    with stub, recorded(aws) as recording, ThreadPoolExecutor(8) as threads:
        names = [f"us-east-1_{number}" for number in range(40)]
        list(threads.map(lambda id: recording.call(COGNITO, "list_groups", UserPoolId=id), names))
    assert sorted(str(call.parameters["UserPoolId"]) for call in recording.calls) == sorted(names)


def test_after_its_end_calls_are_made_and_not_kept(aws: Aws, stub: Stubber) -> None:
    stub.add_response("list_groups", {"Groups": []})
    with recorded(aws) as recording:
        pass
    with stub:
        assert recording.call(COGNITO, "list_groups", UserPoolId=POOL) == {"Groups": []}
    assert recording.calls == ()


def test_a_cloud_given_up_while_recording_is_given_up_for_all(aws: Aws) -> None:
    with recorded(aws) as recording:
        recording.give_up()
    with pytest.raises(CloudUnreachable, match="does not answer any more"):
        aws.call(COGNITO, "list_groups", UserPoolId=POOL)
