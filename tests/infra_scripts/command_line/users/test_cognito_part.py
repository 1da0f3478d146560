"""`users import --cognito-job` from the command to its report, with Cognito's job played here.

The local engine has no such job: those calls are answered as AWS documents them, the job's users
made in the engine; every other call is the engine's.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import pytest
from botocore import xform_name

from infra_scripts.command_line.users.imports.import_flags import ImportFlags
from infra_scripts.command_line.users.imports.import_run import import_report
from infra_scripts.command_line.users.imports.import_text import ImportText
from infra_scripts.command_line.users.opened_users import OpenedUsers
from infra_scripts.stack.policies import import_job_policy
from services.cloud.aws import Aws
from services.errors import InputError
from services.settings import Cloud
from services.users.bulk.bulk_desk import BulkDesk
from services.users.csv_files.generated_passwords import read_passwords
from services.users.directory import Directory
from services.users.new_user import NewUser
from tests.infra_scripts.command_line.users.bad_rows import SECRET
from tests.infra_scripts.command_line.users.user_commands import UserCommands
from tests.services.users.imports.by_cognito.upload_bucket import UploadBucket, upload_bucket

pytestmark = pytest.mark.engine
COUNT = 5_000
HEADER = ("cognito:username", "email", "email_verified", "cognito:mfa_enabled")
FLAGS = ImportFlags(
    is_dry_run=False,
    on_existing="refuse",
    missing_groups="create",
    passwords="generate",
    passwords_file="passwords.csv",
    is_permanent=False,
    by_cognito=True,
    reason="moved",
)


@pytest.fixture
def bucket() -> Iterator[UploadBucket]:
    with upload_bucket() as bucket:
        yield bucket


@dataclass
class CognitosJob:
    """Plays the job: makes those of its users who are given a group, and skips the last one."""

    people: Directory
    bucket: UploadBucket
    operations: list[str] = field(default_factory=list)

    def answer(self, operation: str, _parameters: dict[str, Any]) -> dict[str, Any] | None:
        answers = {
            "get_csv_header": {"CSVHeader": list(HEADER)},
            "get_role": {"Role": {"Arn": "arn:aws:iam::000000000000:role/import"}},
            "put_role_policy": {},
            "create_user_import_job": self._job("Created"),
            "start_user_import_job": self._job("Succeeded"),
        }
        if operation in answers:
            self.operations.append(operation)
        if operation == "start_user_import_job":
            self.people.create(NewUser(username="u0001", password=SECRET))
        return answers.get(operation)

    def log(self) -> Iterator[dict[str, str]]:
        for number in range(1, self.rows + 1):
            outcome = "SKIPPED" if number == self.rows else "SUCCEEDED"
            yield {"message": f"[{outcome}] Line Number {number} - As it is."}

    @property
    def rows(self) -> int:
        return len(self.bucket.lines()) - 1

    def _job(self, status: str) -> dict[str, Any]:
        url = self.bucket.url
        job = {"JobId": "import-1", "JobName": "lab", "Status": status, "PreSignedUrl": url}
        return {"UserImportJob": job}


class AwsWithTheJob(Aws):
    """AWS as far as the settings say; calls of the job are played, others go to the engine."""

    def __init__(self, engine: Aws, job: CognitosJob) -> None:
        super().__init__(replace(engine.settings, cloud=Cloud.AWS))
        self._engine, self._job = engine, job

    def without_retries(self) -> Aws:
        return self

    def call(self, service: str, operation: str, **parameters: Any) -> dict[str, Any]:
        answer = self._job.answer(operation, parameters)
        return self._engine.call(service, operation, **parameters) if answer is None else answer

    def _client(self, service: str) -> Any:
        return self._engine._client(service)

    def pages(self, service: str, operation: str, **parameters: Any) -> Iterator[Any]:
        if operation == "filter_log_events":
            return self._job.log()
        return self._engine.pages(service, operation, **parameters)


@pytest.fixture
def job(commands: UserCommands, bucket: UploadBucket) -> Iterator[CognitosJob]:
    yield CognitosJob(people=commands.people, bucket=bucket)
    for name in commands.names():
        commands.people.delete(name)


@pytest.fixture
def users(commands: UserCommands, job: CognitosJob) -> OpenedUsers:
    aws, pool = AwsWithTheJob(commands.aws, job), commands.people.user_pool_id
    return OpenedUsers(aws=aws, desk=BulkDesk(aws, pool), user_pool_id=pool, shows_progress=False)


def text() -> ImportText:
    """Return a file of which Cognito's job can take all but one row; one has a group."""
    rows = [f"u{n:04},u{n:04}@example.com,true," for n in range(1, COUNT + 1)]
    rows[0] += "staff"
    content = "\n".join(["username,email,email_verified,groups", *rows, "left,,,"]) + "\n"
    return ImportText(name="many.csv", content=content.encode())


def test_a_large_file_is_made_by_cognitos_job_and_the_rest_by_ours(
    users: OpenedUsers, job: CognitosJob, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    passwords = tmp_path / "passwords.csv"
    report = import_report(users, text(), replace(FLAGS, passwords_file=str(passwords)))

    assert job.rows == COUNT
    assert report.counts == {"done": COUNT, "refused": 1}
    by_name = {row.username: row for row in report.rows}
    assert by_name["u0002"].reason == "Cognito's import job made the user."
    assert by_name["u5000"].reason == "Cognito's import job skipped the user: As it is."
    assert job.people.groups_of("u0001") == ("staff",)
    assert set(read_passwords(passwords)) == {"left"}
    assert f"The generated passwords are in {passwords}." in capsys.readouterr().err


def test_what_the_job_asks_for_is_what_its_policy_allows(
    users: OpenedUsers, job: CognitosJob, tmp_path: Path
) -> None:
    path = tmp_path / "passwords.csv"
    import_report(users, text(), replace(FLAGS, passwords_file=str(path)))
    policy = import_job_policy(partition="aws", region="r", account="1")
    allowed = {it.partition(":")[2] for each in policy["Statement"] for it in each["Action"]}
    asked = {*job.operations, "filter_log_events", "describe_user_pool"}
    elsewhere = {"create_role", "pass_role", "describe_user_import_job", "stop_user_import_job"}
    assert {xform_name(action) for action in allowed} == asked | elsewhere


def test_a_dry_run_says_what_the_job_would_take_and_makes_none(
    users: OpenedUsers, job: CognitosJob, capsys: pytest.CaptureFixture[str]
) -> None:
    report = import_report(users, text(), replace(FLAGS, is_dry_run=True))
    assert report.counts == {"create": COUNT + 1}
    assert capsys.readouterr().err.splitlines() == [
        "Cognito's import job would make 5,000 users.",
        "1 left to the ordinary import: Cognito's job needs one of these verified: email.",
    ]
    assert "create_user_import_job" not in job.operations


def test_the_job_is_offered_where_it_was_not_asked_for(
    users: OpenedUsers, capsys: pytest.CaptureFixture[str]
) -> None:
    import_report(users, text(), replace(FLAGS, is_dry_run=True, by_cognito=False))
    assert capsys.readouterr().err == (
        "Cognito's own import job is made for so many users: --cognito-job.\n"
    )


def test_disabling_after_the_job_needs_a_reason_before_it(
    users: OpenedUsers, job: CognitosJob
) -> None:
    content = text().content.replace(b",groups", b",enabled").replace(b",staff", b",false")
    with pytest.raises(InputError, match="are disabled after it, which needs a reason"):
        import_report(
            users, ImportText(name="many.csv", content=content), replace(FLAGS, reason="")
        )
    assert "create_user_import_job" not in job.operations
