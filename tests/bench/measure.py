"""Ratios of two measurements of one run; the only way this project states speed and memory."""

import statistics
import time
from collections.abc import Callable
from dataclasses import dataclass

MEGABYTE = 1_000_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Ratio:
    """`ours` and `baseline` are medians in `unit`; `aim` is the largest ratio we accept."""

    name: str
    baseline_name: str
    ours: float
    baseline: float
    aim: float
    rounds: int
    unit: str = "ms"

    @property
    def value(self) -> float:
        return self.ours / self.baseline

    @property
    def is_met(self) -> bool:
        return self.value <= self.aim


def milliseconds(action: Callable[[], object]) -> float:
    started = time.perf_counter()
    action()
    return (time.perf_counter() - started) * 1000


def in_turns(
    name: str,
    *,
    ours: Callable[[], float],
    baseline: Callable[[], float],
    baseline_name: str,
    aim: float,
    rounds: int,
    warm_up: int = 2,
    pause_seconds: float = 0.0,
) -> Ratio:
    """Measure both sides alternately, so that a slow moment of the machine hits both.

    `ours` and `baseline` do their work once and return how long it took, in milliseconds; the
    pause after both keeps a fast machine below the stage's throttle.
    """
    for _ in range(warm_up):
        ours()
        baseline()
    sides: dict[Callable[[], float], list[float]] = {ours: [], baseline: []}
    for number in range(rounds):
        # Each goes first in every other round: what runs right after a pause runs cold.
        for side in (ours, baseline) if number % 2 else (baseline, ours):
            sides[side].append(side())
        time.sleep(pause_seconds)
    return Ratio(
        name=name,
        baseline_name=baseline_name,
        ours=statistics.median(sides[ours]),
        baseline=statistics.median(sides[baseline]),
        aim=aim,
        rounds=rounds,
    )
