"""Cognito's own job as AWS documents it: calls by botocore's stubber, the upload on loopback."""

from collections.abc import Iterator
from datetime import UTC, datetime
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from threading import Thread

import pytest
from botocore.stub import Stubber

from services.cloud.aws import Aws
from services.errors import ApiUnreachable, InputError, Unobtainable
from services.settings import Cloud, Settings
from services.users.csv_files.checking.choices import ImportChoices, PasswordSource
from services.users.csv_files.checking.import_plan import ImportPlan, PlannedOutcome
from services.users.csv_files.import_job.cognito_file import CognitoFile
from services.users.csv_files.import_job.job import (
    CognitoJob,
    ImportJobState,
    JobPool,
    create_job,
    csv_header,
    read_job,
    read_job_pool,
    start_job,
    stop_job,
    why_no_job,
)
from services.users.csv_files.import_job.job_log import logged_rows, read_job_log
from services.users.csv_files.import_job.upload import upload
from tests.ports import free_port

POOL, JOB = "eu-west-1_Lab", "import-mAgUtd8PMm"
ROLE = "arn:aws:iam::123456789012:role/import"
SECRET_URL = "https://aws-cognito-idp-user-import-pdx.s3.example/file?X-Amz-Signature=abc"
LOG = (
    "[SUCCEEDED] Line Number {} - The import succeeded.",
    "[SKIPPED] Line Number {} - The user already exists.",
    "[FAILED] Line Number {} - The User Record does not set any of the auto verified attributes.",
)


@pytest.fixture
def aws(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Aws:
    monkeypatch.setenv("AWS_ACCESS_KEY_ID", "testing")
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", "testing")
    return Aws(Settings(cloud=Cloud.AWS, region="eu-west-1", home=tmp_path))


def answered(status: str, **more: object) -> dict[str, object]:
    job = {"JobId": JOB, "JobName": "lab", "UserPoolId": POOL, "Status": status, **more}
    return {"UserImportJob": {"PreSignedUrl": SECRET_URL, **job}}


def test_a_job_is_made_started_watched_and_stopped(aws: Aws) -> None:
    one = {"UserPoolId": POOL, "JobId": JOB}
    done = datetime(2026, 11, 29, tzinfo=UTC)
    with Stubber(aws._client("cognito-idp")) as stub:
        stub.add_response("get_csv_header", {"CSVHeader": ["email", "cognito:username"]},
                          {"UserPoolId": POOL})  # fmt: skip
        stub.add_response("describe_user_pool", {"UserPool": {
            "Name": "people", "AutoVerifiedAttributes": ["email"],
        }}, {"UserPoolId": POOL})  # fmt: skip
        stub.add_response("create_user_import_job", answered("Created"), {
            "UserPoolId": POOL, "JobName": "lab", "CloudWatchLogsRoleArn": ROLE,
        })  # fmt: skip
        stub.add_response("start_user_import_job", answered("Pending"), one)
        stub.add_response("describe_user_import_job", answered(
            "Failed", ImportedUsers=2, SkippedUsers=1, FailedUsers=4, CompletionDate=done,
            CompletionMessage="Too many users have failed or been skipped during the import.",
        ), one)  # fmt: skip
        stub.add_response("stop_user_import_job", answered("Stopping"), one)
        assert csv_header(aws, POOL) == ("email", "cognito:username")
        assert read_job_pool(aws, POOL) == JobPool(name="people", verified=("email",))
        job = create_job(aws, POOL, "lab", ROLE)
        assert (job.id, job.state, job.state.is_over) == (JOB, ImportJobState.CREATED, False)
        assert job.upload_url == SECRET_URL
        assert "Signature" not in repr(job)
        assert start_job(aws, POOL, JOB).state is ImportJobState.PENDING
        ended = read_job(aws, POOL, JOB)
        assert (ended.imported, ended.skipped, ended.failed) == (2, 1, 4)
        assert ended.state.is_over
        assert ended.message.startswith("Too many users")
        assert stop_job(aws, POOL, JOB).state is ImportJobState.STOPPING
        stub.assert_no_pending_responses()


def test_the_log_is_read_from_the_stream_of_the_job(aws: Aws) -> None:
    job = CognitoJob(id=JOB, name="lab", state=ImportJobState.SUCCEEDED)
    asked = {
        "logGroupName": f"/aws/cognito/userpools/{POOL}/people",
        "logStreamNames": [f"{JOB}/lab"],
        "limit": 10_000,
    }
    with Stubber(aws._client("logs")) as stub:
        page = {"events": [{"message": LOG[0].format(1)}], "nextToken": "more"}
        stub.add_response("filter_log_events", page, asked)
        last = {"events": [{"message": LOG[1].format(2)}]}
        stub.add_response("filter_log_events", last, {**asked, "nextToken": "more"})
        found = list(read_job_log(aws, POOL, "people", job))
    assert found == [LOG[0].format(1), LOG[1].format(2)]


@pytest.mark.parametrize("first", [0, 1, 2], ids=lambda first: f"the first user is line {first}")
def test_each_row_gets_its_result_whatever_number_the_first_line_has(first: int) -> None:
    file = CognitoFile(content=b"", lines=(2, 7, 8))
    messages = [LOG[number].format(first + number) for number in (2, 0, 1)]
    rows = logged_rows(["The job has started.", *messages], file)
    assert [(row.line, row.outcome.value) for row in rows] == [
        (2, "SUCCEEDED"),
        (7, "SKIPPED"),
        (8, "FAILED"),
    ]
    assert rows[1].why == "The user already exists."


def test_a_log_that_is_not_whole_is_matched_to_nobody() -> None:
    with pytest.raises(Unobtainable, match="tells of 1 of 2 rows"):
        logged_rows([LOG[0].format(3)], CognitoFile(content=b"", lines=(2, 3)))


@pytest.mark.parametrize(
    ("count", "cloud", "source", "why"),
    [
        (5_000, Cloud.AWS, PasswordSource.GENERATED, ""),
        (4_999, Cloud.AWS, PasswordSource.COLUMN, "It is offered from 5,000 new users on."),
        (9_000, Cloud.LOCAL, PasswordSource.COLUMN, "The local engine has no import job."),
        (9_000, Cloud.AWS, PasswordSource.INVITATION,
         "The job sends no invitation: every user sets a password by a code."),
    ],
)  # fmt: skip
def test_the_job_is_offered_for_many_users_on_aws(
    count: int, cloud: Cloud, source: PasswordSource, why: str, tmp_path: Path
) -> None:
    plan = ImportPlan(rows=(), counts={PlannedOutcome.CREATE: count})
    settings = Settings(cloud=cloud, home=tmp_path)
    assert why_no_job(plan, ImportChoices(passwords=source), settings) == why


class _Put(BaseHTTPRequestHandler):
    """Keeps what is put, and answers with the status in the path."""

    def do_PUT(self) -> None:
        size = int(self.headers["Content-Length"])
        self.server.got.append((dict(self.headers), self.rfile.read(size)))  # type: ignore[attr-defined]
        self.send_response(int(self.path.strip("/").partition("?")[0]))
        self.end_headers()

    def log_message(self, format: str, *args: object) -> None:
        return


@pytest.fixture
def bucket() -> Iterator[HTTPServer]:
    server = HTTPServer(("127.0.0.1", 0), _Put)
    server.got = []  # type: ignore[attr-defined]
    thread = Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield server
    server.shutdown()
    server.server_close()


def test_the_file_is_put_as_it_is_with_the_header_that_aws_asks_for(bucket: HTTPServer) -> None:
    content = "cognito:username\nزينب\n".encode()
    upload(f"http://127.0.0.1:{bucket.server_port}/200?Signature=abc", content)
    [(headers, body)] = bucket.got  # type: ignore[attr-defined]
    assert body == content
    assert headers["x-amz-server-side-encryption"] == "aws:kms"
    assert "Content-Type" not in headers


def test_a_refused_upload_is_told_without_its_address(bucket: HTTPServer) -> None:
    with pytest.raises(InputError) as raised:
        upload(f"http://127.0.0.1:{bucket.server_port}/403?Signature=abc", b"x")
    assert "HTTP 403" in raised.value.message
    assert "Signature" not in raised.value.one_line()


def test_an_upload_without_an_answer_is_told_without_its_address() -> None:
    with pytest.raises(ApiUnreachable) as raised:
        upload(f"http://127.0.0.1:{free_port()}/200?Signature=abc", b"x")
    assert "Signature" not in raised.value.one_line()
    assert raised.value.__suppress_context__
