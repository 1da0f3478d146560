"""What is left after Cognito's own job, on the real engine: groups, disabling, and the others."""

import io
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from infra_scripts.local_engine.process import RunningEngine
from services.cloud.aws import Aws
from services.errors import InputError
from services.settings import Settings
from services.users.bulk.bulk_desk import BulkDesk
from services.users.csv_files.checking.choices import ImportChoices, OnExisting, PasswordSource
from services.users.csv_files.generated_passwords import read_passwords
from services.users.csv_files.import_job.job import CognitoJob, ImportJobState
from services.users.csv_files.import_job.job_log import LoggedOutcome, LoggedRow
from services.users.directory import Directory
from services.users.imports.by_cognito.after_cognito import begin_rest, with_cognitos
from services.users.imports.by_cognito.cognito_run import CognitoRun
from services.users.imports.checked_file import CheckedFile, check_file
from services.users.imports.import_desk import unended_import
from services.users.imports.import_report import ended_rows
from services.users.new_user import NewUser
from services.users.snapshot.snapshot import Snapshot

pytestmark = pytest.mark.engine
FILE = """username,email,email_verified,groups,enabled
ann,ann@example.com,true,staff,
bob,bob@example.com,true,,false
cleo,cleo@example.com,true,,
dan,dan@example.com,true,staff,
eve,,,staff,
gone,gone@example.com,true,staff,
old,,,staff,
bad,no-address,,,
"""
JOB = CognitoJob(id="import-1", name="lab", state=ImportJobState.SUCCEEDED)
MADE = {"ann": 2, "bob": 3, "cleo": 4, "gone": 7}
RUN = CognitoRun(
    job=JOB,
    rows={
        **{
            line: LoggedRow(line=line, outcome=LoggedOutcome.SUCCEEDED, why="")
            for line in MADE.values()
        },
        5: LoggedRow(line=5, outcome=LoggedOutcome.FAILED, why="The value is bad."),
    },
)


@pytest.fixture
def aws(engine: RunningEngine, engine_settings: Settings, tmp_path: Path) -> Aws:
    return Aws(replace(engine_settings, home=tmp_path), engine.endpoint_url)


@pytest.fixture
def people(aws: Aws) -> Iterator[Directory]:
    pool = aws.call("cognito-idp", "create_user_pool", PoolName="imports")["UserPool"]["Id"]
    aws.call("cognito-idp", "create_group", UserPoolId=pool, GroupName="staff")
    people = Directory(aws, pool)
    people.create(NewUser(username="old", password="Correct-Horse-9"))
    yield people
    aws.call("cognito-idp", "delete_user_pool", UserPoolId=pool)


def checked(desk: BulkDesk, people: Directory, on_existing: OnExisting) -> CheckedFile:
    """Return the file as it was checked before Cognito's job; its users are made then."""
    choices = ImportChoices(passwords=PasswordSource.GENERATED, on_existing=on_existing)
    snapshot = Snapshot(people, None)
    snapshot.refresh(people)
    snapshot.wait(60)
    file = check_file(io.BytesIO(FILE.encode()), "new.csv", desk.pool(), snapshot, choices)
    snapshot.close()
    for name in set(MADE) - {"gone"}:
        email = f"{name}@example.com"
        people.create(
            NewUser(username=name, password="Correct-Horse-9", email=email, email_verified=True)
        )
    return file


@pytest.mark.parametrize(
    ("on_existing", "old_ends"),
    [
        (OnExisting.SKIP, "nothing to do"),
        (OnExisting.REFUSE, "refused"),
        (OnExisting.UPDATE, "done"),
    ],
)
def test_groups_and_disabling_follow_and_who_was_there_is_treated_as_chosen(
    aws: Aws, people: Directory, tmp_path: Path, on_existing: OnExisting, old_ends: str
) -> None:
    desk, path = BulkDesk(aws, people.user_pool_id), tmp_path / "passwords.csv"
    file = checked(desk, people, on_existing)
    job = begin_rest(desk, file, RUN, passwords_file=path, reason="moved")
    assert job.header.label == "Import new.csv after Cognito's job"
    assert unended_import(desk, file) is None
    assert job.wait(100)

    rows = with_cognitos(ended_rows(file, desk.results(job.id)), RUN)
    assert {row.username: row.result for row in rows} == {
        "ann": "done", "bob": "done", "cleo": "done", "dan": "refused", "eve": "done",
        "gone": "refused", "old": old_ends, "bad": "refused",
    }  # fmt: skip
    why = {row.username: row.reason for row in rows}
    assert why["cleo"] == "Cognito's import job made the user."
    assert why["dan"] == "Cognito's import job failed on the user: The value is bad."
    assert why["gone"] == "Cognito's import job made the user, who is not there any more."
    assert people.groups_of("ann") == ("staff",)
    assert people.groups_of("old") == (("staff",) if old_ends == "done" else ())
    assert (people.get("bob").enabled, people.get("cleo").enabled) == (False, True)
    assert set(read_passwords(path)) == {"eve"}  # the others set one by a code


def test_disabling_after_cognitos_job_needs_a_reason_and_leaves_no_passwords(
    aws: Aws, people: Directory, tmp_path: Path
) -> None:
    desk, path = BulkDesk(aws, people.user_pool_id), tmp_path / "passwords.csv"
    file = checked(desk, people, OnExisting.SKIP)
    with pytest.raises(InputError, match="needs a reason"):
        begin_rest(desk, file, RUN, passwords_file=path)
    assert not path.exists()
    assert desk.jobs() == ()
