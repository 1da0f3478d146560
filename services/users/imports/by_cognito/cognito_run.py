"""Cognito's own import job from its role to its log, for the new users of a file. Untried on AWS.

The users whom it makes have no line of their own in the audit log; the job has two.
"""

from collections.abc import Callable
from dataclasses import dataclass, field

from services.cloud.aws import Aws
from services.errors import InputError, InvalidRequest, LabError, Unobtainable
from services.users.changes.audit.book import new_entry_id
from services.users.changes.audit.entry import AuditOutcome
from services.users.changes.change import Call, Change, TargetKind
from services.users.changes.desk import Desk
from services.users.csv_files.import_job.cognito_file import CognitoFile, cognito_file
from services.users.csv_files.import_job.job import (
    CognitoJob,
    ImportJobState,
    create_job,
    csv_header,
    read_job,
    read_job_pool,
    start_job,
    stop_job,
)
from services.users.csv_files.import_job.job_log import LoggedRow, logged_rows, read_job_log
from services.users.csv_files.import_job.log_role import make_log_role
from services.users.csv_files.import_job.upload import upload
from services.users.imports.checked_file import CheckedFile

_LOOK_SECONDS = 10.0
# IAM tells a new role everywhere within seconds, CloudWatch an event within minutes.
_ROLE_TRIES, _ROLE_SECONDS = 6, 5.0
_LOG_TRIES, _LOG_SECONDS = 12, 10.0
_STAY = "Users whom it made stay. Run the import without it, with existing users updated."


@dataclass(frozen=True, slots=True, kw_only=True)
class CognitoRun:
    """`rows` says by line of our file what became of each that the job had."""

    job: CognitoJob
    rows: dict[int, LoggedRow] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class CognitoImport:
    """The job of one file, `file`, in the pool called `pool_name`."""

    aws: Aws
    checked: CheckedFile
    file: CognitoFile
    pool_name: str

    @property
    def _pool_id(self) -> str:
        return self.checked.pool.user_pool_id

    def run(
        self, *, reason: str, tell: Callable[[CognitoJob], None], sleep: Callable[[float], object]
    ) -> CognitoRun:
        """Make the job, watch it to its end, and read its log; Ctrl-C stops it.

        Raises AwsErrors, what an upload raises, LabError when the job ends in another way than it
        should, and Unobtainable when its log is not whole.
        """
        desk = Desk(self.aws, self._pool_id)
        change = _change(self.checked.name, len(self.file.lines))
        entry = desk.book.begin(desk.book.entry(change, actor=desk.actor, reason=reason))
        outcome, message = AuditOutcome.UNKNOWN, "It was interrupted."
        try:
            job = self._ended(self._started(sleep), tell, sleep)
            outcome, message = AuditOutcome.DONE, _counts(job)
            return CognitoRun(job=job, rows=self._rows(job, sleep))
        except LabError as error:
            outcome = AuditOutcome.FAILED if outcome is AuditOutcome.UNKNOWN else outcome
            message = error.message
            raise
        finally:
            desk.book.finish(entry, change, outcome, (), message=message)

    def _started(self, sleep: Callable[[float], object]) -> CognitoJob:
        job = self._made(make_log_role(self.aws), sleep)
        upload(job.upload_url, self.file.content)
        return start_job(self.aws, self._pool_id, job.id)

    def _made(self, role_arn: str, sleep: Callable[[float], object]) -> CognitoJob:
        name = f"authorizer-lab-{new_entry_id()}"
        for _ in range(_ROLE_TRIES - 1):
            try:
                return create_job(self.aws, self._pool_id, name, role_arn)
            except InvalidRequest:  # so Cognito answers for a role that it does not see yet
                sleep(_ROLE_SECONDS)
        return create_job(self.aws, self._pool_id, name, role_arn)

    def _ended(
        self,
        job: CognitoJob,
        tell: Callable[[CognitoJob], None],
        sleep: Callable[[float], object],
    ) -> CognitoJob:
        try:
            while not job.state.is_over:
                tell(job)
                sleep(_LOOK_SECONDS)
                job = read_job(self.aws, self._pool_id, job.id)
        except KeyboardInterrupt:
            stop_job(self.aws, self._pool_id, job.id)
            raise
        if job.state is not ImportJobState.SUCCEEDED:
            words = f"Cognito's import job ended as {job.state.value}: {_counts(job)}"
            raise LabError(f"{words} {job.message}".strip(), hint=_STAY)
        return job

    def _rows(self, job: CognitoJob, sleep: Callable[[float], object]) -> dict[int, LoggedRow]:
        for _ in range(_LOG_TRIES - 1):
            try:
                return self._read_rows(job)
            except Unobtainable:
                sleep(_LOG_SECONDS)
        return self._read_rows(job)

    def _read_rows(self, job: CognitoJob) -> dict[int, LoggedRow]:
        messages = read_job_log(self.aws, self._pool_id, self.pool_name, job)
        return {row.line: row for row in logged_rows(messages, self.file)}


def cognito_import(aws: Aws, checked: CheckedFile) -> CognitoImport:
    """Return the job that Cognito could do for a file; asks for the pool and its header.

    Raises InputError when its file could hold none of the new users.
    """
    pool_id = checked.pool.user_pool_id
    pool = read_job_pool(aws, pool_id)
    file = cognito_file(checked.plan, csv_header(aws, pool_id), pool.verified)
    if not file.lines:
        why = file.left[0].why if file.left else "The file has no new user."
        raise InputError(
            f"Cognito's import job could take none of the users. {why}",
            hint="Import them without it.",
        )
    return CognitoImport(aws=aws, checked=checked, file=file, pool_name=pool.name)


def _change(name: str, users: int) -> Change:
    operations = ("create_user_import_job", "start_user_import_job")
    return Change(
        action="cognito_import",
        label=f"Import {name} by Cognito's job",
        target=f"{users} users",
        kind=TargetKind.JOB,
        calls=tuple(Call(operation=each, parameters={}) for each in operations),
    )


def _counts(job: CognitoJob) -> str:
    return f"{job.imported} imported, {job.skipped} skipped, {job.failed} failed."
