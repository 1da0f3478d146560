"""Undoing changes of groups on the real engine: what is put back, and why the rest is not."""

from dataclasses import replace

import pytest

from services.cloud.aws import Aws
from services.errors import AwsError, InputError, PlanRefused, ResourceNotFound
from services.users.changes.audit.entry import AuditEntry, AuditOutcome
from services.users.changes.change import Change
from services.users.changes.desk import Desk
from services.users.changes.unanswered import look_at
from services.users.changes.undo import undo
from services.users.changes.undo_group import kept_members
from services.users.directory import NewUser
from services.users.groups.group_changes import (
    change_of_group,
    change_of_group_end,
    change_of_new_group,
)
from services.users.groups.membership_changes import change_of_joining
from services.users.pool_group import GroupValues

pytestmark = pytest.mark.engine
ROLE = "arn:aws:iam::000000000000:role/group-editors"
EDITORS = GroupValues(name="editors", description="They edit", precedence=5, role_arn=ROLE)
PLAIN = GroupValues(name="plain")


def newest(desk: Desk) -> AuditEntry:
    return desk.book.view().entries[0]


def values(desk: Desk, name: str = "editors") -> tuple[str, int | None, str]:
    group = desk.directory.group(name)
    return group.description, group.precedence, group.role_arn


def edited(desk: Desk, made: GroupValues, wanted: GroupValues) -> Desk:
    desk.do(change_of_new_group(made))
    drawn = desk.directory.group(made.name)
    desk.do(change_of_group(drawn, drawn, wanted))
    return desk


def ended(desk: Desk, made: GroupValues, *members: str) -> Desk:
    desk.do(change_of_new_group(made))
    for name in members:
        desk.do(change_of_joining(name, made.name, ()))
    desk.do(ending(desk, made.name), reason="a test")
    return desk


def ending(desk: Desk, name: str) -> Change:
    group = desk.directory.group(name)
    return change_of_group_end(group, members=kept_members(desk.directory, name))


@pytest.mark.parametrize(
    "wanted",
    [
        pytest.param(replace(EDITORS, description=""), id="the description taken away"),
        pytest.param(replace(EDITORS, precedence=0), id="the precedence"),
        pytest.param(replace(EDITORS, role_arn=f"{ROLE}-2"), id="the role"),
        pytest.param(replace(EDITORS, description="New", precedence=9), id="two of them"),
    ],
)
def test_an_edit_is_undone_and_redone(desk: Desk, wanted: GroupValues) -> None:
    edited(desk, EDITORS, wanted)
    undo(desk, newest(desk).id)
    assert values(desk) == ("They edit", 5, ROLE)
    assert (newest(desk).label, newest(desk).kind.value) == ("Undo: Edit the group", "group")
    undo(desk, newest(desk).id)
    assert values(desk) == (wanted.description, wanted.precedence, wanted.role_arn)
    assert newest(desk).label == "Redo: Edit the group"


@pytest.mark.parametrize(
    ("wanted", "word"),
    [
        pytest.param(replace(PLAIN, precedence=1), "precedence", id="a first precedence"),
        pytest.param(replace(PLAIN, role_arn=ROLE), "role", id="a first role"),
    ],
)
def test_what_cognito_cannot_take_away_is_not_undone(
    desk: Desk, wanted: GroupValues, word: str
) -> None:
    edited(desk, PLAIN, wanted)
    with pytest.raises(PlanRefused, match=f"change the {word} of a group, and not take it away"):
        undo(desk, newest(desk).id)
    assert values(desk, "plain") == ("", wanted.precedence, wanted.role_arn)


def test_an_edit_is_not_undone_when_the_world_has_moved_on(aws: Aws, desk: Desk) -> None:
    edited(desk, EDITORS, replace(EDITORS, description="New"))
    entry = newest(desk)
    group = {"UserPoolId": desk.user_pool_id, "GroupName": "editors"}
    aws.call("cognito-idp", "update_group", **group, Precedence=8)  # not what was edited
    aws.call("cognito-idp", "update_group", **group, Description="Theirs")
    with pytest.raises(PlanRefused, match=r"editors was changed again since: description\."):
        undo(desk, entry.id)
    assert values(desk) == ("Theirs", 8, ROLE)
    aws.call("cognito-idp", "delete_group", **group)
    with pytest.raises(PlanRefused, match=r"changed again since: it is gone\."):
        undo(desk, entry.id)


@pytest.mark.parametrize("made", [EDITORS, PLAIN], ids=["with everything", "with a name only"])
def test_a_creation_is_undone_by_the_deletion_and_redone(desk: Desk, made: GroupValues) -> None:
    desk.do(change_of_new_group(made))
    with pytest.raises(InputError, match="needs a reason"):
        undo(desk, newest(desk).id)
    undo(desk, desk.book.view().entries[1].id, reason="the wrong name")
    with pytest.raises(ResourceNotFound):
        desk.directory.group(made.name)
    undo(desk, newest(desk).id)
    assert values(desk, made.name) == (made.description, made.precedence, made.role_arn)


def test_a_creation_is_not_undone_once_somebody_is_in_it_or_it_was_edited(desk: Desk) -> None:
    desk.do(change_of_new_group(EDITORS))
    created = newest(desk).id
    desk.do(change_of_joining("ann", "editors", ()))
    with pytest.raises(PlanRefused, match=r"changed again since: members\."):
        undo(desk, created, reason="a test")
    assert desk.directory.groups_of("ann") == ("editors",)
    undo(desk, newest(desk).id, reason="out again")
    drawn = desk.directory.group("editors")
    desk.do(change_of_group(drawn, drawn, replace(EDITORS, precedence=6)))
    with pytest.raises(PlanRefused, match=r"changed again since: precedence\."):
        undo(desk, created, reason="a test")


def test_a_deleted_group_comes_back_with_its_values_and_members(desk: Desk) -> None:
    desk.directory.create(NewUser(username="bob", password="Correct-Horse-9"))
    ended(desk, EDITORS, "bob", "ann")
    assert newest(desk).before["members"] == ["ann", "bob"]
    undo(desk, newest(desk).id)
    assert values(desk) == ("They edit", 5, ROLE)
    assert kept_members(desk.directory, "editors") == ["ann", "bob"]
    undo(desk, newest(desk).id, reason="after all")
    with pytest.raises(ResourceNotFound):
        desk.directory.group("editors")
    assert newest(desk).label == "Redo: Delete the group"


def test_a_deletion_is_not_undone_when_there_is_such_a_group_again(desk: Desk) -> None:
    entry = newest(ended(desk, PLAIN))
    desk.do(change_of_new_group(replace(PLAIN, description="Another")))
    with pytest.raises(PlanRefused, match=r"plain was changed again since: it is there again\."):
        undo(desk, entry.id)
    assert values(desk, "plain") == ("Another", None, "")


def test_a_member_who_is_gone_lets_nothing_come_back(desk: Desk) -> None:
    desk.directory.create(NewUser(username="bob", password="Correct-Horse-9"))
    entry = newest(ended(desk, EDITORS, "ann", "bob"))
    desk.directory.delete("bob")
    with pytest.raises(AwsError):
        undo(desk, entry.id)
    assert newest(desk).outcome is AuditOutcome.FAILED
    with pytest.raises(ResourceNotFound):
        desk.directory.group("editors")


def test_members_are_kept_up_to_a_page_and_without_them_nothing_comes_back(
    aws: Aws, desk: Desk
) -> None:
    desk.do(change_of_new_group(PLAIN))
    for number in range(61):
        new = NewUser(username=f"user-{number:02}", password="Correct-Horse-9", groups=("plain",))
        desk.directory.create(new)
    assert kept_members(desk.directory, "plain") is None
    desk.do(ending(desk, "plain"), reason="a test")
    assert "members" not in newest(desk).before
    with pytest.raises(PlanRefused, match="does not name its members"):
        undo(desk, newest(desk).id)


def test_what_came_of_an_unanswered_change_is_told_by_the_group(desk: Desk) -> None:
    def told(change: Change) -> str:
        entry = desk.book.begin(desk.book.entry(change, actor=desk.actor, reason="a test"))
        return look_at(desk.directory, entry)

    creation = change_of_new_group(EDITORS)
    assert "so it seems not to have been made" in told(creation)
    desk.do(creation)
    assert "so it seems to have been made" in told(creation)
    drawn = desk.directory.group("editors")
    edit = change_of_group(drawn, drawn, replace(EDITORS, precedence=1))
    assert "so it seems not to have been made" in told(edit)
    desk.do(change_of_group(drawn, drawn, replace(EDITORS, precedence=2)))
    assert "something else now" in told(edit)
    assert "so it seems not to have been made" in told(ending(desk, "editors"))
