"""What a refused sign-in means and what to try next, in plain words; pure."""

from dataclasses import dataclass

from services.api.sign_in import Refused
from services.home.personas import Persona, PersonaPool


@dataclass(frozen=True, slots=True, kw_only=True)
class RefusalWords:
    """`meaning` explains the answer, `next_step` says what to try; both are sentences."""

    meaning: str
    next_step: str


_ONE_TEXT = (
    "Cognito gives the same answer for a wrong password, an unknown user and a disabled "
    "user, so that nobody can find out which usernames exist."
)
_AS_SEEDED = (
    "Check the password. This test user's first password works unless it was changed; Reset on "
    "the Overview puts it back."
)
_BY_MESSAGE: tuple[tuple[str, RefusalWords], ...] = (
    (
        "username or password is incorrect",
        RefusalWords(
            meaning=_ONE_TEXT,
            next_step="Check the spelling of both, or choose a test user.",
        ),
    ),
    (
        "not confirmed",
        RefusalWords(
            meaning="The user signed up but never entered the code from the e-mail. Cognito says "
            "so before it looks at the password.",
            next_step="An admin can confirm the user, or the user enters the code that was sent.",
        ),
    ),
    (
        "password reset is required",
        RefusalWords(
            meaning="An admin reset this user's password, so the old one no longer works.",
            next_step="The user sets a new password with the code sent by e-mail, or an admin "
            "sets one.",
        ),
    ),
    (
        "code is incorrect",
        RefusalWords(
            meaning="The six digits do not belong to this user's authenticator app at this moment.",
            next_step="Codes change every 30 seconds: enter the one shown now.",
        ),
    ),
    (
        "code has expired",
        RefusalWords(
            meaning="Each code works once and only for a short time.",
            next_step="Wait for the next code of the authenticator app and enter that one.",
        ),
    ),
    (
        "does not meet the password policy",
        RefusalWords(
            meaning="The user pool checks every new password against its policy.",
            next_step="Choose a password that meets every line of the policy, then try again.",
        ),
    ),
    (
        "was used before",
        RefusalWords(
            meaning="The user pool remembers earlier passwords and refuses them.",
            next_step="Choose a password that this user never had.",
        ),
    ),
    (
        "session is invalid",
        RefusalWords(
            meaning="A challenge is answered with a session that is valid for three minutes and "
            "once. This session has ended.",
            next_step="Start over: sign in again to get a new challenge.",
        ),
    ),
    (
        "refresh token is invalid",
        RefusalWords(
            meaning="Cognito no longer exchanges this refresh token: it expired, it was revoked by "
            "a sign-out, or the user was disabled or deleted.",
            next_step="Sign in again.",
        ),
    ),
    (
        "too many failed attempts",
        RefusalWords(
            meaning="After five wrong passwords Cognito locks the user, first for one second, then "
            "for twice as long each time, up to about 15 minutes.",
            next_step="Wait, then sign in with the right password: that ends the lock.",
        ),
    ),
    (
        "is required",
        RefusalWords(
            meaning="The sign-in API refused the request before asking Cognito.",
            next_step="Fill in every field.",
        ),
    ),
)
_BY_CODE = {
    "10022": RefusalWords(
        meaning="The sign-in API does not accept a value of this request.",
        next_step="Correct the value and try again.",
    ),
    "10025": RefusalWords(
        meaning="The sign-in function could not complete the request; the API never says why to "
        "the client. Its log has the reason.",
        next_step="Try again. If that does not help, compare the stack with its plan on the Stack "
        "page.",
    ),
}
_ELSE = RefusalWords(
    meaning="This answer is not one of the sign-in API's own: something in front of the function "
    "gave it.",
    next_step="Look at the status and body below, and at the stack's state on the Stack page.",
)


def refusal_words(refused: Refused, persona: Persona | None) -> RefusalWords:
    """Return the words for a refusal; `persona` is the seeded user who tried, if it was one."""
    text = refused.message.lower()
    words = next((words for part, words in _BY_MESSAGE if part in text), None)
    if words is None:
        return _BY_CODE.get(refused.code, _ELSE)
    if persona is None or words.meaning != _ONE_TEXT:
        return words
    if reason := _persona_reason(persona):
        return RefusalWords(meaning=f"{reason} {_ONE_TEXT}", next_step="Choose another user.")
    return RefusalWords(meaning=_ONE_TEXT, next_step=_AS_SEEDED)


def _persona_reason(persona: Persona) -> str:
    """Return what the answer hides and the lab knows about its test user."""
    if not persona.enabled:
        return "The password may be right: this user is disabled."
    if persona.pool is PersonaPool.OTHER:
        return "This user belongs to another user pool, so this pool does not know the name."
    return ""
