"""Changes whose answers are lost or whose later calls fail: what is told, and what is left."""

from collections.abc import Callable
from typing import Any

import pytest

from services.cloud.aws import Aws
from services.errors import AwsError, CloudUnreachable, Throttled
from services.users.changes.audit.entry import AuditEntry, AuditOutcome
from services.users.changes.change import Call, Change, TargetKind
from services.users.changes.desk import Desk
from services.users.directory import NewUser
from tests.services.users.bulk.fault_proxy import Faults, fault_proxy
from tests.services.users.changes.made_changes import PASSWORD, a_call, joining, with_ann

pytestmark = pytest.mark.engine

JOIN, LEAVE = "admin_add_user_to_group", "admin_remove_user_from_group"
CREATION = Change(
    action="create",
    label="Create",
    target="ann",
    calls=(
        a_call("admin_create_user", TemporaryPassword=PASSWORD, MessageAction="SUPPRESS"),
        a_call(JOIN, GroupName="staff"),
    ),
    take_back=(a_call("admin_delete_user"),),
)
REMOVAL = Change(
    action="delete", label="Delete", target="ann", calls=(a_call("admin_delete_user"),)
)


def of_group(operation: str) -> Change:
    call = Call(operation=operation, parameters={"GroupName": "night"})
    return Change(
        action=operation, label="A group", target="night", kind=TargetKind.GROUP, calls=(call,)
    )


def newest(desk: Desk) -> AuditEntry:
    return desk.book.view().entries[0]


@pytest.mark.parametrize("fault", ["lost", "failed_after"], ids=["dropped", "answered with 500"])
@pytest.mark.parametrize(
    ("change", "operation"),
    [
        pytest.param(CREATION, "AdminCreateUser", id="create a user"),
        pytest.param(REMOVAL, "AdminDeleteUser", id="delete a user"),
        pytest.param(of_group("create_group"), "CreateGroup", id="create a group"),
        pytest.param(of_group("delete_group"), "DeleteGroup", id="delete a group"),
    ],
)
def test_a_change_that_arrived_and_lost_its_answer_is_not_told_as_failed(
    aws: Aws, desk: Desk, change: Change, operation: str, fault: str
) -> None:
    if change is REMOVAL:
        with_ann(desk)
    group = {"UserPoolId": desk.user_pool_id, "GroupName": "night"}
    if operation == "DeleteGroup":
        aws.call("cognito-idp", "create_group", **group)
    faults = Faults(operations=frozenset({operation}), at_most=1, **{fault: 1.0})  # type: ignore[arg-type]
    with fault_proxy(aws.endpoint_url, faults) as proxy:
        behind = Desk(Aws(aws.settings, proxy.endpoint_url), desk.user_pool_id)
        with pytest.raises(AwsError):
            behind.do(change)
    assert newest(desk).outcome is AuditOutcome.UNKNOWN
    made = [called for called, _username in proxy.made.elements()]
    assert made.count(operation) == 1
    if operation == "CreateGroup":
        aws.call("cognito-idp", "delete_group", **group)


def test_a_throttled_call_is_sent_again(aws: Aws, desk: Desk) -> None:
    faults = Faults(throttled=1.0, operations=frozenset({"AdminCreateUser"}), at_most=1)
    with fault_proxy(aws.endpoint_url, faults) as proxy:
        Desk(Aws(aws.settings, proxy.endpoint_url), desk.user_pool_id).do(CREATION)
    assert newest(desk).outcome is AuditOutcome.DONE
    assert desk.directory.groups_of("ann") == ("staff",)


class FaultyAws(Aws):
    """Answers like the engine, but where `fault` raises."""

    def __init__(self, aws: Aws, fault: Callable[[str, str], None]) -> None:
        super().__init__(aws.settings, aws.endpoint_url)
        self._fault = fault

    def call(self, service: str, operation: str, **parameters: Any) -> dict[str, Any]:
        self._fault(operation, str(parameters.get("GroupName", "")))
        return super().call(service, operation, **parameters)


THROTTLED = Throttled("Too many.", hint="Wait.", code="TooManyRequestsException", http_status=400)
MANY = ("staff", "staff-2", "night-2")


@pytest.fixture
def groups(aws: Aws, pool_id: str) -> Any:
    for name in MANY[1:]:
        aws.call("cognito-idp", "create_group", UserPoolId=pool_id, GroupName=name)
    yield MANY
    for name in MANY[1:]:
        aws.call("cognito-idp", "delete_group", UserPoolId=pool_id, GroupName=name)


def test_what_could_not_be_taken_back_is_not_told_as_not_made(
    aws: Aws, desk: Desk, groups: tuple[str, ...]
) -> None:
    def fault(operation: str, group: str) -> None:
        is_last_join = operation == JOIN and group == "night-2"
        if is_last_join or (operation == LEAVE and group == "staff"):
            raise THROTTLED

    with_ann(desk)
    with pytest.raises(Throttled, match="could not all be taken back") as raised:
        Desk(FaultyAws(aws, fault), desk.user_pool_id).do(joining(*groups))
    assert "put it right there" in raised.value.hint
    assert desk.directory.groups_of("ann") == ("staff",)  # the other one was taken back
    assert newest(desk).outcome is AuditOutcome.UNKNOWN


def test_what_was_taken_back_whole_is_told_as_failed(
    aws: Aws, desk: Desk, groups: tuple[str, ...]
) -> None:
    def fault(operation: str, group: str) -> None:
        if operation == JOIN and group == "night-2":
            raise THROTTLED

    with_ann(desk)
    with pytest.raises(Throttled):
        Desk(FaultyAws(aws, fault), desk.user_pool_id).do(joining(*groups))
    assert desk.directory.groups_of("ann") == ()
    assert newest(desk).outcome is AuditOutcome.FAILED


def test_a_call_that_was_not_answered_is_not_taken_back(
    aws: Aws, desk: Desk, groups: tuple[str, ...]
) -> None:
    """Somebody else may have put the user into that group."""

    def fault(operation: str, group: str) -> None:
        if operation == JOIN and group == "staff-2":
            aws.call("cognito-idp", JOIN, **other)
            raise CloudUnreachable("No answer.", code="ReadTimeoutError")

    with_ann(desk)
    other = {"UserPoolId": desk.user_pool_id, "Username": "ann", "GroupName": "staff-2"}
    with pytest.raises(CloudUnreachable):
        Desk(FaultyAws(aws, fault), desk.user_pool_id).do(joining(*groups))
    assert desk.directory.groups_of("ann") == ("staff-2",)
    assert newest(desk).outcome is AuditOutcome.UNKNOWN


def test_what_has_no_way_back_is_said_to_stay(aws: Aws, desk: Desk) -> None:
    def fault(operation: str, _group: str) -> None:
        if operation == JOIN:
            raise THROTTLED

    with_ann(desk)
    change = Change(
        action="rest",
        label="The rest",
        target="ann",
        calls=(
            a_call("admin_set_user_password", Password="Correct-Horse-8", Permanent=True),
            a_call(JOIN, GroupName="staff"),
        ),
    )
    with pytest.raises(Throttled, match="What was done before that stays"):
        Desk(FaultyAws(aws, fault), desk.user_pool_id).do(change)
    assert newest(desk).outcome is AuditOutcome.UNKNOWN


def test_a_creation_that_is_taken_back_leaves_another_user_of_the_name(
    aws: Aws, desk: Desk
) -> None:
    def fault(operation: str, _group: str) -> None:
        if operation != JOIN:
            return
        desk.directory.delete("ann")
        desk.directory.create(NewUser(username="ann", password=PASSWORD, email="o@example.com"))
        raise THROTTLED

    with pytest.raises(Throttled):
        Desk(FaultyAws(aws, fault), desk.user_pool_id).do(CREATION)
    assert desk.directory.get("ann").email == "o@example.com"
    assert newest(desk).outcome is AuditOutcome.FAILED


def test_a_creation_that_somebody_has_deleted_needs_no_taking_back(aws: Aws, desk: Desk) -> None:
    def fault(operation: str, _group: str) -> None:
        if operation == JOIN:
            desk.directory.delete("ann")
            raise THROTTLED

    with pytest.raises(Throttled):
        Desk(FaultyAws(aws, fault), desk.user_pool_id).do(CREATION)
    assert newest(desk).outcome is AuditOutcome.FAILED
