"""Finding: one thing the check-up reports, why it matters and how to fix it."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from enum import IntEnum

from services.authorizer.evidence import Evidence
from services.live.stack_snapshot import LiveStack


class Severity(IntEnum):
    """A problem breaks calls or lets strangers in; a warning is rarely intended."""

    PROBLEM = 2
    WARNING = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One finding; `resource` names it as AWS does, so escape every text but `fix`.

    `consequences` names what it takes along: one cause is one finding, whatever follows from it.
    """

    id: str
    severity: Severity
    resource: str
    title: str
    why: str
    fix: str
    command: str = ""
    consequences: tuple[str, ...] = ()
    evidence: Evidence


Rule = Callable[[LiveStack], Iterator[Finding]]
