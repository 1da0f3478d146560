"""The status machine as a table: what is legal in statuses that no local engine makes, too."""

import pytest

from services.users.directory import UserStatus, UserSummary
from services.users.user_moves import MOVES
from tests.services.users.one_user.people import person as user


def legal(asked: UserSummary) -> set[str]:
    return {move.id.value for move in MOVES if not move.refusal(asked)}


@pytest.mark.parametrize(
    ("asked", "moves"),
    [
        pytest.param(
            user(UserStatus.EXTERNAL_PROVIDER),
            {"disable", "sign_out"},
            id="another identity provider keeps the password",
        ),
        pytest.param(
            user(UserStatus.EXTERNAL_PROVIDER, enabled=False),
            {"enable", "sign_out"},
            id="another identity provider, disabled",
        ),
        pytest.param(
            user(UserStatus.CONFIRMED, email="m@example.com", phone_number="+49123"),
            {"reset_password", "verify_email", "verify_phone", "disable", "sign_out"},
            id="both addresses can be marked",
        ),
        pytest.param(
            user(UserStatus.CONFIRMED, phone_number="+49123", phone_number_verified="true"),
            {"reset_password", "unverify_phone", "disable", "sign_out"},
            id="what is verified is not marked again",
        ),
        pytest.param(
            user(UserStatus.FORCE_CHANGE_PASSWORD),
            {"disable", "sign_out"},
            id="no invitation without an address",
        ),
    ],
)
def test_a_move_is_offered_where_it_is_legal(asked: UserSummary, moves: set[str]) -> None:
    assert legal(asked) == moves


@pytest.mark.parametrize("status", UserStatus)
def test_every_refusal_is_a_sentence(status: UserStatus) -> None:
    for move in MOVES:
        refusal = move.refusal(user(status))
        assert refusal == "" or (refusal[0].isupper() and refusal.endswith("."))
