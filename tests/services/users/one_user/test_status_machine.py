"""The drawn status machine is the one that runs: each arrow of an administrator is tried."""

import pytest

from services.cloud.aws import Aws
from services.users.changes.desk import Desk
from services.users.directory import Directory, UserStatus
from services.users.one_user.outlook import token_outlook
from services.users.one_user.password_change import change_of_password
from services.users.one_user.status_machine import TRANSITIONS, Transition
from services.users.one_user.user_changes import change_of_move
from services.users.passwords import PasswordPolicy
from services.users.user_moves import MOVES
from tests.services.users.one_user.people import STATUSES, person, user_in

BY_ADMIN = [each for each in TRANSITIONS if not each.by_user and each.start.value in STATUSES]


@pytest.mark.engine
@pytest.mark.parametrize("arrow", BY_ADMIN, ids=lambda each: f"{each.start}: {each.words}")
def test_an_arrow_leads_where_it_is_drawn(
    aws: Aws, directory: Directory, desk: Desk, arrow: Transition
) -> None:
    username = f"{arrow.start}-{arrow.words}-drawn".replace(" ", "-")
    user = directory.get(user_in(aws, directory, arrow.start.value, username))
    if arrow.move:
        change = change_of_move(user, next(each for each in MOVES if each.id is arrow.move))
    else:
        is_permanent = "permanent" in arrow.words
        policy = PasswordPolicy()
        change = change_of_password(user, "Another-Horse-8", policy, is_permanent=is_permanent)
    desk.do(change, reason="a test")
    assert directory.get(username).status is arrow.end


def test_every_move_that_changes_the_status_is_drawn_where_it_is_legal() -> None:
    drawn = {(each.move, each.start) for each in TRANSITIONS if each.move}
    statuses = {each.start for each in TRANSITIONS}
    moves = [each for each in MOVES if each.id in {move for move, _ in drawn}]
    legal = {
        (move.id, status)
        for move in moves
        for status in statuses
        if not move.refusal(person(status, email="a@example.com"))
    }
    assert drawn == legal


@pytest.mark.parametrize(
    ("status", "enabled", "said"),
    [
        pytest.param("CONFIRMED", True, "issues one for the password", id="confirmed"),
        pytest.param("CONFIRMED", False, "issues none: the user is disabled", id="disabled"),
        pytest.param("UNCONFIRMED", True, "issues none: the sign-up", id="unconfirmed"),
        pytest.param("RESET_REQUIRED", True, "none before the user sets", id="reset"),
        pytest.param("FORCE_CHANGE_PASSWORD", True, "NEW_PASSWORD_REQUIRED", id="temporary"),
        pytest.param("EXTERNAL_PROVIDER", True, "at the identity provider", id="external"),
        pytest.param("UNKNOWN", True, "nothing that this version knows", id="unknown"),
    ],
)
def test_the_outlook_says_whether_there_is_a_new_token(
    status: str, enabled: bool, said: str
) -> None:
    outlook = token_outlook(person(UserStatus(status), enabled=enabled), ("admins", "staff"))
    assert said in outlook.new
    assert "Taken until it expires" in outlook.held
    assert outlook.groups == "admins, staff."
