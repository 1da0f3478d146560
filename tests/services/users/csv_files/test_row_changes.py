"""Checked rows as changes that the desk makes, on the real engine."""

import io
from collections.abc import Iterator

import pytest

from infra_scripts.local_engine.process import RunningEngine
from services.cloud.aws import Aws
from services.errors import PasswordRefused
from services.settings import Settings
from services.users.changes.change import Change
from services.users.changes.desk import Desk
from services.users.changes.undo import undo
from services.users.csv_files.checking.choices import (
    ImportChoices,
    OnExisting,
    OnMissingGroup,
    PasswordSource,
)
from services.users.csv_files.dry_run import dry_run
from services.users.csv_files.row_changes import change_of_row, group_changes
from services.users.directory import UserStatus
from services.users.one_user.pool_facts import read_pool_facts
from services.users.snapshot.snapshot import Snapshot
from tests.services.users.csv_files.pools import PASSWORD

pytestmark = pytest.mark.engine
SCHEMA = [{"Name": "team", "AttributeDataType": "String", "Mutable": True}]


@pytest.fixture
def desk(engine: RunningEngine, engine_settings: Settings) -> Iterator[Desk]:
    aws = Aws(engine_settings, engine.endpoint_url)
    pool = aws.call("cognito-idp", "create_user_pool", PoolName="rows", Schema=SCHEMA)["UserPool"]
    aws.call("cognito-idp", "create_group", UserPoolId=pool["Id"], GroupName="staff")
    yield Desk(aws, pool["Id"])
    aws.call("cognito-idp", "delete_user_pool", UserPoolId=pool["Id"])


def changes(desk: Desk, text: str, **choices: object) -> tuple[list[Change], list[str]]:
    """Return the rows' changes and the created groups, after a dry run against a fresh snapshot."""
    pool = read_pool_facts(desk._aws, desk.user_pool_id)
    snapshot = Snapshot(desk.directory, None)
    snapshot.refresh(desk.directory)
    snapshot.wait(60)
    chosen = ImportChoices(**choices)  # type: ignore[arg-type]
    plan = dry_run(io.BytesIO(text.encode()), pool, snapshot, chosen)
    snapshot.close()
    assert list(plan.errors()) == []
    groups = group_changes(plan)
    for change in groups:
        desk.do(change)
    generated = {row.username: PASSWORD for row in plan.rows}
    made = generated if chosen.passwords is not _COLUMN else None
    rows = [change for row in plan.rows if (change := change_of_row(row, pool, made))]
    return rows, [change.target for change in groups]


_COLUMN = PasswordSource.COLUMN


def test_rows_are_created_with_groups_attributes_and_disabled_where_they_say_so(desk: Desk) -> None:
    rows, groups = changes(
        desk,
        "username,email,email_verified,custom:team,groups,enabled,password\n"
        f"ann,ann@example.com,true,red,staff new,true,{PASSWORD}\n"
        f"bob,,,'=1+1,,false,{PASSWORD}\n",
        on_missing_group=OnMissingGroup.CREATE,
        is_permanent=True,
    )
    assert groups == ["new"]
    assert [row.target for row in rows] == ["ann", "bob"]
    assert PASSWORD not in repr(rows)
    for row in rows:
        desk.do(row)
    ann, bob = desk.directory.get("ann"), desk.directory.get("bob")
    assert {**ann.attributes, "sub": ""} == {
        "sub": "", "email": "ann@example.com", "email_verified": "true", "custom:team": "red",
    }  # fmt: skip
    assert desk.directory.groups_of("ann") == ("new", "staff")
    assert (ann.status, ann.enabled, bob.enabled) == (UserStatus.CONFIRMED, True, False)
    assert {**bob.attributes, "sub": ""} == {"sub": "", "custom:team": "=1+1"}


def test_a_generated_password_is_a_temporary_one_unless_it_is_to_be_permanent(desk: Desk) -> None:
    rows, _ = changes(desk, "username\nann\n", passwords=PasswordSource.GENERATED)
    desk.do(rows[0])
    assert desk.directory.get("ann").status is UserStatus.FORCE_CHANGE_PASSWORD


def test_a_creation_that_cognito_refuses_halfway_leaves_no_user(desk: Desk) -> None:
    rows, _ = changes(desk, f"username,password,groups\nann,{PASSWORD},staff\n", is_permanent=True)
    broken = rows[0].calls[1].parameters
    broken["Password"] = "short"  # type: ignore[index]
    with pytest.raises(PasswordRefused):
        desk.do(rows[0])
    assert list(desk.directory.list_page().users) == []


def test_an_update_is_one_change_and_its_undo_brings_everything_back(desk: Desk) -> None:
    first, _ = changes(desk, f"username,email,groups,password\nann,a@b.de,staff,{PASSWORD}\n")
    desk.do(first[0])
    before = desk.directory.get("ann")
    (row,), _ = changes(
        desk,
        "username,email,groups,custom:team\nann,new@b.de,other,blue\n",
        on_existing=OnExisting.UPDATE,
        on_missing_group=OnMissingGroup.CREATE,
    )
    desk.do(row)
    assert desk.directory.get("ann").attributes["email"] == "new@b.de"
    assert desk.directory.groups_of("ann") == ("other",)
    undo(desk, desk.book.view().entries[0].id, reason="wrong file")
    after = desk.directory.get("ann")
    assert {**after.attributes, "email_verified": ""} == {**before.attributes, "email_verified": ""}
    assert desk.directory.groups_of("ann") == ("staff",)


def test_no_password_reaches_the_audit_log(desk: Desk) -> None:
    rows, _ = changes(desk, "username,password\nann,Very-Secret-77\n")
    desk.do(rows[0])
    assert b"Very-Secret-77" not in desk.settings.audit_path.read_bytes()
