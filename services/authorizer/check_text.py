"""CheckText: one check of a call as a newcomer reads it, who makes it and how it can end."""

from dataclasses import dataclass
from enum import StrEnum

from services.authorizer.answers import GatewayAnswer
from services.authorizer.evidence import Evidence


class CheckState(StrEnum):
    """How a check ended; not needed is one that this method's settings do not ask for."""

    PASSED = "passed"
    FAILED = "failed"
    NOT_NEEDED = "not needed"
    NOT_REACHED = "not reached"


class Part(StrEnum):
    """Who makes the check: it tells a 401 of the authorizer from a 403 of the routing."""

    ROUTING = "API Gateway finds the method"
    AUTHORIZER = "The authorizer checks the token"
    LIMITS = "API Gateway applies keys and limits"
    INTEGRATION = "API Gateway calls the function"


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckText:
    """One check as a newcomer reads it; `answer` is what AWS says when it fails."""

    id: str
    part: Part
    title: str
    explanation: str
    answer: GatewayAnswer
    evidence: Evidence
