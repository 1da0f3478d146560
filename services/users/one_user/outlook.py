"""What a user's state means for their tokens at the authorizer, now; pure.

Each sentence and how sure it is: docs/aws-facts.md, "After a sign-out, a revocation or the end of a
user" and "A user's status".
"""

from dataclasses import dataclass

from services.users.directory import UserStatus, UserSummary

_GETS_NONE = {
    UserStatus.UNCONFIRMED: "Cognito issues none: the sign-up is not confirmed.",
    UserStatus.FORCE_CHANGE_PASSWORD: "Cognito issues one once the user has answered the challenge "
    "NEW_PASSWORD_REQUIRED with a password of their own.",
    UserStatus.RESET_REQUIRED: "Cognito issues none before the user sets a new password by a code.",
    UserStatus.EXTERNAL_PROVIDER: "Cognito issues one after a sign-in at the identity provider.",
    UserStatus.CONFIRMED: "Cognito issues one for the password, and for the second factor where "
    "one is on.",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class TokenOutlook:
    """A token the user already holds, a new one, and the groups that a new one names."""

    held: str
    new: str
    groups: str


def token_outlook(user: UserSummary, groups: tuple[str, ...]) -> TokenOutlook:
    """Return what the authorizer would say; it never asks Cognito, only the token counts."""
    new = _GETS_NONE.get(user.status, "Cognito's status says nothing that this version knows.")
    if not user.enabled:
        new = "Cognito issues none: the user is disabled."
    return TokenOutlook(
        held="Taken until it expires, whatever was done to the user since: the authorizer never "
        "asks Cognito about a user.",
        new=new,
        groups=f"{', '.join(groups)}." if groups else "None.",
    )
