"""A change whose answer is not known, looked at on the real engine."""

from dataclasses import replace

import pytest

from services.cloud.aws import Aws
from services.errors import PlanRefused
from services.users.changes.audit.entry import Actor, AuditEntry
from services.users.changes.change import Call, Change, TargetKind
from services.users.changes.desk import Desk
from services.users.changes.unanswered import look_at
from services.users.changes.undo import undo_change
from services.users.directory import NewUser
from tests.services.users.changes.made_changes import (
    PASSWORD,
    a_call,
    disabling,
    joining,
    setting_email,
    setting_password,
    with_ann,
)

pytestmark = pytest.mark.engine

REMOVAL = Change(
    action="delete", label="Delete", target="ann", calls=(a_call("admin_delete_user"),)
)
CREATION = Change(
    action="create",
    label="Create",
    target="ann",
    calls=(a_call("admin_create_user", MessageAction="SUPPRESS"),),
)
INVITATION = Change(
    action="resend",
    label="Resend",
    target="ann",
    calls=(a_call("admin_create_user", MessageAction="RESEND"),),
)


def begun(desk: Desk, change: Change) -> AuditEntry:
    return desk.book.begin(desk.book.entry(change, actor=Actor(os_user="maya"), reason=""))


@pytest.mark.parametrize("is_made", [True, False], ids=["made", "not made"])
@pytest.mark.parametrize(
    "change",
    [
        pytest.param(disabling(), id="disable"),
        pytest.param(joining("staff"), id="groups"),
        pytest.param(setting_email("new@example.com"), id="attributes"),
        pytest.param(REMOVAL, id="delete"),
        pytest.param(CREATION, id="create"),
    ],
)
def test_what_cognito_has_now_tells_whether_it_was_made(
    desk: Desk, change: Change, is_made: bool
) -> None:
    if change is not CREATION:
        with_ann(desk)
    entry = begun(desk, change)
    if is_made:
        desk.do(change, reason="a test")
    told = look_at(desk.directory, entry)
    expected = "seems to have been made." if is_made else "seems not to have been made."
    assert told.endswith(f"so it {expected}")


@pytest.mark.parametrize(
    ("change", "told"),
    [
        pytest.param(setting_password("Correct-Horse-8"), "does not tell", id="a password"),
        pytest.param(INVITATION, "does not tell", id="an invitation sent again"),
        pytest.param(
            replace(setting_email("x@example.com"), before={"attributes": {"email": "y@b.c"}}),
            "has something else now",
            id="changed again since",
        ),
    ],
)
def test_where_cognito_does_not_tell_nothing_is_claimed(
    desk: Desk, change: Change, told: str
) -> None:
    with_ann(desk)
    assert told in look_at(desk.directory, begun(desk, change))


@pytest.mark.parametrize(
    ("operation", "words"),
    [
        pytest.param("delete_group", "was there before, so it seems not to have", id="it is there"),
        pytest.param("create_group", "to leave, so it seems to have been made", id="likewise"),
        pytest.param("get_group", "Cognito does not tell", id="no change that is known"),
    ],
)
def test_a_group_is_told_by_what_cognito_has(desk: Desk, operation: str, words: str) -> None:
    call = Call(operation=operation, parameters={"GroupName": "staff"})
    change = Change(action="a", label="A", target="staff", kind=TargetKind.GROUP, calls=(call,))
    assert words in look_at(desk.directory, begun(desk, change))


ALL_OF_IT = "so it seems to have been made."
WANTED = {
    "status": "CONFIRMED",
    "groups": ["staff"],
    "attributes": {"email": "ann@example.com"},
}


@pytest.mark.parametrize(
    ("permanent", "groups", "email", "told"),
    [
        pytest.param(True, ("staff",), "ann@example.com", ALL_OF_IT, id="all"),
        pytest.param(
            False, (), "ann@example.com", "the permanent password, the group staff, so it seems",
            id="ended after the first call",
        ),
        pytest.param(True, (), "ann@example.com", "asked for: the group staff, so", id="no groups"),
        pytest.param(True, ("staff",), "b@example.com", "asked for: email, so", id="another one"),
    ],
)  # fmt: skip
def test_a_creation_that_ended_half_way_is_not_told_as_made(
    desk: Desk, *, permanent: bool, groups: tuple[str, ...], email: str, told: str
) -> None:
    desk.directory.create(
        NewUser(username="ann", password=PASSWORD, permanent=permanent, groups=groups, email=email)
    )
    said = look_at(desk.directory, begun(desk, replace(CREATION, after=WANTED)))
    assert told in said
    assert said.endswith("seems to have been made.") is (told == ALL_OF_IT)


def test_groups_that_are_changed_in_part_are_told_so(desk: Desk, aws: Aws) -> None:
    other = {"UserPoolId": desk.user_pool_id, "GroupName": "night"}
    aws.call("cognito-idp", "create_group", **other)
    entry = begun(desk, joining("night", "staff"))
    with_ann(desk).do(joining("staff"))
    assert look_at(desk.directory, entry).endswith("made only in part.")
    with pytest.raises(PlanRefused) as refused:
        undo_change(desk, entry)
    assert refused.value.message == (
        "Cognito has other values than this change was to leave: groups."
    )
    aws.call("cognito-idp", "delete_group", **other)


@pytest.mark.parametrize(
    ("change", "told"),
    [
        pytest.param(REMOVAL, "name now, so it seems to have been made.", id="delete"),
        pytest.param(disabling(), "name now: it does not tell whether it was made.", id="disable"),
    ],
)
def test_another_user_of_the_name_is_told(desk: Desk, change: Change, told: str) -> None:
    entry = replace(begun(with_ann(desk), change), sub=desk.directory.get("ann").sub)
    desk.directory.delete("ann")
    assert look_at(with_ann(desk).directory, entry) == f"Cognito has another user of this {told}"


def test_what_was_not_made_leaves_nothing_to_undo(desk: Desk) -> None:
    entry = begun(with_ann(desk), disabling())
    with pytest.raises(PlanRefused, match="what was there before, so there is nothing to undo"):
        undo_change(desk, entry)
