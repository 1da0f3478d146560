"""Setting a user's password, which an administrator chooses; not a reset, which the user ends."""

from services.errors import InputError
from services.users.changes.change import Call, Change
from services.users.directory import UserStatus, UserSummary
from services.users.passwords import PasswordPolicy, unmet_rules

TOKENS = (
    "Tokens already issued stay as they are until they expire. Sign out everywhere ends the "
    "sessions that the old password began."
)
SENDS = "Cognito sends nothing to the user: you tell them the password."


def change_of_password(
    user: UserSummary, password: str, policy: PasswordPolicy, *, is_permanent: bool
) -> Change:
    """Return the change; InputError, before any call, with the rules that the password breaks.

    It is legal in every status: a permanent one confirms the user, a temporary one makes the status
    FORCE_CHANGE_PASSWORD.
    https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_AdminSetUserPassword.html
    """
    if not password:
        raise InputError("The password is missing.", hint="Type or generate one.")
    require_policy(password, policy)
    after = UserStatus.CONFIRMED if is_permanent else UserStatus.FORCE_CHANGE_PASSWORD
    parameters = {"Username": user.username, "Password": password, "Permanent": is_permanent}
    return Change(
        action="set_password",
        label=f"Set a {'permanent' if is_permanent else 'temporary'} password",
        target=user.username,
        calls=(Call(operation="admin_set_user_password", parameters=parameters),),
        before={"status": user.status.value},
        after={"status": after.value},
        is_destructive=True,
    )


def require_policy(password: str, policy: PasswordPolicy) -> None:
    """Raise InputError with the rules that the password breaks."""
    if unmet := unmet_rules(password, policy):
        raise InputError(
            f"The password breaks the pool's policy: it needs {', '.join(unmet)}.",
            hint="Type another one, or generate one.",
        )


def what_setting_does(user: UserSummary, policy: PasswordPolicy, *, is_permanent: bool) -> str:
    """Return what follows from a set password for this user."""
    follows = (
        "The user signs in with it at once and is confirmed."
        if is_permanent
        else "The user signs in with it once, then chooses a new one. It counts for "
        f"{policy.temporary_days} days."
    )
    warned = (
        " AWS advises against a password for a user of another identity provider: they would then "
        "have two ways in."
        if user.status is UserStatus.EXTERNAL_PROVIDER
        else ""
    )
    return f"{follows}{warned}"
