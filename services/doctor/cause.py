"""Cause: one row of the doctor's tables, and how well it fits what was seen."""

from collections.abc import Callable
from dataclasses import dataclass
from enum import IntEnum

from services.authorizer.evidence import Evidence
from services.doctor.case import Case
from services.doctor.complaint import Complaint


class Strength(IntEnum):
    """How well a cause fits: what was seen allows it, suggests it, or hardly allows another."""

    POSSIBLE = 1
    LIKELY = 2
    CERTAIN = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Match:
    """Why a cause fits; `because` are sentences that may repeat claims, so escape them."""

    strength: Strength
    because: tuple[str, ...]


Look = Callable[[Case], Match | None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Cause:
    """One cause: how it is recognised, what to do, and where the knowledge comes from.

    `command` is for a shell that has the stack's outputs as variables. `page` is the page of this
    lab where one click does it. `checks` are the ids of the decision's checks that fail for this
    cause, and `about` the complaints that this cause answers.
    """

    id: str
    title: str
    look: Look
    fix: str
    command: str = ""
    page: str = ""
    evidence: Evidence
    checks: tuple[str, ...] = ()
    about: tuple[Complaint, ...] = ()


def certain(*because: str) -> Match:
    return Match(strength=Strength.CERTAIN, because=because)


def likely(*because: str) -> Match:
    return Match(strength=Strength.LIKELY, because=because)


def possible(*because: str) -> Match:
    return Match(strength=Strength.POSSIBLE, because=because)
