"""The stations of a call's way through API Gateway, and where it turned round; pure."""

from dataclasses import dataclass
from enum import StrEnum

from pages._ui.calls.way.steps import Step, function_step, steps_of
from services.authorizer.check_text import CheckState, Part
from services.authorizer.decision import Check, Decision
from services.authorizer.function_check import FunctionCheck

_TITLES = {
    Part.ROUTING: "Stage and path",
    Part.AUTHORIZER: "Authorizer",
    Part.LIMITS: "Keys and limits",
    Part.INTEGRATION: "Function",
}
_NOTHING_ASKED = {
    Part.AUTHORIZER: "This method has no authorizer: nobody looks for a token.",
    Part.INTEGRATION: "This method calls no function: API Gateway answers itself.",
}


class Reach(StrEnum):
    """What became of the call at a station; at the last one it reached, it turned round."""

    PASSED = "passed"
    NOTHING_ASKED = "nothing to check"
    STOPPED = "stopped here"
    ANSWERED = "answered here"
    NOT_REACHED = "not reached"


@dataclass(frozen=True, slots=True, kw_only=True)
class Station:
    """One station; `says` is a sentence, or the names of what was found there."""

    title: str
    reach: Reach
    says: str = ""
    steps: tuple[Step, ...] = ()
    left: int = 0  # checks that the call did not reach

    @property
    def is_reached(self) -> bool:
        return self.reach is not Reach.NOT_REACHED


def stations_of(decision: Decision, own: FunctionCheck | None) -> tuple[Station, ...]:
    """Return the four stations; `own` is the function's own check, which no decision knows."""
    return tuple(_station(part, decision, own) for part in Part)


def turning_point(stations: tuple[Station, ...]) -> int:
    """Return the number of the station where the call turned round, counted from 1."""
    return max(at for at, station in enumerate(stations, start=1) if station.is_reached)


def _station(part: Part, decision: Decision, own: FunctionCheck | None) -> Station:
    checks = tuple(check for check in decision.checks if check.text.part is part)
    reach = _reach(part, checks)
    steps, left = steps_of(checks), _count(checks, CheckState.NOT_REACHED)
    if part is Part.INTEGRATION and own is not None and reach is Reach.ANSWERED:
        steps = (*steps, function_step(own))
        reach = reach if own.passed else Reach.STOPPED
    is_told = reach in (Reach.NOTHING_ASKED, Reach.ANSWERED) and not steps
    return Station(
        title=_TITLES[part],
        reach=reach,
        says=_NOTHING_ASKED.get(part, "") if is_told else "",
        steps=steps if reach is not Reach.NOT_REACHED else (),
        left=left if reach is not Reach.NOT_REACHED else 0,
    )


def _reach(part: Part, checks: tuple[Check, ...]) -> Reach:
    if _count(checks, CheckState.FAILED):
        return Reach.STOPPED
    if _count(checks, CheckState.NOT_REACHED):
        return Reach.NOT_REACHED
    if part is Part.INTEGRATION:
        return Reach.ANSWERED
    is_idle = _count(checks, CheckState.NOT_NEEDED) == len(checks)
    return Reach.NOTHING_ASKED if is_idle else Reach.PASSED


def _count(checks: tuple[Check, ...], state: CheckState) -> int:
    return sum(check.state is state for check in checks)
