"""Who may not do what to which resource, as IAM's own sentence tells it; names no cause."""

import re
from dataclasses import dataclass

_DENIAL = re.compile(
    r"(?<!\S)(?P<principal>\S{1,300})\s{1,40}is\s+not\s+authorized\s+to\s+perform:\s+(?P<action>[\w-]+:\w+)"
    r"(?:\s+on\s+resource:\s+(?P<resource>\S+))?"
)
_REASON = re.compile(
    r"because\s+no\s+[\w-]+(?:\s[\w-]+){0,3}\s+polic\w+\s+allows?"
    r"|with\s+an\s+explicit\s+deny(?:\s+in\s+an?\s+[\w-]+(?:\s[\w-]+){0,3}\s+policy)?"
)
_SHOWN, _LONGEST = 200, 2_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Denial:
    """One refusal of IAM; `reason` is its own words on why, where it gives any."""

    principal: str
    action: str
    resource: str
    reason: str = ""

    @property
    def sentence(self) -> str:
        on = f" on {self.resource}" if self.resource else ""
        why = f", {self.reason}" if self.reason else ""
        return f"{self.principal} is not allowed {self.action}{on}{why}."


def read_denial(text: str) -> Denial | None:
    """Return what IAM refused, None for a text without its sentence."""
    found = _DENIAL.search(text[:_LONGEST])
    if found is None:
        return None
    told = {name: (value or "")[:_SHOWN] for name, value in found.groupdict().items()}
    why = _REASON.search(text, found.end(), found.end() + _LONGEST)
    return Denial(**told, reason=" ".join(why.group().split())[:_SHOWN] if why else "")
