"""What Cognito's refusal of a self-service operation means, and what to do next; pure."""

from dataclasses import dataclass

from services.errors import AwsError


@dataclass(frozen=True, slots=True, kw_only=True)
class Meaning:
    """Two sentences: what the refusal says, and what to do next."""

    means: str
    next_step: str


# (a part of AWS's text, or "" for any; the code) -> its meaning; the first that fits counts.
_MEANINGS: tuple[tuple[str, str, Meaning], ...] = (
    (
        "",
        "UsernameExistsException",
        Meaning(
            means="Somebody has this username already. Sign-up tells everybody so, whatever the "
            "app client's setting to hide which users exist.",
            next_step="Choose another username.",
        ),
    ),
    (
        "",
        "InvalidPasswordException",
        Meaning(
            means="The password breaks a rule of the user pool's password policy.",
            next_step="Choose a password that meets every line of the policy.",
        ),
    ),
    (
        "",
        "PasswordHistoryPolicyViolationException",
        Meaning(
            means="The user pool remembers earlier passwords and refuses them.",
            next_step="Choose a password that this user never had.",
        ),
    ),
    (
        "",
        "CodeMismatchException",
        Meaning(
            means="This is not the code that was sent last. An app client that hides which users "
            "exist gives the same answer for a user who does not exist.",
            next_step="Enter the code of the newest e-mail, or let a new one be sent.",
        ),
    ),
    (
        "",
        "ExpiredCodeException",
        Meaning(
            means="The code is too old, was used already, or was never sent.",
            next_step="Let a new code be sent, and enter that one.",
        ),
    ),
    (
        "Current status is CONFIRMED",
        "NotAuthorizedException",
        Meaning(
            means="This user has entered the code already.",
            next_step="Nothing is left to do here: sign in.",
        ),
    ),
    (
        "cannot be reset in the current state",
        "NotAuthorizedException",
        Meaning(
            means="An admin invited this user, who has not chosen a first password yet. Until "
            "then there is no password to forget.",
            next_step="Sign in with the temporary password, or let an admin send a new one.",
        ),
    ),
    (
        "no registered/verified email",
        "InvalidParameterException",
        Meaning(
            means="Cognito sends the code only to an address that the user has proven to own, and "
            "this user has none.",
            next_step="Confirm the sign-up, verify the e-mail address, or let an admin set a "
            "password.",
        ),
    ),
    (
        "SECRET_HASH was not received",
        "NotAuthorizedException",
        Meaning(
            means="The app client has a secret, and the call came without SECRET_HASH.",
            next_step="Compute it from username, client id and client secret, and send it along.",
        ),
    ),
    (
        "Incorrect username or password",
        "NotAuthorizedException",
        Meaning(
            means="The old password is wrong.",
            next_step="Enter the password that you sign in with today.",
        ),
    ),
    (
        "Access Token",
        "NotAuthorizedException",
        Meaning(
            means="Cognito no longer takes this access token: it expired, was revoked, or lacks "
            "the scope aws.cognito.signin.user.admin.",
            next_step="Sign in again, then try once more.",
        ),
    ),
    (
        "",
        "EnableSoftwareTokenMFAException",
        Meaning(
            means="The six digits do not belong to this key at this moment.",
            next_step="Codes change every 30 seconds: enter the one shown now, and check the "
            "clock of the device.",
        ),
    ),
    (
        "",
        "LimitExceededException",
        Meaning(
            means="Too many attempts for this user: Cognito limits how often codes are sent and "
            "tried.",
            next_step="Wait a while, then try again.",
        ),
    ),
    (
        "",
        "InvalidParameterException",
        Meaning(
            means="Cognito does not accept the form of a value, or not for this user.",
            next_step="Read Cognito's own text above, correct the value and try again.",
        ),
    ),
)


def meaning_of(error: AwsError) -> Meaning | None:
    """Return what AWS's refusal means; None for one that this table does not know."""
    code = error.facts.get("code")
    for part, known, meaning in _MEANINGS:
        if code == known and part in error.message:
            return meaning
    return None
