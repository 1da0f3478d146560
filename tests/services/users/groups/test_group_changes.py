"""Changes of groups, sent through the desk to the real engine, and those that are not sent."""

from dataclasses import replace

import pytest

from services.cloud.aws import Aws
from services.errors import AlreadyExists, InputError, PlanRefused, ResourceNotFound
from services.users.changes.desk import Desk
from services.users.directory import Directory
from services.users.groups.group_changes import (
    change_of_group,
    change_of_group_end,
    change_of_new_group,
    refusal_of_end,
)
from services.users.groups.membership_changes import change_of_joining
from services.users.pool_group import GroupValues, PoolGroup, read_group, read_groups

pytestmark = pytest.mark.engine
ROLE = "arn:aws:iam::000000000000:role/group-editors"
HOSTILE = GroupValues(
    name="=HYPERLINK(1)![x](//e)<b>🇫🇷",
    description="=1+1 <script>alert(1)</script> ![x](http://evil) \u202enimda " + "x" * 1980,
)
EDITORS = GroupValues(name="editors", description="They edit", precedence=5, role_arn=ROLE)


def made(aws: Aws, desk: Desk, values: GroupValues) -> PoolGroup:
    desk.do(change_of_new_group(values))
    return read_group(aws, desk.user_pool_id, values.name)


@pytest.mark.parametrize(
    "values",
    [
        pytest.param(EDITORS, id="with everything"),
        pytest.param(GroupValues(name="plain"), id="with a name only"),
        pytest.param(GroupValues(name="first", precedence=0), id="with precedence 0"),
        pytest.param(GroupValues(name="last", precedence=2**31 - 1), id="with the highest"),
        pytest.param(GroupValues(name="x" * 128), id="with a name of 128 characters"),
        pytest.param(HOSTILE, id="with what looks like code"),
    ],
)
def test_a_group_is_created_as_asked(aws: Aws, desk: Desk, values: GroupValues) -> None:
    group = made(aws, desk, values)
    assert (group.name, group.description) == (values.name, values.description)
    assert (group.precedence, group.role_arn) == (values.precedence, values.role_arn)
    assert group.created_at == group.modified_at


@pytest.mark.parametrize(
    ("values", "words"),
    [
        pytest.param(GroupValues(name=""), "The name is empty.", id="no name"),
        pytest.param(GroupValues(name="x" * 129), "more than 128", id="too long a name"),
        pytest.param(GroupValues(name="two words"), "no space", id="a space"),
        pytest.param(GroupValues(name="nimda\u202e"), "no formatting sign", id="an unseen mark"),
        pytest.param(replace(EDITORS, description="x" * 2049), "more than 2048", id="description"),
        pytest.param(replace(EDITORS, precedence=-1), "from 0 to 2147483647", id="below 0"),
        pytest.param(replace(EDITORS, precedence=2**31), "from 0 to 2147483647", id="beyond"),
        pytest.param(replace(EDITORS, role_arn="editors"), "no ARN", id="a name as role"),
        pytest.param(replace(EDITORS, role_arn=f"{ROLE} x"), "no ARN", id="a space in the ARN"),
        pytest.param(
            replace(EDITORS, role_arn=f"arn:aws:iam::1:role/{'x' * 2048}"), "no ARN", id="long ARN"
        ),
    ],
)
def test_what_cognito_refuses_is_not_sent(values: GroupValues, words: str) -> None:
    with pytest.raises(InputError, match=words):
        change_of_new_group(values)


def test_a_name_is_taken_once(aws: Aws, desk: Desk) -> None:
    made(aws, desk, EDITORS)
    with pytest.raises(AlreadyExists):
        desk.do(change_of_new_group(EDITORS))


@pytest.mark.parametrize(
    ("wanted", "sent", "before"),
    [
        pytest.param(
            replace(EDITORS, precedence=0), {"Precedence": 0}, {"precedence": 5}, id="precedence"
        ),
        pytest.param(
            replace(EDITORS, description=""),
            {"Description": ""},
            {"description": "They edit"},
            id="the description taken away",
        ),
        pytest.param(
            replace(EDITORS, description="=1", precedence=7),
            {"Description": "=1", "Precedence": 7},
            {"description": "They edit", "precedence": 5},
            id="two of them",
        ),
    ],
)
def test_an_edit_sends_what_differs(
    aws: Aws, desk: Desk, wanted: GroupValues, sent: dict[str, object], before: dict[str, object]
) -> None:
    group = made(aws, desk, EDITORS)
    change = change_of_group(group, group, wanted)
    assert change.calls[0].parameters == {"GroupName": "editors", **sent}
    assert change.before == before
    desk.do(change)
    now = read_group(aws, desk.user_pool_id, "editors")
    assert (now.description, now.precedence, now.role_arn) == (
        wanted.description,
        wanted.precedence,
        ROLE,
    )


def test_an_edit_is_refused_that_changes_nothing_or_takes_away_what_stays(
    aws: Aws, desk: Desk
) -> None:
    group = made(aws, desk, EDITORS)
    with pytest.raises(PlanRefused, match="exactly these values"):
        change_of_group(group, group, EDITORS)
    with pytest.raises(InputError, match="role of a group, and not take it away"):
        change_of_group(group, group, replace(EDITORS, role_arn=""))
    with pytest.raises(InputError, match="precedence of a group, and not take it away"):
        change_of_group(group, group, replace(EDITORS, precedence=None))


def test_an_edit_does_not_undo_what_somebody_else_did(aws: Aws, desk: Desk) -> None:
    drawn = made(aws, desk, EDITORS)
    desk.do(change_of_group(drawn, drawn, replace(EDITORS, description="Theirs")))
    now = read_group(aws, desk.user_pool_id, "editors")
    with pytest.raises(PlanRefused, match="changed by somebody else"):
        change_of_group(now, drawn, replace(EDITORS, precedence=1))


def test_a_deleted_group_is_gone_and_its_members_stay(aws: Aws, desk: Desk) -> None:
    group = made(aws, desk, EDITORS)
    desk.do(change_of_joining("ann", "editors", ()))
    ending = change_of_group_end(group)
    assert ending.is_destructive
    assert ending.before == {"description": "They edit", "precedence": 5, "role_arn": ROLE}
    desk.do(ending, reason="a test")
    assert read_groups(aws, desk.user_pool_id) == ()
    assert Directory(aws, desk.user_pool_id).groups_of("ann") == ()
    with pytest.raises(ResourceNotFound):
        read_group(aws, desk.user_pool_id, "editors")
    for late in (ending, change_of_joining("ann", "editors", ())):
        with pytest.raises(ResourceNotFound):
            desk.do(late, reason="a test")


def test_a_group_that_the_demos_need_is_not_deleted(aws: Aws, desk: Desk) -> None:
    group = made(aws, desk, EDITORS)
    with pytest.raises(PlanRefused, match="test users of the demos"):
        change_of_group_end(group, needed={"editors"})
    assert change_of_group_end(group, needed={"staff"})


def test_groups_are_read_in_the_order_of_their_precedence(aws: Aws, desk: Desk) -> None:
    for name, precedence in (("b", 7), ("none", None), ("a", 7), ("zero", 0)):
        made(aws, desk, GroupValues(name=name, precedence=precedence))
    names = [group.name for group in read_groups(aws, desk.user_pool_id)]
    assert names == ["zero", "a", "b", "none"]


def test_all_pages_of_groups_are_read(aws: Aws, desk: Desk) -> None:
    for number in range(61):
        desk.do(change_of_new_group(GroupValues(name=f"group-{number:02}")))
    assert len(read_groups(aws, desk.user_pool_id)) == 61


def test_no_group_is_deleted_while_nobody_can_tell_which_the_demos_need() -> None:
    assert refusal_of_end("editors", None).startswith("Nobody can tell whether the demos need it")
    assert refusal_of_end("editors", ()) == ""
