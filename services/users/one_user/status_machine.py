"""The status machine of a user as data: from which status what leads where, and who does it; pure.

Sources and how sure each is: docs/aws-facts.md, "A user's status".
"""

from dataclasses import dataclass

from services.users.directory import UserStatus
from services.users.user_moves import MoveId

_Status = UserStatus
DRAWN = (
    _Status.UNCONFIRMED,
    _Status.FORCE_CHANGE_PASSWORD,
    _Status.CONFIRMED,
    _Status.RESET_REQUIRED,
    _Status.EXTERNAL_PROVIDER,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Transition:
    """One arrow; `move` is its button, None for what another part or the user does."""

    start: UserStatus
    end: UserStatus
    words: str
    by_user: bool = False
    move: MoveId | None = None


def _by_user(start: UserStatus, words: str) -> Transition:
    return Transition(start=start, end=_Status.CONFIRMED, words=words, by_user=True)


def _by_move(start: UserStatus, move: MoveId, words: str, end: UserStatus) -> Transition:
    return Transition(start=start, end=end, words=words, move=move)


def _by_password(start: UserStatus) -> tuple[Transition, ...]:
    ends = (
        ("Set a permanent password", _Status.CONFIRMED),
        ("Set a temporary password", _Status.FORCE_CHANGE_PASSWORD),
    )
    return tuple(Transition(start=start, end=end, words=words) for words, end in ends)


TRANSITIONS = (
    _by_move(_Status.UNCONFIRMED, MoveId.CONFIRM, "Confirm", _Status.CONFIRMED),
    _by_user(_Status.UNCONFIRMED, "enters the code of the sign-up"),
    _by_user(_Status.FORCE_CHANGE_PASSWORD, "chooses a password at the first sign-in"),
    _by_move(
        _Status.FORCE_CHANGE_PASSWORD,
        MoveId.RESEND,
        "Resend the invitation",
        _Status.FORCE_CHANGE_PASSWORD,
    ),
    _by_move(
        _Status.CONFIRMED, MoveId.RESET_PASSWORD, "Reset the password", _Status.RESET_REQUIRED
    ),
    _by_user(_Status.RESET_REQUIRED, "sets a new password by the code"),
    _by_move(
        _Status.RESET_REQUIRED, MoveId.RESET_PASSWORD, "Reset it again", _Status.RESET_REQUIRED
    ),
    *(arrow for status in DRAWN for arrow in _by_password(status)),
)
