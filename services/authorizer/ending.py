"""How a call ended: let in, or who refused it. Pure; what AWS's texts leave open stays open."""

from enum import StrEnum

from services.authorizer import answers
from services.authorizer.answers import ObservedAnswer
from services.authorizer.check_text import Part
from services.authorizer.decision import Check, Decision

_REFUSED_FROM = 400
_OF_THE_AUTHORIZER = (answers.UNAUTHORIZED, answers.TOKEN_EXPIRED)
_OF_THE_ROUTING = (answers.NOT_ROUTED, answers.NOT_A_SIGNATURE, answers.NO_CREDENTIAL)


class Ending(StrEnum):
    """Who had the last word about a call."""

    LET_IN = "let in"
    BY_AUTHORIZER = "refused by the authorizer"
    BY_FUNCTION = "refused by the function"
    NOT_ROUTED = "not routed"
    BY_GATEWAY = "stopped by API Gateway"
    NO_ANSWER = "no answer"


def ending_of(observed: ObservedAnswer, decision: Decision | None = None) -> Ending:
    """Return how the call ended; a decision that the answer agrees with tells equal texts apart.

    API Gateway says "Forbidden" for an unknown stage and for an API key, for example.
    """
    if observed.status is None:
        return Ending.NO_ANSWER
    if observed.status < _REFUSED_FROM:  # API Gateway's own good answer is one, too
        return Ending.LET_IN
    if observed.is_from_function:
        return Ending.BY_FUNCTION
    stopped = decision.stopped_by if decision else None
    if stopped is not None and stopped.answer.is_said_by(observed):
        return _ending_at(stopped)
    return _ending_by_text(observed)


def _ending_at(stopped: Check) -> Ending:
    if stopped.text.part is Part.AUTHORIZER and stopped.id != "authorizer":  # one that is there
        return Ending.BY_AUTHORIZER
    return Ending.NOT_ROUTED if stopped.id in ("stage", "route") else Ending.BY_GATEWAY


def _ending_by_text(observed: ObservedAnswer) -> Ending:
    if any(answer.is_said_by(observed) for answer in _OF_THE_AUTHORIZER):
        return Ending.BY_AUTHORIZER
    if any(answer.is_said_by(observed) for answer in _OF_THE_ROUTING):
        return Ending.NOT_ROUTED
    return Ending.BY_GATEWAY
