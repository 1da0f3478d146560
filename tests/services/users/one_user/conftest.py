"""A user pool of its own on the real engine, with custom attributes and groups."""

from collections.abc import Iterator

import pytest

from infra_scripts.local_engine.process import RunningEngine
from services.cloud.aws import Aws
from services.settings import Settings
from services.users.changes.desk import Desk
from services.users.directory import Directory

SCHEMA = [
    {
        "Name": "team",
        "AttributeDataType": "String",
        "Mutable": True,
        "StringAttributeConstraints": {"MinLength": "2", "MaxLength": "5"},
    },
    {
        "Name": "level",
        "AttributeDataType": "Number",
        "Mutable": True,
        "NumberAttributeConstraints": {"MinValue": "1", "MaxValue": "9"},
    },
    {"Name": "badge", "AttributeDataType": "String", "Mutable": False},
]


@pytest.fixture(scope="module")
def aws(engine: RunningEngine, engine_settings: Settings) -> Aws:
    return Aws(engine_settings, engine.endpoint_url)


@pytest.fixture(scope="module")
def directory(aws: Aws) -> Iterator[Directory]:
    pool = aws.call("cognito-idp", "create_user_pool", PoolName="moves", Schema=SCHEMA)["UserPool"]
    for name in ("old", "kept", "new"):
        aws.call("cognito-idp", "create_group", UserPoolId=pool["Id"], GroupName=name)
    yield Directory(aws, pool["Id"])
    aws.call("cognito-idp", "delete_user_pool", UserPoolId=pool["Id"])


@pytest.fixture
def desk(aws: Aws, directory: Directory) -> Desk:
    return Desk(aws, directory.user_pool_id)
