"""Aws: one client per service for all threads, errors of ours, observers that see no secret."""

import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from botocore.stub import Stubber
from moto import mock_aws

from infra_scripts.local_engine.process import RunningEngine
from services.cloud.aws import Aws, AwsCall
from services.errors import (
    AwsError,
    CloudUnreachable,
    CredentialsRefused,
    EngineError,
    InvalidRequest,
    LabError,
    Throttled,
    UserNotFound,
)
from services.settings import Cloud, Settings
from tests.infra_scripts.moto_aws import MotoAws

ENGINE = "http://127.0.0.1:1"
COGNITO = "cognito-idp"


@pytest.fixture
def calls() -> list[AwsCall]:
    return []


@pytest.fixture
def aws(calls: list[AwsCall]) -> Aws:
    return Aws(Settings(), ENGINE, calls.append)


def stubbed(aws: Aws, service: str) -> Stubber:
    return Stubber(aws._client(service))


def test_an_answer_is_awss_and_the_observer_learns_of_the_call(
    aws: Aws, calls: list[AwsCall]
) -> None:
    with stubbed(aws, COGNITO) as stub:
        stub.add_response("list_groups", {"Groups": []}, {"UserPoolId": "us-east-1_Lab"})
        assert aws.call(COGNITO, "list_groups", UserPoolId="us-east-1_Lab") == {"Groups": []}
    [call] = calls
    assert (call.service, call.operation, call.error_code) == (COGNITO, "list_groups", "")
    assert call.duration_ms >= 0


def test_a_refusal_is_our_error_and_observed_with_its_code(aws: Aws, calls: list[AwsCall]) -> None:
    with stubbed(aws, COGNITO) as stub:
        stub.add_client_error("admin_get_user", "UserNotFoundException", "User does not exist.")
        with pytest.raises(UserNotFound, match="User does not exist"):
            aws.call(COGNITO, "admin_get_user", UserPoolId="us-east-1_Lab", Username="x")
    assert [call.error_code for call in calls] == ["UserNotFoundException"]


def test_a_value_botocore_refuses_is_in_no_message_and_no_chain(
    aws: Aws, calls: list[AwsCall]
) -> None:
    with pytest.raises(InvalidRequest) as caught:
        aws.call(
            COGNITO,
            "admin_set_user_password",
            UserPoolId="us-east-1_Lab",
            Username="ana",
            Password=["Secret-1"],
        )
    assert "Secret-1" not in caught.value.one_line()
    assert caught.value.__cause__ is None
    assert caught.value.__suppress_context__
    assert [call.error_code for call in calls] == ["ParamValidationError"]


def test_no_connection_is_told_as_such(aws: Aws) -> None:
    with pytest.raises(CloudUnreachable, match="No connection for list_users"):
        aws.call(COGNITO, "list_users", UserPoolId="us-east-1_Lab")


def test_a_cloud_that_was_given_up_is_not_asked_again(aws: Aws, calls: list[AwsCall]) -> None:
    aws.give_up()
    with pytest.raises(CloudUnreachable, match="does not answer any more"):
        aws.call(COGNITO, "list_groups", UserPoolId="us-east-1_Lab")
    assert calls == []


def test_locally_nothing_is_called_without_an_engines_address(calls: list[AwsCall]) -> None:
    with pytest.raises(EngineError, match="address of the local engine is not known"):
        Aws(Settings(), "", calls.append).call("sts", "get_caller_identity")


def test_pages_are_followed_to_the_last(aws: Aws, calls: list[AwsCall]) -> None:
    asked: dict[str, Any] = {"UserPoolId": "us-east-1_Lab", "Limit": 60}
    first, second = {"GroupName": "a"}, {"GroupName": "b"}
    with stubbed(aws, COGNITO) as stub:
        stub.add_response("list_groups", {"Groups": [first], "NextToken": "t"}, asked)
        stub.add_response("list_groups", {"NextToken": "u"}, {**asked, "NextToken": "t"})
        stub.add_response("list_groups", {"Groups": [second]}, {**asked, "NextToken": "u"})
        found = list(aws.pages(COGNITO, "list_groups", UserPoolId="us-east-1_Lab"))
    assert found == [first, second]
    assert [call.operation for call in calls] == ["list_groups"] * 3


@pytest.mark.parametrize(
    ("service", "operation", "asked"),
    [
        (COGNITO, "list_user_pools", {"MaxResults": 60}),
        ("apigateway", "get_rest_apis", {"limit": 500}),
        ("iam", "list_role_policies", {"RoleName": "lab", "MaxItems": 1000}),
        ("logs", "describe_log_groups", {"limit": 50}),
        ("cloudformation", "list_stacks", {}),  # its pages have the size that AWS likes
    ],
)
def test_the_largest_pages_that_aws_gives_are_asked_for(
    service: str, operation: str, asked: dict[str, Any], aws: Aws
) -> None:
    own = {name: value for name, value in asked.items() if name == "RoleName"}
    answer = {"PolicyNames": []} if service == "iam" else {}
    with stubbed(aws, service) as stub:
        stub.add_response(operation, answer, asked)
        assert list(aws.pages(service, operation, **own)) == []


def test_a_refused_page_is_our_error_and_observed(aws: Aws, calls: list[AwsCall]) -> None:
    asked = {"UserPoolId": "us-east-1_Lab", "Limit": 60}
    with stubbed(aws, COGNITO) as stub:
        stub.add_response("list_groups", {"Groups": [{"GroupName": "a"}], "NextToken": "t"}, asked)
        stub.add_client_error("list_groups", "TooManyRequestsException", "Slow down.")
        found = aws.pages(COGNITO, "list_groups", UserPoolId="us-east-1_Lab")
        assert next(found) == {"GroupName": "a"}
        with pytest.raises(Throttled, match="Slow down"):
            next(found)
    assert [call.error_code for call in calls] == ["", "TooManyRequestsException"]


def test_a_list_that_never_ends_is_given_up(aws: Aws) -> None:
    asked = {"UserPoolId": "us-east-1_Lab", "Limit": 60}
    same = {"Groups": [{"GroupName": "a"}], "NextToken": "t"}
    with stubbed(aws, COGNITO) as stub:
        stub.add_response("list_groups", same, asked)
        stub.add_response("list_groups", same, {**asked, "NextToken": "t"})
        stub.add_response("list_groups", same, {**asked, "NextToken": "t"})
        with pytest.raises(AwsError) as caught:
            list(aws.pages(COGNITO, "list_groups", UserPoolId="us-east-1_Lab"))
    assert (caught.value.code, caught.value.operation) == ("PaginationError", "list_groups")
    assert "gave the same page of its list again" in caught.value.message
    assert caught.value.__cause__ is None


def test_an_operation_without_pages_is_told_as_such(aws: Aws, calls: list[AwsCall]) -> None:
    with pytest.raises(AwsError) as caught:
        list(aws.pages("apigateway", "get_stages", restApiId="abc"))
    assert caught.value.code == "OperationNotPageableError"
    assert calls == []


@pytest.fixture
def engine_aws(engine: RunningEngine, calls: list[AwsCall]) -> Aws:
    return Aws(Settings(), engine.endpoint_url, calls.append)


@pytest.fixture
def moto_aws(calls: list[AwsCall]) -> Iterator[Aws]:
    with mock_aws():
        yield MotoAws(Settings(cloud=Cloud.AWS, region="eu-west-1"), observer=calls.append)


@pytest.mark.parametrize(
    "cloud",
    [
        pytest.param("engine_aws", id="on the engine", marks=pytest.mark.engine),
        pytest.param("moto_aws", id="on moto", marks=pytest.mark.slow),
    ],
)
def test_a_list_of_more_than_one_page_is_read_whole(
    cloud: str, calls: list[AwsCall], request: pytest.FixtureRequest
) -> None:
    aws: Aws = request.getfixturevalue(cloud)
    names = {f"group-{number:03}" for number in range(61)}
    pool_id = aws.call(COGNITO, "create_user_pool", PoolName="pages")["UserPool"]["Id"]
    for name in names:
        aws.call(COGNITO, "create_group", UserPoolId=pool_id, GroupName=name)
    calls.clear()
    found = [group["GroupName"] for group in aws.pages(COGNITO, "list_groups", UserPoolId=pool_id)]
    assert (len(found), set(found)) == (61, names)
    assert [call.operation for call in calls] == ["list_groups"] * 2
    aws.call(COGNITO, "delete_user_pool", UserPoolId=pool_id)


def test_threads_share_one_client_per_service(aws: Aws) -> None:
    found: list[Any] = []
    start = threading.Barrier(8)

    def ask() -> None:
        start.wait()
        found.append(aws._client(COGNITO))

    threads = [threading.Thread(target=ask) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len({id(client) for client in found}) == 1
    assert aws._client("sts") is not found[0]


HOST = {
    "AWS_PROFILE": "of-the-host",
    "AWS_ACCESS_KEY_ID": "AKIAHOST",
    "AWS_SECRET_ACCESS_KEY": "of-the-host",
    "AWS_SESSION_TOKEN": "of-the-host",
    "AWS_REGION": "eu-west-1",
    "AWS_DEFAULT_REGION": "eu-west-1",
    "AWS_ENDPOINT_URL": "http://127.0.0.1:2",
    "AWS_ENDPOINT_URL_COGNITO_IDENTITY_PROVIDER": "http://127.0.0.1:2",
    "HTTP_PROXY": "http://127.0.0.1:2",
    "http_proxy": "http://127.0.0.1:2",
    "NO_PROXY": "",
    "no_proxy": "",
}


@pytest.fixture
def host_configuration(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / "config").write_text("[profile other]\nregion = eu-west-1\n", encoding="utf-8")
    monkeypatch.setenv("AWS_CONFIG_FILE", str(tmp_path / "config"))
    monkeypatch.setenv("AWS_SHARED_CREDENTIALS_FILE", str(tmp_path / "missing"))
    monkeypatch.setenv("AWS_EC2_METADATA_DISABLED", "true")
    for name, value in HOST.items():
        monkeypatch.setenv(name, value)


@pytest.mark.engine
def test_locally_the_hosts_aws_configuration_changes_nothing(
    engine: RunningEngine, host_configuration: None
) -> None:
    aws = Aws(Settings(), engine.endpoint_url)
    assert aws.account_id() == "000000000000"
    assert aws._client(COGNITO).meta.region_name == "us-east-1"


def test_on_aws_a_profile_that_does_not_exist_is_refused_credentials(
    host_configuration: None,
) -> None:
    settings = Settings(cloud=Cloud.AWS, region="eu-west-1", profile="no-such-profile")
    with pytest.raises(CredentialsRefused, match="ProfileNotFound"):
        Aws(settings).account_id()


def test_on_aws_no_credentials_at_all_are_refused_credentials(
    host_configuration: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("AWS_PROFILE", "AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY", "AWS_SESSION_TOKEN"):
        monkeypatch.delenv(name)
    with pytest.raises(LabError) as caught:
        Aws(Settings(cloud=Cloud.AWS, region="eu-west-1")).account_id()
    assert isinstance(caught.value, CredentialsRefused)


def test_on_aws_the_engines_address_is_not_used(
    host_configuration: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("AWS_PROFILE", "AWS_ENDPOINT_URL", "AWS_ENDPOINT_URL_COGNITO_IDENTITY_PROVIDER"):
        monkeypatch.delenv(name)
    client = Aws(Settings(cloud=Cloud.AWS, region="eu-west-1"), ENGINE)._client(COGNITO)
    assert client.meta.endpoint_url == "https://cognito-idp.eu-west-1.amazonaws.com"
