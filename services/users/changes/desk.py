"""The desk: every change of the user pool goes through it, and through the audit log."""

from dataclasses import dataclass
from functools import cached_property

from services.cloud.aws import Aws
from services.errors import AwsError, InputError, LabError
from services.settings import Settings
from services.users.changes.audit.actor import actor_of
from services.users.changes.audit.book import AuditBook
from services.users.changes.audit.entry import Actor, AuditOutcome, SentCall
from services.users.changes.change import Call, Change
from services.users.changes.protection import Protection
from services.users.directory import Directory, UserSummary

_SERVICE = "cognito-idp"


@dataclass(frozen=True, slots=True, kw_only=True)
class JobPart:
    """Which part of a job a change is, and the user whom the job has just read for it."""

    job: str = ""
    entry_id: str = ""
    known: UserSummary | None = None


_ALONE = JobPart()


class Desk:
    """Makes changes to one user pool; safe to share between threads."""

    def __init__(self, aws: Aws, user_pool_id: str) -> None:
        self._aws = aws
        self.user_pool_id = user_pool_id
        self.book = AuditBook(aws.settings, user_pool_id)
        self.directory = Directory(aws, user_pool_id)

    def do(
        self,
        change: Change,
        *,
        reason: str = "",
        undoes: str = "",
        part: JobPart = _ALONE,
    ) -> None:
        """Send the change's calls; when a later one fails, take the earlier ones back and raise.

        It is written down before and after, whatever comes of it; `undoes` is the id of the change
        that this one puts back, and `part` says which one of a job it is. Raises InputError when a
        destructive change has no reason, PlanRefused for a protected user, StoredFileError when it
        cannot be written down: then nothing was sent.
        """
        reason = " ".join(reason.split())
        entry = self.book.begin(
            change,
            actor=self.actor,
            reason=reason,
            undoes=undoes,
            entry_id=part.entry_id,
            job=part.job,
        )
        calls: list[SentCall] = []
        try:
            self._refuse_without(reason, change)
            self.protection().refuse(change, is_undo=bool(undoes), known=part.known)
            self._send_all(change, calls)
        except LabError as error:
            outcome = _outcome_of(error, calls)
            code = str(error.facts.get("code") or type(error).__name__)
            self.book.finish(entry, change, outcome, tuple(calls), code=code, message=error.message)
            raise
        self.book.finish(entry, change, AuditOutcome.DONE, tuple(calls))

    def refuse(self, change: Change, *, is_undo: bool = False) -> None:
        """Raise PlanRefused when the change is one that its user is protected from."""
        self.protection().refuse(change, is_undo=is_undo)

    @property
    def settings(self) -> Settings:
        return self._aws.settings

    @cached_property
    def actor(self) -> Actor:
        """Return who makes the changes, in the operating system and for AWS."""
        return actor_of(self._aws)

    def protection(self) -> Protection:
        """Return what tells whom changes may not touch, as the files say it now."""
        return Protection(self._aws, self.user_pool_id, self.actor)

    def _refuse_without(self, reason: str, change: Change) -> None:
        if change.is_destructive and not reason:
            raise InputError(
                f"{change.label} needs a reason.", hint="Type why: it stands in the audit log."
            )

    def _send_all(self, change: Change, calls: list[SentCall]) -> None:
        for number, call in enumerate(change.calls):
            try:
                self._send(call, calls)
            except AwsError as error:
                if number:
                    self._take_back(change, error, calls)
                raise

    def _take_back(self, change: Change, cause: AwsError, calls: list[SentCall]) -> None:
        for back in change.take_back:
            try:
                self._send(back, calls)
            except AwsError as error:
                raise type(cause)(
                    f"{cause.message} What was done before that could not be taken back: "
                    f"{error.message}",
                    hint=f"Look at {change.target} as Cognito has it now, and put it right there.",
                    code=cause.code,
                    operation=cause.operation,
                    http_status=cause.http_status,
                    request_id=cause.request_id,
                ) from cause

    def _send(self, call: Call, calls: list[SentCall]) -> None:
        parameters = {"UserPoolId": self.user_pool_id, **call.parameters}
        try:
            answer = self._aws.call(_SERVICE, call.operation, **parameters)
        except AwsError as error:
            calls.append(
                SentCall(operation=call.operation, request_id=error.request_id, code=error.code)
            )
            raise
        request_id = str(answer.get("ResponseMetadata", {}).get("RequestId", ""))
        calls.append(SentCall(operation=call.operation, request_id=request_id))


def _outcome_of(error: LabError, calls: list[SentCall]) -> AuditOutcome:
    """Return what is known: without AWS's answer the change may have been made all the same."""
    if not calls:
        return AuditOutcome.FAILED if isinstance(error, AwsError) else AuditOutcome.REFUSED
    is_unknown = isinstance(error, AwsError) and error.is_unanswered
    return AuditOutcome.UNKNOWN if is_unknown else AuditOutcome.FAILED
