"""Users whom no change through the desk may take away, on the real engine."""

from dataclasses import replace

import pytest

from services.cloud.aws import Aws
from services.errors import PlanRefused, StoredFileError
from services.home.personas import Persona, save_personas
from services.users.changes.audit.actor import os_user
from services.users.changes.audit.entry import Actor, AuditOutcome
from services.users.changes.change import Call, Change, Facts, TargetKind
from services.users.changes.desk import Desk
from services.users.changes.protection import (
    guarded,
    own_names,
    puts_back,
)
from services.users.directory import NewUser
from tests.services.users.changes.made_changes import (
    PASSWORD,
    a_call,
    disabling,
    enabling,
    joining,
    protect,
    setting_email,
    setting_password,
    with_ann,
)

pytestmark = pytest.mark.engine


def removing(username: str = "ann") -> Change:
    call = a_call("admin_delete_user", username)
    return Change(
        action="delete", label="Delete", target=username, calls=(call,), is_destructive=True
    )


def leaving(username: str = "ann") -> Change:
    call = a_call("admin_remove_user_from_group", username, GroupName="staff")
    return Change(action="leave", label="Leave", target=username, calls=(call,))


def resetting() -> Change:
    call = a_call("admin_reset_user_password")
    return Change(action="reset_password", label="Reset", target="ann", calls=(call,))


def losing_phone() -> Change:
    call = a_call("admin_delete_user_attributes", UserAttributeNames=["phone_number"])
    return Change(action="delete_attribute", label="Delete it", target="ann", calls=(call,))


def losing_mark() -> Change:
    values = [{"Name": "email_verified", "Value": "false"}]
    call = a_call("admin_update_user_attributes", UserAttributes=values)
    return Change(action="set_attribute", label="Unmark it", target="ann", calls=(call,))


def naming() -> Change:
    values = [{"Name": "name", "Value": "Ann"}, {"Name": "email_verified", "Value": "true"}]
    call = a_call("admin_update_user_attributes", UserAttributes=values)
    return Change(action="set_attribute", label="Set name", target="ann", calls=(call,))


def ending() -> Change:
    call = Call(operation="delete_group", parameters={"GroupName": "staff"})
    return Change(
        action="delete_group", label="Delete the group", target="staff", kind=TargetKind.GROUP,
        calls=(call,), is_destructive=True,
    )  # fmt: skip


def inviting_again() -> Change:
    call = a_call("admin_create_user", MessageAction="RESEND")
    return Change(action="resend", label="Resend", target="ann", calls=(call,))


@pytest.mark.parametrize(
    ("change", "words"),
    [
        pytest.param(disabling(), "cannot be disabled", id="disable"),
        pytest.param(removing(), "cannot be deleted", id="delete"),
        pytest.param(resetting(), "cannot have the password reset", id="reset the password"),
        pytest.param(setting_password(PASSWORD), "cannot get another password", id="set one"),
        pytest.param(inviting_again(), "cannot get another password", id="resend the invitation"),
        pytest.param(leaving(), "cannot be taken out of a group", id="leave a group"),
        pytest.param(setting_email("x@y.zz"), "cannot get another address", id="set the e-mail"),
        pytest.param(losing_phone(), "cannot get another address", id="delete the phone number"),
        pytest.param(losing_mark(), "cannot have an address marked", id="take a mark away"),
    ],
)
def test_what_takes_a_protected_user_away_is_refused_and_written_down(
    desk: Desk, change: Change, words: str
) -> None:
    protect(desk.settings, "# the board\n\nbob\n  Ann  # the owner\n")
    with pytest.raises(PlanRefused, match=words) as refused:
        with_ann(desk).do(change, reason="a test")
    assert str(desk.settings.protected_users_path) in refused.value.hint
    assert desk.directory.get("ann").enabled
    entry = desk.book.view().entries[0]
    assert (entry.outcome, entry.result and entry.result.calls) == (AuditOutcome.REFUSED, ())


@pytest.mark.parametrize("written", ["ann", "ANN@example.com", "sub"])
def test_why_a_user_is_protected_is_told_without_a_call(
    desk: Desk, monkeypatch: pytest.MonkeyPatch, written: str
) -> None:
    user = with_ann(desk).directory.get("ann")
    assert desk.protection().refusal(disabling(), user) == ""
    protect(desk.settings, user.sub if written == "sub" else written)

    def refuse(*_asked: object, **_more: object) -> None:
        raise AssertionError("Cognito was asked")

    monkeypatch.setattr(Aws, "call", refuse)
    sentence = desk.protection().refusal(disabling(), user)
    assert sentence.startswith("This user cannot be disabled here: it is a protected user.")
    assert (
        desk.protection().refusal(removing(), user).startswith("This user cannot be deleted here")
    )
    assert desk.protection().refusal(enabling(), user) == ""
    monkeypatch.undo()  # what comes after the test asks Cognito


def test_what_takes_nothing_away_is_made_for_a_protected_user(desk: Desk) -> None:
    protect(desk.settings, "ann")
    with_ann(desk).do(enabling())
    desk.do(naming())
    desk.do(
        Change(
            action="sign_out", label="Sign out everywhere", target="ann",
            calls=(a_call("admin_user_global_sign_out"),), is_destructive=True,
        ),
        reason="a test",
    )  # fmt: skip
    assert [each.outcome for each in desk.book.view().entries] == [AuditOutcome.DONE] * 3


def test_a_user_is_protected_by_every_name_that_cognito_takes(aws: Aws, pool_id: str) -> None:
    desk = with_ann(Desk(aws, pool_id))
    sub = desk.directory.get("ann").sub
    protect(desk.settings, "ann@example.com")
    for change in (disabling("ann"), replace(disabling(sub), target="somebody else")):
        with pytest.raises(PlanRefused):
            desk.do(change, reason="a test")
    protect(desk.settings, sub.upper())
    with pytest.raises(PlanRefused):
        desk.do(disabling(), reason="a test")
    desk.directory.delete("ann")


def test_a_test_user_of_the_stack_is_protected(desk: Desk) -> None:
    save_personas(
        desk.settings, [Persona(username="ann", password="x", status="CONFIRMED", story="s")]
    )
    with pytest.raises(PlanRefused, match="a test user that the demos need") as refused:
        with_ann(desk).do(removing(), reason="a test")
    assert "Create a user" in refused.value.hint


def test_the_operators_own_user_is_protected(desk: Desk) -> None:
    own = os_user()
    with pytest.raises(PlanRefused, match="it is your own user"):
        with_ann(desk, own).do(disabling(own), reason="a test")


def test_a_new_user_may_have_any_name(desk: Desk) -> None:
    protect(desk.settings, "ann")
    creation = Change(
        action="create",
        label="Create",
        target="ann",
        calls=(
            a_call("admin_create_user", TemporaryPassword=PASSWORD, MessageAction="SUPPRESS"),
            a_call("admin_set_user_password", Password=PASSWORD, Permanent=True),
        ),
        take_back=(a_call("admin_delete_user"),),
    )
    desk.do(creation)
    assert desk.directory.get("ann").status == "CONFIRMED"


def test_a_file_that_cannot_be_read_lets_nothing_through(desk: Desk) -> None:
    desk.settings.protected_users_path.mkdir(parents=True)
    with pytest.raises(StoredFileError):
        with_ann(desk).do(removing(), reason="a test")
    desk.settings.protected_users_path.rmdir()
    desk.settings.protected_users_path.write_bytes(b"\xff\xfe\xff")
    with pytest.raises(StoredFileError, match="is no text"):
        desk.do(removing(), reason="a test")
    assert desk.directory.get("ann").username == "ann"


def test_others_are_not_protected_by_somebody_elses_name(desk: Desk) -> None:
    protect(desk.settings, "bob\nann2\n")
    desk.directory.create(NewUser(username="bob", password=PASSWORD))
    with_ann(desk).do(removing(), reason="a test")
    assert [user.username for user in desk.directory.list_page().users] == ["bob"]


@pytest.mark.parametrize(
    ("identity", "names"),
    [
        pytest.param("arn:aws:iam::1:user/team/Maya", {"os", "maya"}, id="an IAM user"),
        pytest.param(
            "arn:aws:sts::1:assumed-role/Admin/maya@example.com", {"os", "maya@example.com"},
            id="a session of a role",
        ),
        pytest.param("arn:aws:iam::1:root", {"os"}, id="the account itself is nobody's name"),
        pytest.param("", {"os"}, id="AWS did not answer"),
    ],
)  # fmt: skip
def test_the_operators_names_are_those_of_the_system_and_of_aws(
    identity: str, names: set[str]
) -> None:
    assert own_names(Actor(os_user="OS", aws_identity=identity)) == names


def test_a_group_stays_that_a_protected_user_is_in(desk: Desk) -> None:
    protect(desk.settings, "ann@example.com")
    with_ann(desk).do(joining("staff"))
    with pytest.raises(PlanRefused, match="ann is in it, and cannot be taken out") as refused:
        desk.do(ending(), reason="a test")
    assert str(desk.settings.protected_users_path) in refused.value.hint
    assert desk.directory.groups_of("ann") == ("staff",)
    protect(desk.settings, "bob")
    desk.do(ending(), reason="a test")
    assert desk.directory.groups() == ()
    again = Call(operation="create_group", parameters={"GroupName": "staff"})
    desk.do(replace(ending(), calls=(again,)), reason="the other tests need it")


def test_a_group_stays_that_the_demos_need_also_when_nobody_can_tell(desk: Desk) -> None:
    persona = Persona(username="m", password="x", status="CONFIRMED", story="s", groups=("staff",))
    desk.settings.cloud_dir.mkdir(parents=True, exist_ok=True)
    save_personas(desk.settings, [persona])
    with pytest.raises(PlanRefused, match="the test users of the demos are in it"):
        desk.do(ending(), reason="a test")
    desk.settings.personas_path.write_text('{"a', encoding="utf-8")
    with pytest.raises(StoredFileError):
        desk.do(ending(), reason="a test")
    assert desk.directory.groups() == ("staff",)
    assert desk.book.view().entries[0].outcome is AuditOutcome.REFUSED


def test_a_change_of_a_group_that_keeps_it_takes_nobody_out(desk: Desk) -> None:
    protect(desk.settings, "ann")
    with_ann(desk).do(joining("staff"))
    call = Call(operation="update_group", parameters={"GroupName": "staff", "Precedence": 3})
    change = replace(ending(), calls=(call,), is_destructive=False)
    assert guarded(change) == ""
    desk.do(change)


@pytest.mark.parametrize(
    ("enabled", "after", "expected"),
    [
        pytest.param(False, {"enabled": False}, True, id="the disabled one is disabled again"),
        pytest.param(True, {"enabled": False}, False, id="an enabled one is not"),
        pytest.param(True, {"groups": ["a", "b"]}, True, id="the groups of the test user"),
        pytest.param(True, {"groups": ["a"]}, False, id="without one of them"),
        pytest.param(True, {"attributes": {"email": "x"}}, False, id="nobody knows the address"),
    ],
)
def test_an_undo_puts_a_test_user_back_only_into_its_own_state(
    enabled: bool, after: Facts, expected: bool
) -> None:
    persona = Persona(
        username="m", password="x", status="CONFIRMED", story="s", groups=("b", "a"),
        enabled=enabled,
    )  # fmt: skip
    assert puts_back(persona, replace(disabling(), after=after)) is expected
