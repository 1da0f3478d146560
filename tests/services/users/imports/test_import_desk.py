"""Imports on the real engine: rows become a job, and what is wrong with one is told."""

import io
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from infra_scripts.local_engine.process import RunningEngine
from services.cloud.aws import Aws
from services.errors import InputError, StackBusy
from services.settings import Settings
from services.users.bulk.bulk_desk import BulkDesk
from services.users.bulk.journal.journal_view import BulkState
from services.users.bulk.journal.row_result import RowOutcome
from services.users.bulk.run.bulk_job import BulkJob
from services.users.changes.audit.book import AuditBook
from services.users.csv_files.checking.choices import (
    ImportChoices,
    OnExisting,
    OnMissingGroup,
    PasswordSource,
)
from services.users.csv_files.checking.looked_at import CheckStep, LookedAt
from services.users.csv_files.generated_passwords import read_passwords
from services.users.directory import Directory, UserStatus
from services.users.imports.checked_file import CheckedFile, check_file
from services.users.imports.import_desk import (
    begin_import,
    resume_import,
    try_import,
    unended_import,
)
from services.users.new_user import NewUser
from services.users.snapshot.snapshot import Snapshot

pytestmark = pytest.mark.engine
SECONDS = 100.0
SECRET = "Correct-Horse-9"
HEADER = "username,email,groups,enabled,password\n"
GENERATED = ImportChoices(passwords=PasswordSource.GENERATED)


@pytest.fixture
def aws(engine: RunningEngine, engine_settings: Settings, tmp_path: Path) -> Aws:
    return Aws(replace(engine_settings, home=tmp_path), engine.endpoint_url)


@pytest.fixture
def people(aws: Aws) -> Iterator[Directory]:
    pool = aws.call("cognito-idp", "create_user_pool", PoolName="imports")["UserPool"]["Id"]
    yield Directory(aws, pool)
    aws.call("cognito-idp", "delete_user_pool", UserPoolId=pool)


@pytest.fixture
def desk(aws: Aws, people: Directory) -> BulkDesk:
    return BulkDesk(aws, people.user_pool_id)


@pytest.fixture
def users(people: Directory) -> Iterator[Snapshot]:
    snapshot = Snapshot(people, None)
    yield snapshot
    snapshot.close()


def content(text: str) -> io.BytesIO:
    return io.BytesIO(text.encode())


def checked(
    desk: BulkDesk, people: Directory, users: Snapshot, text: str, choices: ImportChoices
) -> CheckedFile:
    users.refresh(people)
    users.wait(SECONDS)
    return check_file(content(text), "new.csv", desk.pool(), users, choices)


def reasons(desk: BulkDesk, job: BulkJob) -> list[tuple[str, RowOutcome, str]]:
    assert job.wait(SECONDS)
    assert (job.state, job.problem) == (BulkState.FINISHED, None)
    return [(each.username, each.outcome, each.reason) for each in desk.results(job.id)]


def test_rows_are_created_updated_skipped_or_refused_each_with_its_reason(
    desk: BulkDesk, people: Directory, users: Snapshot, aws: Aws
) -> None:
    people.create(NewUser(username="bob", password=SECRET, attributes={"email": "b@old.de"}))
    people.create(NewUser(username="cleo", password=SECRET))
    text = (
        f"{HEADER}ann,ann@example.com,staff,false,{SECRET}\nbob,b@new.de,,,\ncleo,,,,\n"
        f"dan,no-address,,,{SECRET}\n,x@y.de,,,{SECRET}\n,z@y.de,,,{SECRET}\n"
    )
    choices = ImportChoices(
        on_existing=OnExisting.UPDATE, on_missing_group=OnMissingGroup.CREATE, is_permanent=True
    )
    file = checked(desk, people, users, text, choices)
    planned = [(row.username, row.verdict.value) for row in try_import(desk, file).rows]
    assert planned == [
        ("ann", "change"), ("bob", "change"), ("cleo", "nothing to do"),
        ("dan", "refused"), ("", "refused"), ("", "refused"),
    ]  # fmt: skip
    assert people.groups() == ()

    job = begin_import(desk, file)
    found = reasons(desk, job)
    assert [outcome for _, outcome, _ in found] == [
        RowOutcome.DONE, RowOutcome.DONE, RowOutcome.NOTHING,
        RowOutcome.REFUSED, RowOutcome.REFUSED, RowOutcome.REFUSED,
    ]  # fmt: skip
    assert found[2][2] == "The user has exactly these values."
    assert found[3][2].startswith("email takes an address such as name@example.com.")
    assert found[4][2].startswith("username: The username is missing.")
    ann, bob = people.get("ann"), people.get("bob")
    assert (ann.status, ann.enabled, people.groups_of("ann")) == (
        UserStatus.CONFIRMED, False, ("staff",),
    )  # fmt: skip
    assert bob.email == "b@new.de"
    assert job.header.label == "Import new.csv"
    kept = aws.settings.audit_path.read_bytes() + b"".join(
        path.read_bytes() for path in aws.settings.bulk_dir.iterdir()
    )
    assert SECRET.encode() not in kept
    assert SECRET not in repr(file)


def test_the_beginning_tells_how_far_it_is(
    desk: BulkDesk, people: Directory, users: Snapshot
) -> None:
    text = HEADER + "".join(f"user-{number},,,,{SECRET}\n" for number in range(201))
    file, told = checked(desk, people, users, text, ImportChoices()), list[LookedAt]()
    job = begin_import(desk, file, tell=told.append)
    job.cancel()
    assert told == [
        LookedAt(step=CheckStep.PLAN, rows=number, total=201) for number in (0, 100, 200)
    ]


def test_generated_passwords_stand_in_their_file_and_nowhere_else(
    desk: BulkDesk, people: Directory, users: Snapshot, tmp_path: Path, aws: Aws
) -> None:
    path = tmp_path / "passwords.csv"
    file = checked(desk, people, users, "username\nann\nbob\n", GENERATED)
    with pytest.raises(InputError, match="need a file"):
        begin_import(desk, file)
    job = begin_import(desk, file, passwords_file=path)
    assert {outcome for _, outcome, _ in reasons(desk, job)} == {RowOutcome.DONE}
    made = read_passwords(path)
    assert set(made) == {"ann", "bob"}
    written = b"".join(each.read_bytes() for each in aws.settings.bulk_dir.iterdir())
    assert not any(each.encode() in written for each in made.values())
    with pytest.raises(InputError, match="is there already"):
        begin_import(desk, file, passwords_file=path)


def test_an_import_that_cannot_begin_leaves_no_passwords_and_no_job(
    desk: BulkDesk, people: Directory, users: Snapshot, tmp_path: Path, aws: Aws
) -> None:
    choices = replace(GENERATED, on_missing_group=OnMissingGroup.CREATE)
    file = checked(desk, people, users, "username,groups\nann,staff\n", choices)
    aws.call(
        "cognito-idp", "create_group", UserPoolId=people.user_pool_id, GroupName="staff"
    )  # by somebody else, since the file was checked
    path = tmp_path / "passwords.csv"
    with pytest.raises(Exception, match="already exists"):
        begin_import(desk, file, passwords_file=path)
    assert not path.exists()
    assert desk.jobs() == ()
    [entry] = [each for each in AuditBook(aws.settings, people.user_pool_id).view().entries
               if each.action == "bulk"]  # fmt: skip
    assert entry.outcome == "refused"


def test_a_user_in_two_imports_at_once_is_refused(
    desk: BulkDesk, people: Directory, users: Snapshot
) -> None:
    text = HEADER + "".join(f"u{number},,,,{SECRET}\n" for number in range(60))
    file = checked(desk, people, users, text, ImportChoices())
    job = begin_import(desk, file)
    job.pause()
    with pytest.raises(StackBusy, match=r"are in a job that has not ended: Import new\.csv"):
        begin_import(desk, file)
    assert (found := unended_import(desk, file)) is not None
    assert found.header.id == job.id
    job.resume()
    assert job.wait(SECONDS)
    assert unended_import(desk, file) is None


def test_only_the_same_file_goes_on_with_an_import(
    desk: BulkDesk, people: Directory, users: Snapshot, aws: Aws, tmp_path: Path
) -> None:
    lines = "".join(f"u{number:02}\n" for number in range(60))
    path = tmp_path / "passwords.csv"
    file = checked(desk, people, users, f"username\n{lines}", GENERATED)
    job = begin_import(desk, file, passwords_file=path)
    job.leave()
    assert job.wait(SECONDS)
    there = len(people.list_page().users)
    assert there < 60
    other = BulkDesk(aws, people.user_pool_id)
    users.refresh(people)
    users.wait(SECONDS)
    with pytest.raises(InputError, match=r"new\.csv is not the file"):
        resume_import(other, job.id, content("username\nu01\n"), "new.csv", users)
    text = f"username\n{lines}".replace("\n", "\r\n")
    again = resume_import(other, job.id, content(text), "new.csv", users)
    assert {outcome for _, outcome, _ in reasons(other, again)} == {RowOutcome.DONE}
    assert set(read_passwords(path)) == {user.username for user in people.list_page().users}
    with pytest.raises(InputError, match="has ended"):
        resume_import(other, job.id, content(text), "new.csv", users)
