"""A user pool of its own on the engine, and a home whose audit log nobody else writes."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from infra_scripts.local_engine.process import RunningEngine
from services.cloud.aws import Aws
from services.settings import Settings
from services.users.changes.desk import Desk


@pytest.fixture(scope="module")
def pool_id(engine: RunningEngine, engine_settings: Settings) -> Iterator[str]:
    aws = Aws(engine_settings, engine.endpoint_url)
    pool = aws.call("cognito-idp", "create_user_pool", PoolName="changes")["UserPool"]
    aws.call("cognito-idp", "create_group", UserPoolId=pool["Id"], GroupName="staff")
    yield pool["Id"]
    aws.call("cognito-idp", "delete_user_pool", UserPoolId=pool["Id"])


@pytest.fixture
def aws(engine: RunningEngine, engine_settings: Settings, tmp_path: Path) -> Aws:
    return Aws(replace(engine_settings, home=tmp_path), engine.endpoint_url)


@pytest.fixture
def desk(aws: Aws, pool_id: str) -> Iterator[Desk]:
    desk = Desk(aws, pool_id)
    yield desk
    for user in desk.directory.list_page().users:
        desk.directory.delete(user.username)
