"""Undoing changes on the real engine: the legal are put back, the others change nothing."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from threading import Barrier
from typing import Any

import pytest

from services.cloud.aws import Aws
from services.errors import AwsError, InputError, PlanRefused, UserNotFound
from services.home.personas import Persona, save_personas
from services.users.changes.audit.entry import AuditEntry, AuditOutcome
from services.users.changes.change import Change, TargetKind
from services.users.changes.desk import Desk
from services.users.changes.undo import undo, undo_change
from tests.services.users.changes.made_changes import (
    a_call,
    disabling,
    enabling,
    joining,
    setting_email,
    setting_password,
    with_ann,
)

pytestmark = pytest.mark.engine


def newest(desk: Desk) -> AuditEntry:
    return desk.book.view().entries[0]


def test_a_disabled_user_is_enabled_again_and_both_point_at_each_other(desk: Desk) -> None:
    with_ann(desk).do(disabling(), reason="a test")
    disabled = newest(desk)
    undo(desk, disabled.id)
    back, first = desk.book.view().entries
    assert desk.directory.get("ann").enabled
    assert (back.action, back.undoes, back.outcome) == ("undo", disabled.id, AuditOutcome.DONE)
    assert (back.before, back.after) == ({"enabled": False}, {"enabled": True})
    assert first.undone_by == back.id


def test_groups_are_left_again(desk: Desk) -> None:
    with_ann(desk).do(joining("staff"))
    with pytest.raises(InputError, match="needs a reason"):
        undo(desk, newest(desk).id)
    undo(desk, desk.book.view().entries[1].id, reason="the wrong ann")
    assert desk.directory.groups_of("ann") == ()


def test_an_attribute_gets_its_value_back(desk: Desk) -> None:
    with_ann(desk).do(setting_email("new@example.com"))
    assert desk.directory.get("ann").email == "new@example.com"
    undo(desk, newest(desk).id)
    assert desk.directory.get("ann").email == "ann@example.com"


def verifying(before: str | None) -> Change:
    flag = [{"Name": "email_verified", "Value": "true"}]
    return Change(
        action="verify_email",
        label="Mark the e-mail as verified",
        target="ann",
        calls=(a_call("admin_update_user_attributes", UserAttributes=flag),),
        before={"attributes": {"email_verified": before}},
        after={"attributes": {"email_verified": "true"}},
    )


@pytest.mark.parametrize("before", ["false", None], ids=["there and false", "not there"])
def test_a_verified_flag_is_taken_back_and_given_again(desk: Desk, before: str | None) -> None:
    with_ann(desk).do(verifying(before))
    undo(desk, newest(desk).id)
    assert desk.directory.get("ann").attributes["email_verified"] == "false"
    undo(desk, newest(desk).id)
    assert desk.directory.get("ann").email_verified


def test_an_undo_can_be_undone_but_nothing_twice(desk: Desk) -> None:
    with_ann(desk).do(disabling(), reason="a test")
    disabled = newest(desk)
    undo(desk, disabled.id)
    undo(desk, newest(desk).id, reason="after all")
    assert newest(desk).label == "Redo: Disable"
    assert not desk.directory.get("ann").enabled
    with pytest.raises(PlanRefused, match="It was undone already"):
        undo(desk, disabled.id)


def test_of_two_undos_at_the_same_time_one_is_made(desk: Desk, aws: Aws) -> None:
    with_ann(desk).do(disabling(), reason="a test")
    entry_id, both = newest(desk).id, Barrier(2)

    def attempt(_number: int) -> str:
        own = Desk(Aws(aws.settings, aws.endpoint_url), desk.user_pool_id)
        both.wait(timeout=60)
        try:
            undo(own, entry_id)
        except PlanRefused as error:
            return error.message
        return "made"

    with ThreadPoolExecutor(2) as pool:
        ended = sorted(pool.map(attempt, range(2)))
    assert ended == ["It was undone already.", "made"]
    assert [each.action for each in desk.book.view().entries] == ["undo", "disable"]


def test_an_undo_is_refused_when_the_user_was_changed_since(desk: Desk) -> None:
    with_ann(desk).do(setting_email("new@example.com"))
    desk.do(setting_email("newer@example.com"))
    first = desk.book.view().entries[1]
    with pytest.raises(PlanRefused, match=r"ann was changed again since: email\."):
        undo(desk, first.id)
    assert desk.directory.get("ann").email == "newer@example.com"


def test_an_undo_is_refused_when_another_client_changed_the_user(desk: Desk, aws: Aws) -> None:
    with_ann(desk).do(disabling(), reason="a test")
    aws.call("cognito-idp", "admin_enable_user", UserPoolId=desk.user_pool_id, Username="ann")
    with pytest.raises(PlanRefused, match=r"ann was changed again since: enabled\."):
        undo(desk, newest(desk).id)


def test_a_user_who_is_gone_has_nothing_to_undo(desk: Desk) -> None:
    with_ann(desk).do(disabling(), reason="a test")
    desk.directory.delete("ann")
    with pytest.raises(UserNotFound):
        undo(desk, newest(desk).id)


def recreated(desk: Desk) -> Desk:
    desk.directory.delete("ann")
    return with_ann(desk)


def test_another_user_of_the_name_is_left_alone(desk: Desk) -> None:
    with_ann(desk).do(disabling(), reason="a test")
    recreated(desk).directory.disable("ann")
    with pytest.raises(PlanRefused, match="ann is another user now: whoever was changed is gone"):
        undo(desk, newest(desk).id)
    assert not desk.directory.get("ann").enabled


def test_an_older_line_that_names_no_sub_can_still_be_undone(desk: Desk) -> None:
    with_ann(desk).do(disabling(), reason="a test")
    entry = newest(desk)
    assert entry.sub == desk.directory.get("ann").sub
    recreated(desk).directory.disable("ann")
    assert undo_change(desk, replace(entry, sub="")).label == "Undo: Disable"


def test_nobody_goes_back_into_a_group_that_is_gone(desk: Desk, aws: Aws) -> None:
    night = {"UserPoolId": desk.user_pool_id, "GroupName": "night"}
    aws.call("cognito-idp", "create_group", **night)
    with_ann(desk).do(joining("night"))
    undo(desk, newest(desk).id, reason="a test")
    aws.call("cognito-idp", "delete_group", **night)
    with pytest.raises(PlanRefused, match="has no group night any more") as refused:
        undo_change(desk, newest(desk))
    assert refused.value.hint == "Create the group again first."


def test_what_was_not_changed_or_has_no_way_back_is_refused(desk: Desk) -> None:
    with_ann(desk).do(setting_password("Correct-Horse-8"), reason="forgotten")
    with pytest.raises(PlanRefused, match="no way back"):
        undo(desk, newest(desk).id)
    with pytest.raises(InputError):
        desk.do(disabling())
    with pytest.raises(PlanRefused, match="Nothing was changed"):
        undo(desk, newest(desk).id)
    with pytest.raises(InputError, match="no such change"):
        undo(desk, "0" * 16)


def test_a_change_of_another_pool_or_of_a_group_is_refused(desk: Desk) -> None:
    with_ann(desk).do(enabling())
    entry = replace(newest(desk), before={"enabled": False})
    with pytest.raises(PlanRefused, match="another user pool"):
        undo_change(desk, replace(entry, user_pool="us-east-1_Elsewhere"))
    with pytest.raises(PlanRefused, match="no way back"):
        undo_change(desk, replace(entry, kind=TargetKind.GROUP))
    with pytest.raises(PlanRefused, match="looks like a secret"):
        hidden = {"attributes": {"custom:token": "(hidden)"}}
        other = {"attributes": {"custom:token": "t"}}
        undo_change(desk, replace(entry, before=hidden, after=other))


def test_a_test_user_is_put_back_by_an_undo_that_could_not_be_asked_for(desk: Desk) -> None:
    desk.settings.cloud_dir.mkdir(parents=True, exist_ok=True)
    with_ann(desk).directory.disable("ann")
    desk.do(enabling())
    dana = Persona(username="ann", password="x", status="CONFIRMED", story="s", enabled=False)
    save_personas(desk.settings, [replace(dana, enabled=True)])
    with pytest.raises(PlanRefused, match="a test user that the demos need"):
        undo(desk, newest(desk).id, reason="maya is not the disabled one")
    assert desk.directory.get("ann").enabled
    save_personas(desk.settings, [dana])
    undo(desk, newest(desk).id, reason="dana is the disabled one")
    assert not desk.directory.get("ann").enabled


def test_a_protected_user_is_not_disabled_by_an_undo(desk: Desk) -> None:
    with_ann(desk).directory.disable("ann")
    desk.do(enabling())
    desk.settings.protected_users_path.write_text("ann\n", encoding="utf-8")
    with pytest.raises(PlanRefused, match="protected user"):
        undo(desk, newest(desk).id, reason="a test")
    assert desk.directory.get("ann").enabled


def test_an_undo_that_fails_half_way_is_taken_back(aws: Aws, pool_id: str) -> None:
    class _Failing(Aws):
        def call(self, service: str, operation: str, **parameters: Any) -> dict[str, Any]:
            if operation == "admin_update_user_attributes":
                raise AwsError("No.", code="Odd")
            return super().call(service, operation, **parameters)

    desk = with_ann(Desk(aws, pool_id))
    change = setting_email("new@example.com")
    both = replace(
        change,
        calls=(*change.calls, *disabling().calls),
        before={**change.before, "enabled": True},
        after={**change.after, "enabled": False},
    )
    desk.do(both)
    with pytest.raises(AwsError):
        undo(Desk(_Failing(aws.settings, aws.endpoint_url), pool_id), newest(desk).id)
    user = desk.directory.get("ann")
    assert (user.enabled, user.email) == (False, "new@example.com")
    undo(desk, desk.book.view().entries[1].id)
    user = desk.directory.get("ann")
    assert (user.enabled, user.email) == (True, "ann@example.com")
    desk.directory.delete("ann")
