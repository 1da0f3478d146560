"""What becomes of one row: a change, nothing to do, or a refusal with its reason."""

from dataclasses import dataclass, field
from enum import StrEnum

from services.users.changes.change import Change


class Verdict(StrEnum):
    CHANGE = "change"
    NOTHING = "nothing to do"
    REFUSED = "refused"


class Unanswered(StrEnum):
    """What is done about a change whose answer was lost.

    LOOK: the user is read; what Cognito has says whether it was made. AGAIN: reading says nothing,
    and twice has the same end as once. TELL: reading says nothing, and twice is not once: it is
    told, and never sent again.
    """

    LOOK = "look"
    AGAIN = "again"
    TELL = "tell"


@dataclass(frozen=True, slots=True, kw_only=True)
class RowDecision:
    """`reason` is a sentence for what is no change; `change` is there for what is one.

    `undoes` is the id of the entry in the audit log that the change puts back. `password` is one
    that was made for the user: it is shown once and stands nowhere else.
    """

    verdict: Verdict
    reason: str = ""
    change: Change | None = field(default=None, repr=False)
    undoes: str = ""
    unanswered: Unanswered = Unanswered.LOOK
    password: str = field(default="", repr=False)


def nothing(reason: str) -> RowDecision:
    return RowDecision(verdict=Verdict.NOTHING, reason=reason)


def refused(reason: str) -> RowDecision:
    return RowDecision(verdict=Verdict.REFUSED, reason=reason)
