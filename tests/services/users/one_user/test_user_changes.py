"""Every change of a user in every status on the real engine: the legal happen, the rest nothing."""

from dataclasses import replace

import pytest

from services.cloud.aws import Aws
from services.errors import AwsError, PlanRefused, UserNotFound
from services.users.changes.desk import Desk
from services.users.directory import Directory, UserSummary
from services.users.new_user import NewUser
from services.users.one_user.user_changes import change_of_end, change_of_move
from services.users.user_moves import MOVES, UserMove, has_nowhere_to_send
from tests.services.users.one_user.people import PASSWORD, STATUSES, user_in

pytestmark = pytest.mark.engine
ANYBODY = {"verify_email", "sign_out"}
LEGAL = {
    "UNCONFIRMED": {"confirm", *ANYBODY},
    "FORCE_CHANGE_PASSWORD": {"resend", *ANYBODY},
    "CONFIRMED": {"reset_password", *ANYBODY},
    "RESET_REQUIRED": {"reset_password", *ANYBODY},
}
AFTERWARDS = {"confirm": "CONFIRMED", "reset_password": "RESET_REQUIRED"}
# What the engine itself refuses, as Cognito does; the rest is refused here before it is asked.
REFUSED_BY_STATUS = {
    "confirm": {"FORCE_CHANGE_PASSWORD", "CONFIRMED", "RESET_REQUIRED"},
    "resend": {"UNCONFIRMED", "CONFIRMED", "RESET_REQUIRED"},
    "reset_password": {"FORCE_CHANGE_PASSWORD"},
}


def act_on(aws: Aws, directory: Directory, username: str, move: UserMove) -> UserSummary:
    change = change_of_move(directory.get(username), move)
    Desk(aws, directory.user_pool_id).do(change, reason="a test")
    return directory.get(username)


@pytest.mark.parametrize("enabled", [True, False], ids=["enabled", "disabled"])
@pytest.mark.parametrize("status", LEGAL)
@pytest.mark.parametrize("move", MOVES, ids=lambda move: move.id.value)
def test_a_move_is_made_where_it_is_legal_and_refused_elsewhere(
    aws: Aws, directory: Directory, status: str, move: UserMove, enabled: bool
) -> None:
    username = user_in(aws, directory, status, f"{status}-{move.id.value}-{enabled}")
    if not enabled:
        directory.disable(username)
    before = directory.get(username)
    legal = LEGAL[status] | {"disable" if enabled else "enable"}
    assert (move.refusal(before) == "") == (move.id.value in legal)
    if move.id.value not in legal:
        with pytest.raises(PlanRefused):
            act_on(aws, directory, username, move)
        assert directory.get(username) == before
        return
    after = act_on(aws, directory, username, move)
    assert after.status.value == AFTERWARDS.get(move.id.value, status)
    assert after.enabled == {"disable": False, "enable": True}.get(move.id.value, enabled)
    assert after.email_verified == (move.id.value == "verify_email")


@pytest.mark.parametrize("status", LEGAL)
@pytest.mark.parametrize("move", [each for each in MOVES if each.id.value in REFUSED_BY_STATUS])
def test_the_engine_refuses_what_cognito_refuses_by_status(
    aws: Aws, directory: Directory, status: str, move: UserMove
) -> None:
    username = user_in(aws, directory, status, f"{status}-{move.id.value}-straight")
    anyway = replace(move, refusal=lambda _user: "")
    if status in REFUSED_BY_STATUS[move.id.value]:
        with pytest.raises(AwsError):
            act_on(aws, directory, username, anyway)
        assert directory.get(username).status.value == status
    else:
        act_on(aws, directory, username, anyway)


def test_an_invitation_goes_only_to_an_address(aws: Aws, directory: Directory) -> None:
    directory.create(NewUser(username="no-address", password=PASSWORD))
    resend = next(each for each in MOVES if each.id.value == "resend")
    with pytest.raises(PlanRefused, match="no e-mail address"):
        act_on(aws, directory, "no-address", resend)


def test_no_code_reaches_a_user_without_a_verified_address(directory: Directory) -> None:
    new = NewUser(username="reach", password=PASSWORD, email="a@example.com")
    assert has_nowhere_to_send(directory.create(new))
    verified = NewUser(
        username="reached", password=PASSWORD, email="b@example.com", email_verified=True
    )
    assert not has_nowhere_to_send(directory.create(verified))


@pytest.mark.parametrize("status", STATUSES)
def test_a_user_is_deleted_in_every_status(aws: Aws, directory: Directory, status: str) -> None:
    user = directory.get(user_in(aws, directory, status, f"{status}-end"))
    group = {"UserPoolId": directory.user_pool_id, "GroupName": "kept"}
    aws.call("cognito-idp", "admin_add_user_to_group", **group, Username=user.username)
    desk = Desk(aws, directory.user_pool_id)
    with pytest.raises(PlanRefused, match="is in other groups now: kept"):
        desk.do(change_of_end(user, ()), reason="left")
    change = change_of_end(user, ("kept",))
    assert change.is_destructive
    assert change.before["groups"] == ["kept"]
    desk.do(change, reason="left")
    with pytest.raises(UserNotFound):
        directory.get(user.username)


def test_a_verified_mark_is_taken_away_and_both_values_are_kept(
    aws: Aws, directory: Directory
) -> None:
    new = NewUser(username="marked", password=PASSWORD, email="m@example.com", email_verified=True)
    user = directory.create(new)
    unmark = next(each for each in MOVES if each.id.value == "unverify_email")
    change = change_of_move(user, unmark)
    assert change.before == {"attributes": {"email_verified": "true"}}
    assert change.after == {"attributes": {"email_verified": "false"}}
    assert not act_on(aws, directory, "marked", unmark).email_verified
