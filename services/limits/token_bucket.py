"""The token bucket of a usage plan, worked out from the answers: API Gateway does not tell it."""

from collections.abc import Sequence

from services.limits.load import PlanLimits
from services.limits.load_run import Answered, LoadCall


def level_at(calls: Sequence[LoadCall], plan: PlanLimits, at: float) -> float:
    """Return the tokens in the bucket at a moment of the run.

    It begins full with `burst` tokens and gains `rate` a second. A call that was not throttled
    took one; a throttled one found less than one.
    """
    level, last = float(plan.burst), 0.0
    for call in sorted(calls, key=lambda each: each.at):
        if call.at > at:
            break
        level = _refilled(level, call.at - last, plan)
        level = min(level, 1.0) if call.answered is Answered.THROTTLED else max(0.0, level - 1)
        last = call.at
    return _refilled(level, at - last, plan)


def refusals_with_tokens(calls: Sequence[LoadCall], plan: PlanLimits) -> int:
    """Return how many throttled calls found, by this count, tokens enough for several calls.

    More than none of those says that another limit may have refused them.
    """
    found, level, last = 0, float(plan.burst), 0.0
    for call in sorted(calls, key=lambda each: each.at):
        level = _refilled(level, call.at - last, plan)
        last = call.at
        if call.answered is not Answered.THROTTLED:
            level = max(0.0, level - 1)
        elif level >= _SURELY_ENOUGH:
            found += 1
    return found


# The order of calls that are on their way at once is not known: as many may have come first.
_SURELY_ENOUGH = 10.0


def _refilled(level: float, seconds: float, plan: PlanLimits) -> float:
    return min(float(plan.burst), level + max(0.0, seconds) * plan.rate)
