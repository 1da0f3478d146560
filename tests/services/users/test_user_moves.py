"""The status machine as a table: what is legal in statuses that no local engine makes, too."""

import pytest

from services.users.directory import UserStatus, UserSummary
from services.users.user_moves import MOVES, MoveId, instead_of_reset
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


@pytest.mark.parametrize(
    ("status", "instead", "said"),
    [
        pytest.param(
            UserStatus.FORCE_CHANGE_PASSWORD,
            (MoveId.RESEND,),
            "resend the invitation",
            id="a temporary password: the invitation",
        ),
        pytest.param(
            UserStatus.UNCONFIRMED, (MoveId.CONFIRM,), "confirm", id="unconfirmed: confirm"
        ),
        pytest.param(UserStatus.EXTERNAL_PROVIDER, (), "", id="no password here: nothing"),
        pytest.param(UserStatus.CONFIRMED, (), "", id="a reset is to be had: nothing"),
    ],
)
def test_a_refused_reset_leads_to_the_move_that_it_names(
    status: UserStatus, instead: tuple[MoveId, ...], said: str
) -> None:
    assert instead_of_reset(user(status)) == instead
    refusal = next(move for move in MOVES if move.id is MoveId.RESET_PASSWORD).refusal(user(status))
    assert said in refusal
