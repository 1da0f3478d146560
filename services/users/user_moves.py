"""The status machine of a user: what an administrator may do in which status, as data; pure.

Statuses: https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_UserType.html
Each operation and how sure it is: docs/aws-facts.md, "A user's status".
"""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

from services.users.directory import UserStatus, UserSummary

_Status = UserStatus


class MoveId(StrEnum):
    CONFIRM = "confirm"
    RESEND = "resend"
    RESET_PASSWORD = "reset_password"  # noqa: S105 - the name of an action
    VERIFY_EMAIL = "verify_email"
    VERIFY_PHONE = "verify_phone"
    UNVERIFY_EMAIL = "unverify_email"
    UNVERIFY_PHONE = "unverify_phone"
    DISABLE = "disable"
    ENABLE = "enable"
    SIGN_OUT = "sign_out"


@dataclass(frozen=True, slots=True, kw_only=True)
class UserMove:
    """One action: the operation it calls, what it sends to the user, what it does to tokens.

    `refusal` says why it is not to be had for a user, "" when it is. A revocation race shows what
    it does to tokens where `is_raced`. One that takes something away `is_destructive`.
    """

    id: MoveId
    label: str
    operation: str
    sends: str
    tokens: str
    refusal: Callable[[UserSummary], str]
    is_raced: bool = False
    is_destructive: bool = False


_SENDS_NOTHING = "Cognito sends nothing to the user."
_TOKENS_STAY = "Tokens already issued stay as they are until they expire."


def _only_in(status: UserStatus, words: str) -> Callable[[UserSummary], str]:
    return lambda user: "" if user.status is status else f"Only for a user {words}."


_is_not_invited = _only_in(_Status.FORCE_CHANGE_PASSWORD, "with a temporary password")


def _refuse_resend(user: UserSummary) -> str:
    no_address = "" if user.email else "The user has no e-mail address to send it to."
    return _is_not_invited(user) or no_address


def _refuse_reset(user: UserSummary) -> str:
    reasons = {
        _Status.UNCONFIRMED: "The user never confirmed the sign-up: confirm the user first.",
        _Status.FORCE_CHANGE_PASSWORD: "The user has a temporary password: resend the invitation.",
        _Status.EXTERNAL_PROVIDER: "The user signs in at another identity provider.",
    }
    return reasons.get(user.status, "")


def instead_of_reset(user: UserSummary) -> tuple[MoveId, ...]:
    """Return the move that the refusal of a reset names, none where a reset is not refused."""
    named = {
        _Status.UNCONFIRMED: MoveId.CONFIRM,
        _Status.FORCE_CHANGE_PASSWORD: MoveId.RESEND,
    }
    return (named[user.status],) if user.status in named else ()


def has_nowhere_to_send(user: UserSummary) -> bool:
    """Tell whether a code cannot reach the user: neither e-mail nor phone is verified."""
    return not user.email_verified and user.attributes.get("phone_number_verified") != "true"


def _refuse_marking(name: str, words: str, *, to: bool) -> Callable[[UserSummary], str]:
    said = "verified already" if to else "not verified"

    def refusal(user: UserSummary) -> str:
        if not user.attributes.get(name):
            return f"The user has no {words}."
        is_verified = user.attributes.get(f"{name}_verified") == "true"
        return f"The {words} is {said}." if is_verified is to else ""

    return refusal


def _marking(move: MoveId, name: str, words: str, *, to: bool) -> UserMove:
    """Return the move that marks an address as verified, or as not verified."""
    return UserMove(
        id=move,
        label=f"Mark the {words.split(maxsplit=1)[0]} as {'' if to else 'not '}verified",
        operation="AdminUpdateUserAttributes",
        sends=_SENDS_NOTHING,
        tokens="Tokens already issued keep the old claim; a refresh brings the new one.",
        refusal=_refuse_marking(name, words, to=to),
    )


_CODE = (
    "Cognito sends a code to the verified e-mail address or phone number. The old password counts "
    "no longer."
)
MOVES = (
    UserMove(
        id=MoveId.CONFIRM,
        label="Confirm",
        operation="AdminConfirmSignUp",
        sends="Cognito sends nothing, and runs a post confirmation trigger where the pool has one.",
        tokens="An unconfirmed user has no tokens.",
        refusal=_only_in(_Status.UNCONFIRMED, "who signed up and is not confirmed"),
    ),
    UserMove(
        id=MoveId.RESEND,
        label="Resend the invitation",
        operation="AdminCreateUser with RESEND",
        sends="Cognito makes a new temporary password and sends it by e-mail. Its days begin anew, "
        "and the one before counts no longer.",
        tokens="A user with a temporary password cannot get tokens by it.",
        refusal=_refuse_resend,
    ),
    UserMove(
        id=MoveId.RESET_PASSWORD,
        label="Reset the password",
        operation="AdminResetUserPassword",
        sends=_CODE,
        tokens=_TOKENS_STAY,
        refusal=_refuse_reset,
        is_destructive=True,
    ),
    _marking(MoveId.VERIFY_EMAIL, "email", "e-mail address", to=True),
    _marking(MoveId.VERIFY_PHONE, "phone_number", "phone number", to=True),
    _marking(MoveId.UNVERIFY_EMAIL, "email", "e-mail address", to=False),
    _marking(MoveId.UNVERIFY_PHONE, "phone_number", "phone number", to=False),
    UserMove(
        id=MoveId.DISABLE,
        label="Disable",
        operation="AdminDisableUser",
        sends=_SENDS_NOTHING,
        tokens="Cognito takes the user's tokens no more; the authorizer still takes them until "
        "they expire.",
        refusal=lambda user: "" if user.enabled else "The user is disabled already.",
        is_raced=True,
        is_destructive=True,
    ),
    UserMove(
        id=MoveId.ENABLE,
        label="Enable",
        operation="AdminEnableUser",
        sends=_SENDS_NOTHING,
        tokens="Tokens that were revoked when the user was disabled stay revoked.",
        refusal=lambda user: "The user is enabled already." if user.enabled else "",
    ),
    UserMove(
        id=MoveId.SIGN_OUT,
        label="Sign out everywhere",
        operation="AdminUserGlobalSignOut",
        sends=_SENDS_NOTHING,
        tokens="Cognito revokes every token of the user; the authorizer still takes them until "
        "they expire.",
        refusal=lambda _user: "",
        is_raced=True,
        is_destructive=True,
    ),
)
