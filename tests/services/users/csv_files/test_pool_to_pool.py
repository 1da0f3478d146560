"""The export of one pool, imported into another, gives the same users, on the real engine."""

import io
from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from infra_scripts.local_engine.process import RunningEngine
from services.cloud.aws import Aws
from services.settings import Settings
from services.users.changes.desk import Desk
from services.users.csv_files.checking.choices import (
    ImportChoices,
    OnExisting,
    OnMissingGroup,
    PasswordSource,
)
from services.users.csv_files.dry_run import dry_run
from services.users.csv_files.export.choices import ExportChoices
from services.users.csv_files.export.csv_export import export_csv
from services.users.csv_files.row_changes import change_of_row, group_changes
from services.users.directory import Directory
from services.users.new_user import NewUser
from services.users.one_user.pool_facts import read_pool_facts
from services.users.snapshot.question import UserQuestion
from services.users.snapshot.snapshot import Snapshot
from tests.services.users.csv_files.pools import PASSWORD

pytestmark = pytest.mark.engine
SCHEMA = [
    {"Name": "team", "AttributeDataType": "String", "Mutable": True},
    {"Name": "badge", "AttributeDataType": "String", "Mutable": False},
]
NAMES = (
    "ann", "a,b", 'say-"x"', "=1+1", "+1", "-1", "@x", "'=1", "'s-Gravenhage", "زينب",
    "\u202enimda", "👩‍👩‍👧", "1.2E+10", "two\nlines", "a;b\tc",
)  # fmt: skip
Users = dict[str, tuple[object, ...]]


@pytest.fixture
def aws(engine: RunningEngine, engine_settings: Settings) -> Aws:
    return Aws(engine_settings, engine.endpoint_url)


@contextmanager
def a_pool(aws: Aws) -> Iterator[Directory]:
    pool = aws.call("cognito-idp", "create_user_pool", PoolName="moved", Schema=SCHEMA)
    pool_id = pool["UserPool"]["Id"]
    yield Directory(aws, pool_id)
    aws.call("cognito-idp", "delete_user_pool", UserPoolId=pool_id)


@contextmanager
def read(directory: Directory) -> Iterator[Snapshot]:
    snapshot = Snapshot(directory, None)
    snapshot.refresh(directory)
    snapshot.wait(60)
    yield snapshot
    snapshot.close()


def filled(aws: Aws, directory: Directory) -> None:
    for group in ("staff", "c++;#1"):
        aws.call("cognito-idp", "create_group", UserPoolId=directory.user_pool_id, GroupName=group)
    for number, name in enumerate(NAMES):
        attributes = {"custom:team": name, "custom:badge": f"'{name}"}
        if number % 2:
            attributes |= {"email": f"u{number}@example.com", "email_verified": "true"}
        groups = ("staff", "c++;#1")[: number % 3]
        directory.create(
            NewUser(username=name, password=PASSWORD, attributes=attributes, groups=groups)
        )
        if number % 4 == 0:
            directory.disable(name)


def users_of(snapshot: Snapshot) -> Users:
    return {
        row.user.username: (
            row.user.enabled,
            row.groups,
            {name: it for name, it in row.user.attributes.items() if name != "sub"},
        )
        for row in snapshot.each(UserQuestion())
    }


def test_the_users_are_the_same_but_for_passwords_and_sub(aws: Aws) -> None:
    with a_pool(aws) as old, a_pool(aws) as new:
        filled(aws, old)
        with read(old) as source:
            facts = read_pool_facts(aws, old.user_pool_id)
            content = b"".join(export_csv(source, facts.schema, ExportChoices()))
            wanted = users_of(source)
        assert set(wanted) == set(NAMES)

        choices = ImportChoices(
            on_missing_group=OnMissingGroup.CREATE, passwords=PasswordSource.GENERATED
        )
        desk, pool = Desk(aws, new.user_pool_id), read_pool_facts(aws, new.user_pool_id)
        with read(new) as empty:
            plan = dry_run(io.BytesIO(content), pool, empty, choices)
        assert list(plan.errors()) == []
        for change in group_changes(plan):
            desk.do(change)
        made = dict.fromkeys(wanted, PASSWORD)
        for row in plan.rows:
            if change := change_of_row(row, pool, made):
                desk.do(change)

        with read(new) as found:
            assert users_of(found) == wanted
            again = ImportChoices(on_existing=OnExisting.UPDATE)
            pool = read_pool_facts(aws, new.user_pool_id)
            repeated = dry_run(io.BytesIO(content), pool, found, again)
        assert {row.why for row in repeated.rows} == {"The user has exactly these values."}
