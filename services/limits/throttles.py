"""Which limit refused? Four throttles share one answer, so only settings and counts can tell."""

from dataclasses import dataclass
from enum import StrEnum

from services.limits.load_run import Answered, LoadRun
from services.limits.token_bucket import refusals_with_tokens


class Throttle(StrEnum):
    """The four, in the order in which AWS applies them."""

    USAGE_PLAN = "Usage plan, per API key"
    METHOD = "Method, in the stage's settings"
    STAGE = "Stage, for all its methods"
    ACCOUNT = "Account, per Region"


class Bite(StrEnum):
    """What the evidence says of one throttle."""

    BITES = "Bites"
    POSSIBLE = "Possible"
    NOT_REACHED = "Not reached"
    NOT_SET = "Not set"
    NOTHING = "Nothing was throttled"


@dataclass(frozen=True, slots=True, kw_only=True)
class ThrottleSetting:
    """Calls per second and the bucket of a throttle, as they were read from the cloud."""

    rate: float
    burst: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadSettings:
    """Every throttle that could be read; None where there is none or the cloud tells none."""

    usage_plan: ThrottleSetting | None = None
    method: ThrottleSetting | None = None
    stage: ThrottleSetting | None = None
    account: ThrottleSetting | None = None

    def of(self, throttle: Throttle) -> ThrottleSetting | None:
        return {
            Throttle.USAGE_PLAN: self.usage_plan,
            Throttle.METHOD: self.method,
            Throttle.STAGE: self.stage,
            Throttle.ACCOUNT: self.account,
        }[throttle]


@dataclass(frozen=True, slots=True, kw_only=True)
class ThrottleFinding:
    """What is known of one throttle: its setting, whether it bites, and the reason."""

    throttle: Throttle
    setting: ThrottleSetting | None
    bite: Bite
    why: str


def find_throttle(run: LoadRun, settings: ReadSettings) -> tuple[ThrottleFinding, ...]:
    """Say of each of the four whether it refused calls of this run, by evidence only."""
    return tuple(_finding(each, settings.of(each), run) for each in Throttle)


def _finding(throttle: Throttle, setting: ThrottleSetting | None, run: LoadRun) -> ThrottleFinding:
    bite, why = _judged(throttle, setting, run)
    return ThrottleFinding(throttle=throttle, setting=setting, bite=bite, why=why)


def _judged(throttle: Throttle, setting: ThrottleSetting | None, run: LoadRun) -> tuple[Bite, str]:
    if not run.counts()[Answered.THROTTLED]:
        return Bite.NOTHING, "No call of this run was answered with Too Many Requests."
    if throttle is Throttle.ACCOUNT:
        return _account(setting, run)
    if setting is None:
        return Bite.NOT_SET, "The settings have no such throttle."
    if throttle is Throttle.USAGE_PLAN:
        return _usage_plan(run)
    return _of_this_api_alone(setting, run)


def _usage_plan(run: LoadRun) -> tuple[Bite, str]:
    odd = refusals_with_tokens(run.calls, run.plan)
    if odd:
        return (
            Bite.POSSIBLE,
            f"{odd} throttled calls came while its bucket should have held tokens enough.",
        )
    return (
        Bite.BITES,
        (
            "Its bucket was empty, by our count, at every call that was throttled, and no smaller "
            "limit is set. The answer itself does not name the throttle."
        ),
    )


def _of_this_api_alone(setting: ThrottleSetting, run: LoadRun) -> tuple[Bite, str]:
    """Nobody but this run calls its API: what the run cannot have used up did not refuse it."""
    most = max((row.total() for row in run.per_second()), default=0)
    if most <= setting.rate:
        return (
            Bite.NOT_REACHED,
            f"Only this run calls this API, at most {most} times a second.",
        )
    return Bite.POSSIBLE, f"The run made up to {most} calls a second."


def _account(setting: ThrottleSetting | None, run: LoadRun) -> tuple[Bite, str]:
    most = max((row.total() for row in run.per_second()), default=0)
    if setting is None:
        return (
            Bite.NOT_SET,
            "No throttle of the account could be read here; the local engine applies none.",
        )
    return (
        Bite.POSSIBLE,
        (
            f"This run's {most} calls a second do not fill it alone, but all APIs of the account "
            "in the Region share it, and what the others call is not known here."
        ),
    )
