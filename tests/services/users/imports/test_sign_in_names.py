"""Imports on the real engine where users sign in by more than the username: each hits its user."""

import io
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from infra_scripts.local_engine.process import RunningEngine
from services.cloud.aws import Aws
from services.settings import Settings
from services.users.bulk.bulk_desk import BulkDesk
from services.users.bulk.journal.row_result import RowOutcome
from services.users.csv_files.checking.choices import ImportChoices, OnExisting, PasswordSource
from services.users.csv_files.export.choices import ExportChoices
from services.users.csv_files.export.csv_export import export_csv
from services.users.directory import Directory
from services.users.imports.checked_file import check_file
from services.users.imports.import_desk import begin_import
from services.users.new_user import NewUser
from services.users.snapshot.question import UserQuestion
from services.users.snapshot.snapshot import Snapshot

pytestmark = pytest.mark.engine
SECRET = "Correct-Horse-9"
UPDATE = ImportChoices(on_existing=OnExisting.UPDATE)
SCHEMA = [
    {"Name": "email", "Required": True, "Mutable": True},
    {"Name": "level", "AttributeDataType": "Number", "Mutable": True,
     "NumberAttributeConstraints": {"MinValue": "1", "MaxValue": "9"}},
    {"Name": "badge", "AttributeDataType": "String", "Mutable": False},
]  # fmt: skip
Facts = dict[str, Any]


@pytest.fixture
def aws(engine: RunningEngine, engine_settings: Settings, tmp_path: Path) -> Aws:
    return Aws(replace(engine_settings, home=tmp_path), engine.endpoint_url)


@contextmanager
def a_pool(aws: Aws, **settings: object) -> Iterator[Directory]:
    pool = aws.call("cognito-idp", "create_user_pool", PoolName="names", **settings)
    yield Directory(aws, pool["UserPool"]["Id"])
    aws.call("cognito-idp", "delete_user_pool", UserPoolId=pool["UserPool"]["Id"])


@contextmanager
def read(people: Directory) -> Iterator[Snapshot]:
    snapshot = Snapshot(people, None)
    snapshot.refresh(people)
    snapshot.wait(60)
    yield snapshot
    snapshot.close()


def facts_of(people: Directory) -> list[Facts]:
    """Return the attributes of every user but the sub, by the e-mail address."""
    with read(people) as snapshot:
        rows = [dict(row.user.attributes) for row in snapshot.each(UserQuestion())]
    for row in rows:
        del row["sub"]
    return sorted(rows, key=lambda row: str(row["email"]))


def imported(
    aws: Aws, people: Directory, text: str, choices: ImportChoices, **begin: Any
) -> list[tuple[RowOutcome, str]]:
    desk = BulkDesk(aws, people.user_pool_id)
    with read(people) as users:
        content = io.BytesIO(text.encode())
        checked = check_file(content, "new.csv", desk.pool(), users, choices)
        job = begin_import(desk, checked, reason="test", **begin)
        assert job.wait(60)
    return [(row.outcome, row.reason) for row in desk.results(job.id)]


def test_a_row_that_names_an_alias_changes_nobody(aws: Aws) -> None:
    with a_pool(aws, AliasAttributes=["email", "preferred_username"]) as people:
        attributes = {"preferred_username": "annie", "nickname": "as it was"}
        ann = NewUser(username="ann", email="ann@example.com", password=SECRET,
                      email_verified=True, attributes=attributes)  # fmt: skip
        people.create(ann)
        sub = people.get("ann").sub
        names = ("annie", "ann@example.com", sub, "bob")
        text = "username,password,nickname\n" + "".join(f"{it},{SECRET},new\n" for it in names)
        ended = imported(aws, people, text, UPDATE)

        assert [outcome for outcome, _ in ended] == [*[RowOutcome.REFUSED] * 3, RowOutcome.DONE]
        assert "It is the preferred_username of the user ann." in ended[0][1]
        assert people.get("ann").attributes["nickname"] == "as it was"


def test_an_alias_that_came_after_the_dry_run_is_seen_when_the_row_is_sent(aws: Aws) -> None:
    with a_pool(aws, AliasAttributes=["preferred_username"]) as people:
        desk = BulkDesk(aws, people.user_pool_id)
        with read(people) as users:
            content = io.BytesIO(f"username,password,nickname\nannie,{SECRET},new\n".encode())
            checked = check_file(content, "new.csv", desk.pool(), users, UPDATE)
            attributes = {"preferred_username": "annie", "nickname": "as it was"}
            people.create(NewUser(username="ann", password=SECRET, attributes=attributes))
            job = begin_import(desk, checked)
            assert job.wait(60)
        (row,) = desk.results(job.id)
        assert row.outcome is RowOutcome.REFUSED
        assert people.get("ann").attributes["nickname"] == "as it was"


def test_users_who_sign_in_by_email_are_the_same_in_another_such_pool(
    aws: Aws, tmp_path: Path
) -> None:
    settings: Facts = {
        "UsernameAttributes": ["email"],
        "UsernameConfiguration": {"CaseSensitive": False},
        "Schema": SCHEMA,
    }
    head, ann = "email,password,custom:level,custom:badge,email_verified", "ann@example.com"
    with a_pool(aws, **settings) as old, a_pool(aws, **settings) as new:
        text = f"{head}\n{ann},{SECRET},3,b1,true\nBob@example.com,{SECRET},9,,\n"
        assert {it for it, _ in imported(aws, old, text, ImportChoices())} == {RowOutcome.DONE}
        wanted = facts_of(old)
        with read(old) as source:
            schema = BulkDesk(aws, old.user_pool_id).pool().schema
            exported = b"".join(export_csv(source, schema, ExportChoices())).decode()

        generated = ImportChoices(passwords=PasswordSource.GENERATED)
        passwords = tmp_path / "passwords.csv"
        imported(aws, new, exported, generated, passwords_file=passwords)
        assert facts_of(new) == wanted
        again = imported(aws, new, exported, UPDATE)
        assert {outcome for outcome, _ in again} == {RowOutcome.NOTHING}

        edited = exported.replace(ann, "annette@example.com")
        changed = imported(aws, old, edited, UPDATE)
        assert sorted(outcome for outcome, _ in changed) == [RowOutcome.DONE, RowOutcome.NOTHING]
        assert [row["email"] for row in facts_of(old)] == ["Bob@example.com", "annette@example.com"]
