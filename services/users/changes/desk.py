"""The desk: every change of the user pool goes through it, and through the audit log."""

from functools import cached_property

from services.cloud.aws import Aws
from services.errors import AwsError, CloudUnreachable, InputError, LabError
from services.settings import Settings
from services.users.changes.audit.actor import actor_of
from services.users.changes.audit.book import AuditBook
from services.users.changes.audit.entry import Actor, AuditOutcome, SentCall
from services.users.changes.change import Call, Change
from services.users.changes.protection import Protection
from services.users.directory import Directory

_SERVICE = "cognito-idp"
_FIRST_SERVER_ERROR = 500


class Desk:
    """Makes changes to one user pool; safe to share between threads."""

    def __init__(self, aws: Aws, user_pool_id: str) -> None:
        self._aws = aws
        self.user_pool_id = user_pool_id
        self.book = AuditBook(aws.settings, user_pool_id)
        self.directory = Directory(aws, user_pool_id)

    def do(self, change: Change, *, reason: str = "", undoes: str = "") -> None:
        """Send the change's calls; when a later one fails, take the earlier ones back and raise.

        It is written down before and after, whatever comes of it; `undoes` is the id of the change
        that this one puts back. Raises InputError when a destructive change has no reason,
        PlanRefused for a protected user, StoredFileError when it cannot be written down: then
        nothing was sent.
        """
        reason = " ".join(reason.split())
        entry = self.book.begin(change, actor=self._actor, reason=reason, undoes=undoes)
        calls: list[SentCall] = []
        try:
            self._refuse(change, reason, is_undo=bool(undoes))
            self._send_all(change, calls)
        except LabError as error:
            outcome = _outcome_of(error, calls)
            code = str(error.facts.get("code") or type(error).__name__)
            self.book.finish(entry, change, outcome, tuple(calls), code=code, message=error.message)
            raise
        self.book.finish(entry, change, AuditOutcome.DONE, tuple(calls))

    def refuse(self, change: Change, *, is_undo: bool = False) -> None:
        """Raise PlanRefused when the change is one that its user is protected from."""
        self.protection.refuse(change, is_undo=is_undo)

    @cached_property
    def protection(self) -> Protection:
        """Return who is protected from changes, and from which."""
        return Protection(self._aws, self.user_pool_id, self._actor)

    @property
    def settings(self) -> Settings:
        return self._aws.settings

    @cached_property
    def _actor(self) -> Actor:
        return actor_of(self._aws)

    def _refuse(self, change: Change, reason: str, *, is_undo: bool) -> None:
        if change.is_destructive and not reason:
            raise InputError(
                f"{change.label} needs a reason.", hint="Type why: it stands in the audit log."
            )
        self.refuse(change, is_undo=is_undo)

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
    is_unknown = isinstance(error, CloudUnreachable) or _is_server_error(error)
    return AuditOutcome.UNKNOWN if is_unknown else AuditOutcome.FAILED


def _is_server_error(error: LabError) -> bool:
    status = error.http_status if isinstance(error, AwsError) else None
    return status is not None and status >= _FIRST_SERVER_ERROR
