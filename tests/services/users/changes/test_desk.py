"""The desk on the real engine: what is written down of every change, whatever comes of it."""

from typing import Any

import pytest
from botocore.exceptions import ClientError

from services.cloud.aws import Aws, AwsCall
from services.cloud.aws_errors import from_client_error
from services.errors import (
    AwsError,
    CloudUnreachable,
    InputError,
    PlanRefused,
    ResourceNotFound,
    StoredFileError,
    UserNotFound,
)
from services.users.changes.audit.actor import os_user
from services.users.changes.audit.entry import AuditEntry, AuditOutcome, AuditResult
from services.users.changes.desk import Desk
from tests.services.users.changes.made_changes import (
    PASSWORD,
    disabling,
    enabling,
    joining,
    setting_email,
    setting_password,
    with_ann,
)

pytestmark = pytest.mark.engine


def newest(desk: Desk) -> tuple[AuditEntry, AuditResult]:
    entry = desk.book.view().entries[0]
    assert entry.result is not None
    return entry, entry.result


def test_a_change_that_is_made_is_written_down_with_who_where_and_what(desk: Desk) -> None:
    with_ann(desk).do(disabling(), reason="left the  team\n")
    entry, result = newest(desk)
    assert not desk.directory.get("ann").enabled
    assert entry.actor.os_user == os_user()
    assert entry.actor.account == "000000000000"
    assert (entry.cloud, entry.stack) == ("local", desk.settings.stack)
    assert entry.user_pool == desk.user_pool_id
    assert (entry.action, entry.target, entry.reason) == ("disable", "ann", "left the team")
    assert (entry.before, entry.after) == ({"enabled": True}, {"enabled": False})
    assert result.outcome is AuditOutcome.DONE
    assert [call.operation for call in result.calls] == ["admin_disable_user"]
    assert result.calls[0].request_id
    assert entry.at <= result.at


def test_a_change_is_of_the_very_user_and_a_creation_or_a_vanished_one_of_nobody(
    desk: Desk,
) -> None:
    with_ann(desk).do(enabling())
    assert newest(desk)[0].sub == desk.directory.get("ann").sub
    with pytest.raises(UserNotFound):
        desk.do(enabling("nobody"))
    assert newest(desk)[0].sub == ""


def test_groups_that_somebody_changed_since_they_were_drawn_are_not_changed_over_it(
    desk: Desk, aws: Aws
) -> None:
    pool = {"UserPoolId": desk.user_pool_id}
    aws.call("cognito-idp", "create_group", **pool, GroupName="night")
    drawn = joining("staff")
    night = {**pool, "Username": "ann", "GroupName": "night"}
    with_ann(desk)
    aws.call("cognito-idp", "admin_add_user_to_group", **night)
    with pytest.raises(PlanRefused, match="ann is in other groups now: night") as refused:
        desk.do(drawn)
    assert "since the page was drawn" in refused.value.hint
    assert desk.directory.groups_of("ann") == ("night",)
    entry, result = newest(desk)
    assert (result.outcome, result.calls, entry.before) == (
        AuditOutcome.REFUSED, (), {"groups": []},
    )  # fmt: skip
    aws.call("cognito-idp", "delete_group", **pool, GroupName="night")
    desk.do(drawn)
    assert desk.directory.groups_of("ann") == ("staff",)


def test_a_destructive_change_without_a_reason_is_refused_and_written_down(desk: Desk) -> None:
    with pytest.raises(InputError, match="needs a reason"):
        with_ann(desk).do(disabling(), reason="  ")
    entry, result = newest(desk)
    assert desk.directory.get("ann").enabled
    assert (result.outcome, result.calls, entry.reason) == (AuditOutcome.REFUSED, (), "")


def test_a_user_who_vanished_is_a_failure_with_awss_code_and_request_id(desk: Desk) -> None:
    with pytest.raises(UserNotFound):
        desk.do(enabling("nobody"))
    _, result = newest(desk)
    assert (result.outcome, result.code) == (AuditOutcome.FAILED, "UserNotFoundException")
    assert result.calls[0].request_id
    assert result.calls[0].code == "UserNotFoundException"


def test_what_was_done_before_a_failure_is_taken_back_and_told(desk: Desk) -> None:
    with pytest.raises(ResourceNotFound):
        with_ann(desk).do(joining("staff", "no-such-group"))
    _, result = newest(desk)
    assert desk.directory.groups_of("ann") == ()
    assert result.outcome is AuditOutcome.FAILED
    told = [(call.operation.removeprefix("admin_"), bool(call.code)) for call in result.calls]
    assert told[:3] == [
        ("add_user_to_group", False),
        ("add_user_to_group", True),
        ("remove_user_from_group", False),
    ]


class FailingAws(Aws):
    """Answers like the engine, but fails with this error when a change is sent."""

    def __init__(self, aws: Aws, error: AwsError) -> None:
        super().__init__(aws.settings, aws.endpoint_url)
        self._error = error

    def call(self, service: str, operation: str, **parameters: Any) -> dict[str, Any]:
        if operation.startswith("admin_enable"):
            raise self._error
        return super().call(service, operation, **parameters)


def refused(code: str, status: int) -> AwsError:
    metadata = {"HTTPStatusCode": status, "RequestId": "r-1"}
    answer = {"Error": {"Code": code, "Message": "no"}, "ResponseMetadata": metadata}
    return from_client_error(ClientError(answer, "AdminEnableUser"))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("error", "outcome", "code"),
    [
        pytest.param(
            refused("TooManyRequestsException", 400), "failed", "TooManyRequestsException",
            id="throttled",
        ),
        pytest.param(
            refused("AccessDeniedException", 400), "failed", "AccessDeniedException", id="denied"
        ),
        pytest.param(
            refused("ExpiredTokenException", 400), "failed", "ExpiredTokenException",
            id="expired credentials",
        ),
        pytest.param(
            refused("InternalErrorException", 500), "unknown", "InternalErrorException",
            id="an error of Cognito's own: it may have been made",
        ),
        pytest.param(
            CloudUnreachable("No connection.", hint="Check the network.", code="ReadTimeoutError"),
            "unknown", "ReadTimeoutError", id="the network is gone: it may have been made",
        ),
    ],
)  # fmt: skip
def test_every_error_of_aws_is_a_sentence_with_a_next_step_and_is_written_down(
    aws: Aws, pool_id: str, error: AwsError, outcome: str, code: str
) -> None:
    desk = Desk(FailingAws(aws, error), pool_id)
    with pytest.raises(AwsError) as raised:
        desk.do(enabling())
    assert raised.value.message.endswith(".")
    assert raised.value.hint.endswith((".", ")."))
    _, result = newest(desk)
    assert (result.outcome.value, result.code) == (outcome, code)
    assert result.calls[0].request_id == error.request_id


def test_nothing_is_sent_when_it_cannot_be_written_down(desk: Desk) -> None:
    with_ann(desk)
    desk.settings.audit_path.mkdir(parents=True)
    with pytest.raises(StoredFileError):
        desk.do(disabling(), reason="left")
    assert desk.directory.get("ann").enabled


def test_a_change_whose_result_cannot_be_written_down_is_said_to_be_made(
    aws: Aws, pool_id: str
) -> None:
    path = aws.settings.audit_path

    def break_log(call: AwsCall) -> None:
        if call.operation == "admin_disable_user":
            path.rename(path.with_suffix(".away"))
            path.mkdir()

    desk = Desk(Aws(aws.settings, aws.endpoint_url, break_log), pool_id)
    with pytest.raises(StoredFileError, match="The outcome of Disable is done"):
        with_ann(desk).do(disabling(), reason="left")
    assert not desk.directory.get("ann").enabled
    desk.directory.delete("ann")


def test_no_password_is_ever_in_the_file(desk: Desk) -> None:
    secret = "Hunter-Two-1977!"
    with_ann(desk)
    desk.do(setting_password(secret), reason=f"she said {secret} on the phone")
    with pytest.raises(AwsError):
        desk.do(setting_password("tiny-secret"), reason="tiny-secret")
    entry, _ = newest(desk)
    text = desk.settings.audit_path.read_text(encoding="utf-8")
    assert [each for each in (secret, "tiny-secret", PASSWORD) if each in text] == []
    assert entry.reason == "(hidden)"
    assert "she said (hidden) on the phone" in text


def test_what_an_error_says_is_kept_without_the_password(aws: Aws, pool_id: str) -> None:
    class _Repeating(Aws):
        def call(self, service: str, operation: str, **parameters: Any) -> dict[str, Any]:
            if operation == "admin_set_user_password":
                raise AwsError(f"{parameters['Password']} is no good.", code="Odd")
            return super().call(service, operation, **parameters)

    desk = Desk(_Repeating(aws.settings, aws.endpoint_url), pool_id)
    with pytest.raises(AwsError):
        desk.do(setting_password("Hunter-Two-1977!"), reason="forgotten")
    assert newest(desk)[1].message == "(hidden) is no good."


def test_facts_that_look_like_a_secret_are_hidden(desk: Desk) -> None:
    change = setting_email("bob@example.com")
    with_ann(desk).do(
        type(change)(
            action=change.action,
            label=change.label,
            target="ann",
            calls=change.calls,
            before={"attributes": {"custom:api_token": "t-1"}},
            after={"attributes": {"custom:api_token": "t-2"}},
        )
    )
    entry, _ = newest(desk)
    assert entry.after == {"attributes": {"custom:api_token": "(hidden)"}}
