"""Ways into groups and out of them, sent through the desk to the real engine."""

import pytest

from services.cloud.aws import Aws
from services.errors import PlanRefused, ResourceNotFound
from services.users.changes.desk import Desk
from services.users.groups.group_changes import change_of_new_group
from services.users.groups.membership_changes import (
    change_of_groups,
    change_of_joining,
    change_of_leaving,
)
from services.users.pool_group import GroupValues
from tests.services.users.one_user.people import STATUSES, user_in

pytestmark = pytest.mark.engine
HOSTILE = "=HYPERLINK(1)![x](//e)<b>🇫🇷"


def with_groups(desk: Desk, *names: str) -> Desk:
    for name in names:
        desk.do(change_of_new_group(GroupValues(name=name)))
    return desk


def test_a_user_joins_and_leaves_once(desk: Desk) -> None:
    with_groups(desk, HOSTILE)
    joining = change_of_joining("ann", HOSTILE, ())
    assert (joining.action, joining.label) == ("join_group", "Add to the group")
    assert (joining.before, joining.after) == ({"groups": []}, {"groups": [HOSTILE]})
    assert not joining.is_destructive
    desk.do(joining)
    held = desk.directory.groups_of("ann")
    assert held == (HOSTILE,)
    with pytest.raises(PlanRefused, match="already"):
        change_of_joining("ann", HOSTILE, held)
    leaving = change_of_leaving("ann", HOSTILE, held)
    assert (leaving.action, leaving.label) == ("leave_group", "Take out of the group")
    assert leaving.is_destructive
    desk.do(leaving, reason="a test")
    assert desk.directory.groups_of("ann") == ()
    with pytest.raises(PlanRefused, match="any more"):
        change_of_leaving("ann", HOSTILE, ())


@pytest.mark.parametrize("status", STATUSES)
def test_groups_are_joined_and_left_in_one_change(aws: Aws, desk: Desk, status: str) -> None:
    with_groups(desk, "old", "kept", "new")
    username = user_in(aws, desk.directory, status, f"{status}-groups")
    desk.do(change_of_groups(username, (), ("old", "kept")))
    change = change_of_groups(username, ("kept", "old"), ("kept", "new"))
    assert (change.action, change.label) == ("set_groups", "Change the groups")
    assert (change.before, change.after) == (
        {"groups": ["kept", "old"]},
        {"groups": ["kept", "new"]},
    )
    desk.do(change)
    assert desk.directory.groups_of(username) == ("kept", "new")


def test_groups_stay_as_they_were_when_one_of_them_is_gone(desk: Desk) -> None:
    with_groups(desk, "old", "kept")
    desk.do(change_of_groups("ann", (), ("old",)))
    with pytest.raises(ResourceNotFound):
        desk.do(change_of_groups("ann", ("old",), ("kept", "no-such-group")))
    assert desk.directory.groups_of("ann") == ("old",)


def test_the_same_groups_are_no_change() -> None:
    with pytest.raises(PlanRefused, match="already"):
        change_of_groups("ann", ("a", "b"), ("b", "a"))
