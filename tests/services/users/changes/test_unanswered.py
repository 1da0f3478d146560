"""A change whose answer is not known, looked at on the real engine."""

from dataclasses import replace

import pytest

from services.users.changes.audit.entry import Actor, AuditEntry
from services.users.changes.change import Call, Change, TargetKind
from services.users.changes.desk import Desk
from services.users.changes.unanswered import look_at
from tests.services.users.changes.made_changes import (
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
    return desk.book.begin(change, actor=Actor(os_user="maya"), reason="", undoes="")


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
