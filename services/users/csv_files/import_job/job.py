"""Cognito's own import job: made, given its file, started and watched. Untried on AWS.

The local engine has no such job.
https://docs.aws.amazon.com/cognito/latest/developerguide/cognito-user-pools-creating-import-job.html
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from services.cloud.aws import Aws
from services.settings import Settings
from services.users.csv_files.checking.choices import ImportChoices, PasswordSource
from services.users.csv_files.checking.import_plan import ImportPlan, PlannedOutcome

FEWEST_USERS = 5_000  # below that, AdminCreateUser takes two minutes at its quota of 50 a second
_SERVICE = "cognito-idp"


class ImportJobState(StrEnum):
    """Cognito's words for the state of an import job."""

    CREATED = "Created"
    PENDING = "Pending"
    IN_PROGRESS = "InProgress"
    STOPPING = "Stopping"
    EXPIRED = "Expired"
    STOPPED = "Stopped"
    FAILED = "Failed"
    SUCCEEDED = "Succeeded"

    @property
    def is_over(self) -> bool:
        return self in (
            ImportJobState.EXPIRED,
            ImportJobState.STOPPED,
            ImportJobState.FAILED,
            ImportJobState.SUCCEEDED,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class CognitoJob:
    """One job; whoever has `upload_url` can put a file there for 15 minutes."""

    id: str
    name: str
    state: ImportJobState
    imported: int = 0
    skipped: int = 0
    failed: int = 0
    message: str = ""
    upload_url: str = field(default="", repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class JobPool:
    """What the job needs of its pool: one of the `verified` addresses of each user is verified."""

    name: str
    verified: tuple[str, ...]


def read_job_pool(aws: Aws, user_pool_id: str) -> JobPool:
    """Ask for the pool; without an address that it verifies, a job does not start."""
    pool = aws.call(_SERVICE, "describe_user_pool", UserPoolId=user_pool_id)["UserPool"]
    return JobPool(name=str(pool["Name"]), verified=tuple(pool.get("AutoVerifiedAttributes") or ()))


def why_no_job(plan: ImportPlan, choices: ImportChoices, settings: Settings) -> str:
    """Return why Cognito's own job is not offered for the plan, "" where it is."""
    count = plan.counts.get(PlannedOutcome.CREATE, 0)
    if settings.is_local:
        return "The local engine has no import job."
    if count < FEWEST_USERS:
        return f"It is offered from {FEWEST_USERS:,} new users on."
    if choices.passwords is PasswordSource.INVITATION:
        return "The job sends no invitation: every user sets a password by a code."
    return ""


def csv_header(aws: Aws, user_pool_id: str) -> tuple[str, ...]:
    """Return the header that the job's file needs (GetCSVHeader)."""
    answer = aws.call(_SERVICE, "get_csv_header", UserPoolId=user_pool_id)
    return tuple(answer["CSVHeader"])


def create_job(aws: Aws, user_pool_id: str, name: str, role_arn: str) -> CognitoJob:
    """Make the job, which then waits for its file; the role lets it write its log."""
    answer = aws.call(
        _SERVICE,
        "create_user_import_job",
        UserPoolId=user_pool_id,
        JobName=name,
        CloudWatchLogsRoleArn=role_arn,
    )
    return _job(answer["UserImportJob"])


def start_job(aws: Aws, user_pool_id: str, job_id: str) -> CognitoJob:
    """Start the job once its file is there; one at a time runs in an account."""
    answer = aws.call(_SERVICE, "start_user_import_job", UserPoolId=user_pool_id, JobId=job_id)
    return _job(answer["UserImportJob"])


def stop_job(aws: Aws, user_pool_id: str, job_id: str) -> CognitoJob:
    """Stop the job; it cannot be started again, and users who are imported stay."""
    answer = aws.call(_SERVICE, "stop_user_import_job", UserPoolId=user_pool_id, JobId=job_id)
    return _job(answer["UserImportJob"])


def read_job(aws: Aws, user_pool_id: str, job_id: str) -> CognitoJob:
    """Ask how far the job is."""
    answer = aws.call(_SERVICE, "describe_user_import_job", UserPoolId=user_pool_id, JobId=job_id)
    return _job(answer["UserImportJob"])


def _job(raw: Mapping[str, Any]) -> CognitoJob:
    return CognitoJob(
        id=str(raw["JobId"]),
        name=str(raw.get("JobName", "")),
        state=ImportJobState(raw["Status"]),
        imported=int(raw.get("ImportedUsers", 0)),
        skipped=int(raw.get("SkippedUsers", 0)),
        failed=int(raw.get("FailedUsers", 0)),
        message=str(raw.get("CompletionMessage", "")),
        upload_url=str(raw.get("PreSignedUrl", "")),
    )
