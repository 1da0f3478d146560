"""A cause that AWS tells by name or in its own sentence; what it proves is written beside it."""

from collections.abc import Callable

from services.authorizer.evidence import Evidence
from services.doctor.case import Case, quoted
from services.doctor.cause import Cause, Look, Match, Strength
from services.doctor.complaint import Complaint

_CERTAIN = Strength.CERTAIN
# Names under which Cognito tells many things: only the sentence says which.
_VAGUE = frozenset({"", "InvalidParameterException", "NotAuthorizedException"})
# Names that other services of AWS use, too: without the operation they prove little.
_OF_MANY_SERVICES = frozenset(
    {
        "ConcurrentModificationException",
        "ForbiddenException",
        "InternalServerException",
        "LimitExceededException",
        "ResourceNotFoundException",
        "ServiceQuotaExceededException",
        "ServiceUnavailableException",
        "TooManyRequestsException",
        "UnauthorizedException",
        "ValidationException",
    }
)


def told(
    id: str,
    title: str,
    because: str,
    fix: str,
    evidence: Evidence,
    *,
    names: tuple[str, ...] = (),
    texts: tuple[str, ...] = (),
    hints: tuple[str, ...] = (),
    sentences: tuple[str, ...] = (),
    statuses: tuple[int | None, ...] = (),
    only_if: Callable[[Case], bool] = lambda _: True,
    likely_if: Callable[[Case], bool] = lambda _: False,
    strength: Strength = _CERTAIN,
    command: str = "",
    page: str = "",
    checks: tuple[str, ...] = (),
    about: tuple[Complaint, ...] = (),
) -> Cause:
    """Return the cause that fits where every given mark is met.

    `names` are AWS's exceptions, `texts` words in lower case of which one has to be said, in the
    answer or in a log. `hints` are words that others use, too: they make it likely, not certain.
    `likely_if` makes it likely without any of them.
    `sentences` are AWS's own: one of them makes it likely where the exception's name is not shown,
    or is one that AWS uses for many things.
    `because` says what that means.
    """

    def look(case: Case) -> Match | None:
        if statuses and case.status not in statuses:
            return None
        is_named = not names or case.error_name in names
        is_sentence_alone = not is_named and case.error_name in _VAGUE and case.says(*sentences)
        if not (is_named or is_sentence_alone):
            return None
        is_said = not (texts or hints) or case.says(*texts, *hints) or likely_if(case)
        if not (is_said and only_if(case)):
            return None
        is_proved = _is_proved(case, texts, hints) and not is_sentence_alone
        sure = strength if is_proved else min(strength, Strength.LIKELY)
        return Match(strength=sure, because=(_quote(case, (*texts, *hints, *sentences)), because))

    look_up: Look = look
    return Cause(
        id=id,
        title=title,
        look=look_up,
        fix=fix,
        command=command,
        page=page,
        evidence=evidence,
        checks=checks,
        about=about,
    )


def _is_proved(case: Case, texts: tuple[str, ...], hints: tuple[str, ...]) -> bool:
    if texts or hints:
        return case.says(*texts)
    return case.error_name not in _OF_MANY_SERVICES or bool(case.operation)


def _quote(case: Case, texts: tuple[str, ...]) -> str:
    """Return the sentence of the answer, or the log's line that holds one of the words."""
    lines = case.told.split("\n")
    line = next((each for each in lines if any(text in each.lower() for text in texts)), "")
    is_logs = bool(line) and line.lower() != case.message
    return f"The text says: {quoted(line)}." if is_logs else f"The answer is {case.said}."
