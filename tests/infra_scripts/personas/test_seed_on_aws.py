"""Seeding on AWS, where a pool may hold real people: judged by moto, which stands in for AWS."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from moto import mock_aws

from infra_scripts.personas.seed import reset, seed
from infra_scripts.stack.provisioner import Provisioner
from services.cloud.aws import Aws
from services.errors import UserExists
from services.home.outputs import StackOutputs
from services.settings import Cloud, Settings
from tests.infra_scripts.moto_aws import MotoAws

pytestmark = pytest.mark.slow


@pytest.fixture
def aws(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[Aws]:
    monkeypatch.delenv("AWS_PROFILE", raising=False)
    monkeypatch.setenv("AWS_ACCESS_KEY_ID", "testing")
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", "testing")
    settings = Settings(cloud=Cloud.AWS, region="eu-west-1", home=tmp_path)
    with mock_aws():
        yield MotoAws(settings)


@pytest.fixture
def outputs(aws: Aws) -> StackOutputs:
    return Provisioner(aws, aws.settings).apply()


def add_user(aws: Aws, outputs: StackOutputs, username: str) -> None:
    aws.call(
        "cognito-idp",
        "admin_create_user",
        UserPoolId=outputs.user_pool_id,
        Username=username,
        MessageAction="SUPPRESS",
        UserAttributes=[{"Name": "email", "Value": f"{username}@example.org"}],
    )


def user(aws: Aws, outputs: StackOutputs, username: str) -> dict[str, Any]:
    found = aws.call(
        "cognito-idp", "admin_get_user", UserPoolId=outputs.user_pool_id, Username=username
    )
    attributes = {entry["Name"]: entry["Value"] for entry in found["UserAttributes"]}
    return {"status": found["UserStatus"], "enabled": found["Enabled"], **attributes}


def test_makes_the_cast_and_mail_goes_to_the_simulator(aws: Aws, outputs: StackOutputs) -> None:
    personas = {persona.username: persona for persona in seed(aws, aws.settings, outputs)}

    assert len(personas) == 10
    assert user(aws, outputs, "maya")["status"] == "CONFIRMED"
    assert user(aws, outputs, "finn")["status"] == "FORCE_CHANGE_PASSWORD"
    assert user(aws, outputs, "una")["status"] == "UNCONFIRMED"
    assert user(aws, outputs, "rosa")["status"] == "RESET_REQUIRED"
    assert user(aws, outputs, "dana")["enabled"] is False
    assert user(aws, outputs, "rosa")["email"] == "success+rosa@simulator.amazonses.com"
    assert user(aws, outputs, "maya")["nickname"] == "authorizer-lab persona"


def test_refuses_before_the_first_write_when_a_name_belongs_to_somebody(
    aws: Aws, outputs: StackOutputs
) -> None:
    add_user(aws, outputs, "maya")

    with pytest.raises(UserExists) as refused:
        seed(aws, aws.settings, outputs)

    assert "'maya'" in refused.value.message
    assert user(aws, outputs, "maya")["email"] == "maya@example.org"
    listed = aws.call("cognito-idp", "list_users", UserPoolId=outputs.user_pool_id)["Users"]
    assert [entry["Username"] for entry in listed] == ["maya"]


def test_reset_deletes_nobody_who_is_not_a_persona(aws: Aws, outputs: StackOutputs) -> None:
    seed(aws, aws.settings, outputs)
    add_user(aws, outputs, "real-person")

    reset(aws, aws.settings)

    assert user(aws, outputs, "real-person")["status"] == "FORCE_CHANGE_PASSWORD"
