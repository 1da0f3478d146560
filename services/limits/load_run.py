"""One run against a usage plan as a value that grows: its calls, and what they add up to."""

from collections import Counter
from dataclasses import dataclass, field
from enum import StrEnum

from services.authorizer.answers import LIMIT_EXCEEDED, TOO_MANY_REQUESTS, observe
from services.limits.load import Load, PlanLimits
from services.traffic.exchange import Exchange

_OK = 200


class Answered(StrEnum):
    """What one call came to."""

    LET_IN = "200"
    THROTTLED = "429 Too Many Requests"
    QUOTA = "429 Limit Exceeded"
    OTHER = "another answer, or none"


class RunEnd(StrEnum):
    """Why a run made no more calls."""

    DONE = "All pieces of work were sent."
    GAVE_UP = "The client stopped: it read that the quota is used up, and no backoff helps."
    STOPPED = "Stop was pressed."
    LEFT = "The page was left."
    TIME = "The time of a run was over."
    CALLS = "The number of calls of a run was reached."
    FAILED = "The run ended on an error."


@dataclass(frozen=True, slots=True, kw_only=True)
class LoadCall:
    """One call: which piece of work, after how many refusals, when (seconds into the run)."""

    piece: int
    refusals: int
    at: float
    answered: Answered


@dataclass(slots=True, kw_only=True)
class LoadRun:
    """The calls of one client; one thread adds, others read.

    `spent` are calls of the quota that made sure, before the run, that the key works.
    `samples` holds the first exchange of each kind of answer.
    """

    plan: PlanLimits
    load: Load
    spent: int = 0
    calls: list[LoadCall] = field(default_factory=list, repr=False)
    samples: dict[Answered, Exchange] = field(default_factory=dict, repr=False)
    end: RunEnd | None = None

    def keep(self, call: LoadCall, exchange: Exchange) -> None:
        self.calls.append(call)
        self.samples.setdefault(call.answered, exchange)

    def counts(self) -> Counter[Answered]:
        return Counter(call.answered for call in tuple(self.calls))

    @property
    def done(self) -> int:
        """Return how many pieces of work got their 200."""
        return self.counts()[Answered.LET_IN]

    @property
    def quota_left(self) -> int:
        """Return the quota less the calls that were let in: what it is if nobody else calls."""
        return max(0, self.plan.quota - self.spent - self.done)

    @property
    def seconds(self) -> float:
        """Return when the last call was made, in seconds into the run."""
        return max((call.at for call in tuple(self.calls)), default=0.0)

    def per_second(self) -> list[Counter[Answered]]:
        """Return what came back in each second of the run, from its first one."""
        calls = tuple(self.calls)
        rows = [Counter[Answered]() for _ in range(int(self.seconds) + 1 if calls else 0)]
        for call in calls:
            if int(call.at) < len(rows):
                rows[int(call.at)][call.answered] += 1
        return rows


def answered_by(exchange: Exchange) -> Answered:
    """Tell the two 429s apart by their message: the status is the same."""
    observed = observe(exchange.status, exchange.response_headers, exchange.response_body)
    if observed.status == _OK:
        return Answered.LET_IN
    if TOO_MANY_REQUESTS.is_said_by(observed):
        return Answered.THROTTLED
    return Answered.QUOTA if LIMIT_EXCEEDED.is_said_by(observed) else Answered.OTHER
