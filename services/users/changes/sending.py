"""Sending a change's calls, and taking back what was made of it when a later one fails."""

from services.cloud.aws import Aws
from services.cloud.retries import sent_once
from services.errors import AwsError, LabError, UserNotFound
from services.users.changes.audit.entry import AuditOutcome, SentCall
from services.users.changes.change import Call, Change
from services.users.changes.due_back import due_back
from services.users.directory import Directory

_SERVICE = "cognito-idp"


class Delivery:
    """One change on its way; `calls` are those that were sent, in order."""

    def __init__(self, aws: Aws, directory: Directory) -> None:
        self.calls: list[SentCall] = []
        self._aws = aws
        self._directory = directory
        self._answered: list[Call] = []
        self._created_sub = ""
        self._is_half_done = False

    def send(self, change: Change) -> None:
        """Send all; when one fails, take back those that were answered, and raise.

        The error says so when a part stays. No call is sent again that may have arrived.
        """
        try:
            for call in change.calls:
                self._send(call)
                self._answered.append(call)
        except AwsError as error:
            if self._answered:
                self._take_back(change, error)
            raise

    def outcome_of(self, error: LabError) -> AuditOutcome:
        """Return what is known: without AWS's answer the change may have been made all the same."""
        if not isinstance(error, AwsError):
            return AuditOutcome.REFUSED
        is_unknown = bool(self.calls) and (error.is_unanswered or self._is_half_done)
        return AuditOutcome.UNKNOWN if is_unknown else AuditOutcome.FAILED

    def _take_back(self, change: Change, cause: AwsError) -> None:
        """Try every call that is due, whatever the others came to."""
        due = due_back(change.take_back, self._answered)
        failures = [failure for back in due if (failure := self._failure_of(back))]
        self._is_half_done = bool(failures) or not due
        if not self._is_half_done:
            return
        reasons = " ".join(dict.fromkeys(each.message for each in failures))
        said = f"could not all be taken back: {reasons}" if reasons else "stays."
        raise type(cause)(
            f"{cause.message} What was done before that {said}",
            hint=f"Look at {change.target} as Cognito has it now, and put it right there.",
            code=cause.code,
            operation=cause.operation,
            http_status=cause.http_status,
            request_id=cause.request_id,
        ) from cause

    def _failure_of(self, back: Call) -> AwsError | None:
        try:
            if self._is_ours(back):
                self._send(back)
        except AwsError as error:
            return error
        return None

    def _is_ours(self, back: Call) -> bool:
        """Tell whether the user to delete again is the one that was made: another may have come."""
        if back.operation != "admin_delete_user":
            return True
        try:
            sub = self._directory.get(back.parameters["Username"]).sub
        except UserNotFound:
            return False
        return self._created_sub in ("", sub)

    def _send(self, call: Call) -> None:
        parameters = {"UserPoolId": self._directory.user_pool_id, **call.parameters}
        try:
            with sent_once():
                answer = self._aws.call(_SERVICE, call.operation, **parameters)
        except AwsError as error:
            self.calls.append(
                SentCall(operation=call.operation, request_id=error.request_id, code=error.code)
            )
            raise
        made = answer.get("User", {}).get("Attributes", ())
        self._created_sub = self._created_sub or _sub_of(made)
        request_id = str(answer.get("ResponseMetadata", {}).get("RequestId", ""))
        self.calls.append(SentCall(operation=call.operation, request_id=request_id))


def _sub_of(attributes: list[dict[str, str]]) -> str:
    return next((each["Value"] for each in attributes if each["Name"] == "sub"), "")
