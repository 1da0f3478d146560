"""A user pool of its own on the real engine, with a user named ann and two roles for groups."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from infra_scripts.local_engine.process import RunningEngine
from services.cloud.aws import Aws
from services.settings import Settings
from services.users.changes.desk import Desk
from services.users.directory import Directory, NewUser

ROLES = ("group-editors", "group-editors-2")


@pytest.fixture
def aws(engine: RunningEngine, engine_settings: Settings, tmp_path: Path) -> Aws:
    return Aws(replace(engine_settings, home=tmp_path), engine.endpoint_url)


@pytest.fixture
def desk(aws: Aws) -> Iterator[Desk]:
    pool = aws.call("cognito-idp", "create_user_pool", PoolName="groups")["UserPool"]["Id"]
    trust = '{"Version": "2012-10-17", "Statement": []}'
    for role in ROLES:
        aws.call("iam", "create_role", RoleName=role, AssumeRolePolicyDocument=trust)
    Directory(aws, pool).create(NewUser(username="ann", password="Correct-Horse-9"))
    yield Desk(aws, pool)
    aws.call("cognito-idp", "delete_user_pool", UserPoolId=pool)
    for role in ROLES:
        aws.call("iam", "delete_role", RoleName=role)
