"""Devices, events and linked providers: read where they are, and said where there are none."""

from datetime import UTC, datetime
from typing import Any

import pytest

from services.cloud.aws import Aws
from services.errors import Throttled, UserNotFound
from services.settings import Settings
from services.users.directory import Directory
from services.users.new_user import NewUser
from services.users.one_user.sign_in_records import (
    SignInRecord,
    linked_providers,
    read_devices,
    read_events,
)
from tests.services.users.one_user.people import PASSWORD, person

AT = datetime(2026, 5, 4, 3, 2, tzinfo=UTC)


class Answering(Aws):
    """An Aws that gives one answer, or raises one error, to everything."""

    def __init__(self, answer: dict[str, Any] | Exception) -> None:
        super().__init__(Settings(), "http://127.0.0.1:1")
        self._answer = answer

    def call(self, service: str, operation: str, **parameters: Any) -> dict[str, Any]:
        if isinstance(self._answer, Exception):
            raise self._answer
        return self._answer


@pytest.mark.engine
def test_the_local_engine_says_that_it_has_neither(aws: Aws, directory: Directory) -> None:
    directory.create(NewUser(username="seen", password=PASSWORD))
    devices = read_devices(aws, directory.user_pool_id, "seen")
    assert devices.why_none.startswith("This cloud remembers no devices")
    events = read_events(aws, directory.user_pool_id, "seen")
    assert "no threat protection" in events.why_none
    assert (devices.records, events.records) == ((), ())


@pytest.mark.engine
def test_events_are_read_in_a_pool_with_threat_protection(aws: Aws) -> None:
    pool = aws.call(
        "cognito-idp", "create_user_pool", PoolName="watched", UserPoolTier="PLUS",
        UserPoolAddOns={"AdvancedSecurityMode": "AUDIT"},
    )["UserPool"]["Id"]  # fmt: skip
    Directory(aws, pool).create(NewUser(username="seen", password=PASSWORD, permanent=True))
    client = aws.call(
        "cognito-idp", "create_user_pool_client", UserPoolId=pool, ClientName="events",
        ExplicitAuthFlows=["ALLOW_ADMIN_USER_PASSWORD_AUTH", "ALLOW_REFRESH_TOKEN_AUTH"],
    )["UserPoolClient"]["ClientId"]  # fmt: skip
    aws.call(
        "cognito-idp", "admin_initiate_auth", UserPoolId=pool, ClientId=client,
        AuthFlow="ADMIN_USER_PASSWORD_AUTH",
        AuthParameters={"USERNAME": "seen", "PASSWORD": PASSWORD},
    )  # fmt: skip
    events = read_events(aws, pool, "seen")
    assert [each.name for each in events.records] == ["SignIn"]
    assert dict(events.records[0].details)["answer"] == "Pass"
    with pytest.raises(UserNotFound):
        read_events(aws, pool, "nobody")


def test_a_remembered_device_is_read_from_the_answer_aws_documents() -> None:
    answer = {
        "Devices": [
            {
                "DeviceKey": "eu-west-1_a-b",
                "DeviceAttributes": [{"Name": "device_name", "Value": "phone"}],
                "DeviceCreateDate": datetime(2026, 1, 1, tzinfo=UTC),
                "DeviceLastAuthenticatedDate": AT,
            }
        ]
    }
    assert read_devices(Answering(answer), "pool", "maya").records == (
        SignInRecord(name="eu-west-1_a-b", at=AT, details=(("device_name", "phone"),)),
    )


def test_another_error_stays_an_error() -> None:
    refused = Answering(Throttled("Too many.", code="TooManyRequestsException"))
    with pytest.raises(Throttled):
        read_devices(refused, "pool", "maya")
    with pytest.raises(Throttled):
        read_events(refused, "pool", "maya")


@pytest.mark.parametrize(
    ("identities", "names"),
    [
        pytest.param(
            '[{"userId":"42","providerName":"Google","providerType":"Google","primary":false}]',
            ["Google"],
            id="one provider",
        ),
        pytest.param("", [], id="none"),
        pytest.param("{not json", [], id="no JSON"),
        pytest.param('{"providerName":"Google"}', [], id="no list"),
        pytest.param('["Google"]', [], id="rows that are none"),
    ],
)
def test_linked_providers_are_read_from_the_record(identities: str, names: list[str]) -> None:
    assert [each.name for each in linked_providers(person(identities=identities))] == names
