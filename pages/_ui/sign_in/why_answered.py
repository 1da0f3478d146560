"""Why the sign-in API answered as it did: the function's check, Cognito's answer, its own; pure."""

from urllib.parse import urlsplit

from pages._ui.page.facts_table import Fact, Mark
from pages._ui.page.words.sign_in_codes import code_words
from pages._ui.sign_in.refusal_words import RefusalWords, exception_words, refusal_words
from services.api.sign_in import ChallengeRequired, Refused, SignedIn, SignInOutcome
from services.home.personas import Persona

_BAD_REQUEST, _FAILED = "10022", "10025"
_THROTTLED = 429
_ASKED = {
    "user-sign-in": ("AdminInitiateAuth", "The flow ADMIN_USER_PASSWORD_AUTH"),
    "challenge": ("AdminRespondToAuthChallenge", "The answer to the challenge, with its session"),
    "refresh": ("AdminInitiateAuth", "The flow REFRESH_TOKEN_AUTH"),
}


def why_facts(outcome: SignInOutcome, persona: Persona | None) -> list[Fact]:
    """Return the function's steps, none for an answer that the function did not give."""
    if isinstance(outcome, Refused):
        if not outcome.code:
            return []
        words = refusal_words(outcome, persona)
        if outcome.code == _BAD_REQUEST and not words.exceptions:
            return [_own_check(outcome.message), *_not_asked(outcome), _answer(outcome, words)]
        said = _said(outcome, words)
        return [_own_check(), _asked(outcome), said, _answer(outcome, words)]
    return [_own_check(), _asked(outcome), _said_yes(outcome), _answered_well(outcome)]


def _own_check(refusal: str = "") -> Fact:
    return Fact(
        title="The function checks the request",
        value=f"Refused: {refusal}" if refusal else "Every field is there and a text",
        mark=Mark.FAILED if refusal else Mark.PASSED,
    )


def _asked(outcome: SignInOutcome, mark: Mark = Mark.PASSED) -> Fact:
    operation, value = _ASKED[urlsplit(outcome.exchange.url).path.rpartition("/")[2]]
    return Fact(title="It asks Cognito", name=operation, value=value, mark=mark)


def _not_asked(outcome: Refused) -> list[Fact]:
    return [
        _asked(outcome, Mark.NOT_REACHED),
        Fact(title="Cognito answers", value="It was not asked", mark=Mark.NOT_REACHED),
    ]


def _said(refused: Refused, words: RefusalWords) -> Fact:
    """Return Cognito's refusal, as far as the function's answer tells it."""
    if refused.code != _FAILED:
        value = exception_words(words) if words.exceptions else "A refusal"
    elif refused.exchange.status == _THROTTLED:
        value = "Too many calls at once, for example TooManyRequestsException"
    else:
        value = "Not told: the function's log line names the error"
    return Fact(title="Cognito answers", value=value, note=words.meaning, mark=Mark.FAILED)


def _said_yes(outcome: SignedIn | ChallengeRequired) -> Fact:
    if isinstance(outcome, SignedIn):
        return Fact(title="Cognito answers", value="New tokens", mark=Mark.PASSED)
    note = "The first step is right. Cognito wants one more before it issues tokens."
    value = f"The challenge {outcome.challenge}"
    return Fact(title="Cognito answers", value=value, note=note, mark=Mark.PASSED)


def _answer(refused: Refused, words: RefusalWords) -> Fact:
    hidden = f"Not told on purpose: {words.hidden}" if words.hidden else ""
    return Fact(
        title="The function answers",
        value=f"{refused.exchange.status}, code {refused.code}: {refused.message}",
        note=f"{hidden} {code_words(refused.code)}".strip(),
    )


def _answered_well(outcome: SignedIn | ChallengeRequired) -> Fact:
    value = "200, with the tokens" if isinstance(outcome, SignedIn) else "200, status challenge"
    note = "Not told on purpose: the user's attributes, which Cognito adds to a challenge."
    return Fact(
        title="The function answers",
        value=value,
        note="" if isinstance(outcome, SignedIn) else note,
    )
