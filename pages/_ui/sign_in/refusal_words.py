"""What a refused sign-in means and what to try next, in plain words; pure."""

from dataclasses import dataclass, replace

from services.api.sign_in import Refused
from services.home.personas import Persona, PersonaPool


@dataclass(frozen=True, slots=True, kw_only=True)
class RefusalWords:
    """`meaning` explains the answer, `next_step` says what to try; both are sentences.

    `exceptions` are Cognito's that lead to this answer; none when the function refused before it
    asked Cognito. `hidden` says what the answer keeps back on purpose, and why.
    """

    meaning: str
    next_step: str
    exceptions: tuple[str, ...] = ()
    hidden: str = ""
    flow: str = ""


_ONE_TEXT = (
    "A wrong password, an unknown user and a disabled user get one and the same answer, so that "
    "a stranger cannot tell these three apart."
)
_NOT_AUTHORIZED = "NotAuthorizedException"
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
            exceptions=(_NOT_AUTHORIZED, "UserNotFoundException"),
            hidden="Which of the three it was. The function's log line names the exception.",
        ),
    ),
    (
        "not confirmed",
        RefusalWords(
            meaning="The user signed up but never entered the code from the e-mail. Cognito says "
            "so before it looks at the password.",
            next_step="An admin can confirm the user, or the user enters the code that was sent.",
            flow="Sign up",
            exceptions=("UserNotConfirmedException",),
        ),
    ),
    (
        "password reset is required",
        RefusalWords(
            meaning="An admin reset this user's password, so the old one no longer works.",
            next_step="The user sets a new password with the code sent by e-mail, or an admin "
            "sets one.",
            flow="Forgot password",
            exceptions=("PasswordResetRequiredException",),
        ),
    ),
    (
        "code is incorrect",
        RefusalWords(
            meaning="The six digits do not belong to this user's authenticator app at this moment.",
            next_step="Codes change every 30 seconds: enter the one shown now.",
            exceptions=("CodeMismatchException",),
        ),
    ),
    (
        "code has expired",
        RefusalWords(
            meaning="Each code works once and only for a short time.",
            next_step="Wait for the next code of the authenticator app and enter that one.",
            exceptions=("ExpiredCodeException",),
        ),
    ),
    (
        "does not meet the password policy",
        RefusalWords(
            meaning="The user pool checks every new password against its policy.",
            next_step="Choose a password that meets every line of the policy, then try again.",
            exceptions=("InvalidPasswordException",),
        ),
    ),
    (
        "was used before",
        RefusalWords(
            meaning="The user pool remembers earlier passwords and refuses them.",
            next_step="Choose a password that this user never had.",
            exceptions=("PasswordHistoryPolicyViolationException",),
        ),
    ),
    (
        "session is invalid",
        RefusalWords(
            meaning="A challenge is answered with a session that is valid for three minutes and "
            "once. This session has ended.",
            next_step="Start over: sign in again to get a new challenge.",
            exceptions=(
                _NOT_AUTHORIZED,
                "UserNotFoundException",
                "SoftwareTokenMFANotFoundException",
            ),
            hidden="Which of its reasons it was: none of them helps an honest caller.",
        ),
    ),
    (
        "refresh token is invalid",
        RefusalWords(
            meaning="Cognito no longer exchanges this refresh token: it expired, it was revoked by "
            "a sign-out, or the user was disabled or deleted.",
            next_step="Sign in again.",
            exceptions=(_NOT_AUTHORIZED, "UserNotFoundException"),
            hidden="Which of its reasons it was, so that nobody learns of another user's state.",
        ),
    ),
    (
        "refresh token was already exchanged",
        RefusalWords(
            meaning="The app client rotates refresh tokens: each works once and brings the next.",
            next_step="Sign in again.",
            exceptions=("RefreshTokenReuseException",),
        ),
    ),
    (
        "too many failed attempts",
        RefusalWords(
            meaning="After five wrong passwords Cognito locks the user, first for one second, then "
            "for twice as long each time, up to about 15 minutes.",
            next_step="Wait, then sign in with the right password: that ends the lock.",
            exceptions=(
                _NOT_AUTHORIZED,
                "LimitExceededException",
                "TooManyFailedAttemptsException",
            ),
        ),
    ),
    (
        "temporary password has expired",
        RefusalWords(
            meaning="A temporary password works for seven days, unless the pool says otherwise.",
            next_step="An admin sets a new one on the Users page.",
            exceptions=(_NOT_AUTHORIZED,),
        ),
    ),
    (
        "cognito does not accept a value",
        RefusalWords(
            meaning="The function's own checks passed, and Cognito refused the form of a value.",
            next_step="Correct the value and try again.",
            exceptions=("InvalidParameterException",),
        ),
    ),
    (
        "is required",
        RefusalWords(
            meaning="The sign-in API refused the request before asking Cognito. It names the "
            "field of the JSON body that was empty.",
            next_step="Fill in every field.",
        ),
    ),
)
_BY_CODE = {
    "10022": RefusalWords(
        meaning="The function does not accept a value of this request and did not ask Cognito.",
        next_step="Correct the value and try again.",
    ),
    "10025": RefusalWords(
        meaning="The sign-in function could not complete the request; the API never says why to "
        "the client. Its log has the reason.",
        next_step="Try again. If that does not help, compare the stack with its plan on the Stack "
        "page.",
        hidden="Every detail: what is wrong with the stack is no business of a caller.",
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
        return replace(words, meaning=f"{reason} {_ONE_TEXT}", next_step="Choose another user.")
    return replace(words, next_step=_AS_SEEDED)


def exception_words(words: RefusalWords) -> str:
    """Return which of Cognito's exceptions it was, as far as the answer tells."""
    names = words.exceptions
    either = f"{', '.join(names[:-1])} or {names[-1]}" if len(names) > 1 else names[0]
    return f"Cognito's {either}"


def _persona_reason(persona: Persona) -> str:
    """Return what the answer hides and the lab knows about its test user."""
    if not persona.enabled:
        return (
            "The password may be right: this user is disabled. Cognito says so, as "
            "NotAuthorizedException, and the function does not pass it on."
        )
    if persona.pool is PersonaPool.OTHER:
        return (
            "This user belongs to another user pool, so this pool does not know the name. As the "
            "app client is set, Cognito answers as to a wrong password."
        )
    return ""
