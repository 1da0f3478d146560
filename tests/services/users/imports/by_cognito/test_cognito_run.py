"""Cognito's own job from its role to its log, as AWS documents it: by botocore's stubber."""

import io
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from botocore.stub import ANY, Stubber

from services.cloud.aws import Aws
from services.errors import InputError, LabError, Unobtainable
from services.settings import Cloud, Settings
from services.users.changes.audit.book import AuditBook
from services.users.csv_files.checking.choices import ImportChoices, PasswordSource
from services.users.csv_files.import_job.job import CognitoJob
from services.users.imports.by_cognito.cognito_run import CognitoRun, cognito_import
from services.users.imports.checked_file import CheckedFile, check_file
from tests.services.users.csv_files.pools import a_pool, stored
from tests.services.users.imports.by_cognito.upload_bucket import UploadBucket, upload_bucket

POOL = replace(a_pool(), user_pool_id="eu-west-1_Lab")
HEADER = ["cognito:username", "email", "email_verified", "cognito:mfa_enabled"]
FILE = "username,email,email_verified\nann,a@example.com,true\nbob,,\ncleo,c@example.com,true\n"
ROLE = "arn:aws:iam::123456789012:role/authorizer-lab-user-import"
IDENTITY = {"Account": "123456789012", "Arn": "arn:aws:iam::123456789012:user/maya", "UserId": "A"}
MADE = datetime(2026, 11, 29, tzinfo=UTC)
LINES = (
    "[SUCCEEDED] Line Number 2 - The import succeeded.",
    "[SKIPPED] Line Number 3 - The user already exists.",
)


@pytest.fixture
def bucket() -> Iterator[UploadBucket]:
    with upload_bucket() as bucket:
        yield bucket


class Stubs:
    """Answers of AWS in the order in which they are asked for, service by service."""

    def __init__(self, aws: Aws, stack: ExitStack, upload_url: str) -> None:
        self.by_service = {
            name: stack.enter_context(Stubber(aws._client(name)))
            for name in ("cognito-idp", "iam", "logs", "sts")
        }
        self._upload_url = upload_url

    def add(self, service: str, operation: str, answer: dict[str, Any], **asked: Any) -> None:
        self.by_service[service].add_response(operation, answer, asked or None)

    def refuse(self, service: str, operation: str, code: str) -> None:
        self.by_service[service].add_client_error(operation, code, "The role cannot be used.")

    def add_job(self, operation: str, status: str, **counts: Any) -> None:
        job = {"JobId": "import-1", "JobName": "lab", "Status": status, **counts}
        self.add("cognito-idp", operation, {"UserImportJob": {
            "UserPoolId": "pool", "PreSignedUrl": self._upload_url, **job,
        }})  # fmt: skip

    def add_pool(self) -> None:
        pool = {"Name": "people", "AutoVerifiedAttributes": ["email"]}
        self.add("cognito-idp", "describe_user_pool", {"UserPool": pool})
        self.add("cognito-idp", "get_csv_header", {"CSVHeader": HEADER})

    def add_role(self) -> None:
        for _ in ("for the audit log", "for the role's policy"):
            self.add("sts", "get_caller_identity", IDENTITY)
        role = {"RoleName": "r", "Arn": ROLE, "Path": "/", "RoleId": "A" * 16, "CreateDate": MADE}
        self.refuse("iam", "get_role", "NoSuchEntity")
        self.add("iam", "create_role", {"Role": role})
        self.add("iam", "put_role_policy", {})

    def add_log(self, *lines: str) -> None:
        events = {"events": [{"message": line} for line in lines]}
        asked = {"logGroupName": ANY, "logStreamNames": ["import-1/lab"], "limit": ANY}
        self.add("logs", "filter_log_events", events, **asked)

    def are_used_up(self) -> bool:
        for stub in self.by_service.values():
            stub.assert_no_pending_responses()
        return True


@pytest.fixture
def aws(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Aws:
    monkeypatch.setenv("AWS_ACCESS_KEY_ID", "testing")
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", "testing")
    return Aws(Settings(cloud=Cloud.AWS, region="eu-west-1", home=tmp_path))


@pytest.fixture
def stubs(aws: Aws, bucket: UploadBucket) -> Iterator[Stubs]:
    with ExitStack() as stack:
        yield Stubs(aws, stack, bucket.url)


def checked(text: str = FILE) -> CheckedFile:
    choices = ImportChoices(passwords=PasswordSource.GENERATED)
    with stored() as snapshot:
        return check_file(io.BytesIO(text.encode()), "new.csv", POOL, snapshot, choices)


def run(
    aws: Aws, told: list[CognitoJob] | None = None, slept: list[float] | None = None
) -> CognitoRun:
    seen, naps = [] if told is None else told, [] if slept is None else slept
    return cognito_import(aws, checked()).run(reason="moved", tell=seen.append, sleep=naps.append)


def test_the_job_goes_its_whole_way_and_tells_what_became_of_each_row(
    aws: Aws, stubs: Stubs, bucket: UploadBucket
) -> None:
    stubs.add_pool()
    stubs.add_role()
    stubs.refuse("cognito-idp", "create_user_import_job", "InvalidParameterException")
    stubs.add_job("create_user_import_job", "Created")
    stubs.add_job("start_user_import_job", "Pending")
    stubs.add_job("describe_user_import_job", "InProgress", ImportedUsers=1)
    stubs.add_job("describe_user_import_job", "Succeeded", ImportedUsers=1, SkippedUsers=1)
    stubs.add_log(LINES[0])  # CloudWatch has not all of it yet
    stubs.add_log(*LINES)
    told: list[CognitoJob] = []
    slept: list[float] = []

    found = run(aws, told, slept)

    assert stubs.are_used_up()
    assert bucket.lines() == [
        ",".join(HEADER),
        "ann,a@example.com,TRUE,FALSE",
        "cleo,c@example.com,TRUE,FALSE",
    ]
    assert {line: row.outcome.value for line, row in found.rows.items()} == {
        2: "SUCCEEDED",
        4: "SKIPPED",
    }
    assert [job.state.value for job in told] == ["Pending", "InProgress"]
    assert slept == [5.0, 10.0, 10.0, 10.0]  # for the role, twice for the job, for its log
    [entry] = AuditBook(aws.settings, POOL.user_pool_id).view().entries
    assert (entry.action, entry.target, entry.reason) == ("cognito_import", "2 users", "moved")
    assert entry.result is not None
    assert entry.result.message == "1 imported, 1 skipped, 0 failed."
    assert "Signature" not in aws.settings.audit_path.read_text()


def test_a_job_that_fails_says_what_to_do_and_stands_in_the_audit_log(
    aws: Aws, stubs: Stubs
) -> None:
    stubs.add_pool()
    stubs.add_role()
    stubs.add_job("create_user_import_job", "Created")
    stubs.add_job("start_user_import_job", "Pending")
    stubs.add_job(
        "describe_user_import_job", "Failed", FailedUsers=2, CompletionMessage="Too many users."
    )
    with pytest.raises(LabError) as failed:
        run(aws, [], [])
    assert failed.value.message == (
        "Cognito's import job ended as Failed: 0 imported, 0 skipped, 2 failed. Too many users."
    )
    assert "with existing users updated" in failed.value.hint
    [entry] = AuditBook(aws.settings, POOL.user_pool_id).view().entries
    assert entry.outcome == "failed"


def test_a_log_that_never_is_whole_is_told_and_the_job_stays_done(aws: Aws, stubs: Stubs) -> None:
    stubs.add_pool()
    stubs.add_role()
    stubs.add_job("create_user_import_job", "Created")
    stubs.add_job("start_user_import_job", "Succeeded", ImportedUsers=2)
    for _ in range(12):
        stubs.add_log(LINES[0])
    with pytest.raises(Unobtainable, match="tells of 1 of 2 rows"):
        run(aws, [], [])
    assert stubs.are_used_up()
    [entry] = AuditBook(aws.settings, POOL.user_pool_id).view().entries
    assert entry.outcome == "done"


def test_ctrl_c_stops_the_job(aws: Aws, stubs: Stubs) -> None:
    stubs.add_pool()
    stubs.add_role()
    stubs.add_job("create_user_import_job", "Created")
    stubs.add_job("start_user_import_job", "Pending")
    stubs.add_job("stop_user_import_job", "Stopping")

    def interrupted(_job: CognitoJob) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        cognito_import(aws, checked()).run(reason="", tell=interrupted, sleep=lambda _: None)
    assert stubs.are_used_up()
    [entry] = AuditBook(aws.settings, POOL.user_pool_id).view().entries
    assert entry.outcome == "unknown"


def test_a_file_of_which_the_job_could_take_nobody_is_refused(aws: Aws, stubs: Stubs) -> None:
    stubs.add_pool()
    with pytest.raises(InputError, match="needs one of these verified: email"):
        cognito_import(aws, checked("username,email\nann,a@example.com\n"))
