"""Progress of long work, told through a callback; knows nothing of terminals or pages."""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum


class StepState(StrEnum):
    STARTED = "started"
    DONE = "done"
    UNCHANGED = "unchanged"
    FAILED = "failed"


@dataclass(frozen=True, slots=True, kw_only=True)
class StepEvent:
    """Step `number` of `total` (from 1) changed state; `detail` is a short sentence or empty."""

    number: int
    total: int
    step: str
    state: StepState
    detail: str = ""


ProgressCallback = Callable[[StepEvent], None]


def ignore_progress(event: StepEvent) -> None:
    """Tell nobody."""
