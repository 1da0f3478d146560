"""How far the check of a file is, told row by row; whoever is told may end it by raising. Pure."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import TypeVar

T = TypeVar("T")
_EVERY_ROWS = 100


class CheckStep(StrEnum):
    """Each step goes through all rows, one after the other."""

    READ = "read"
    COMPARE = "compare"
    PLAN = "plan"


@dataclass(frozen=True, slots=True, kw_only=True)
class LookedAt:
    """`rows` of `total` are through this step; `total` is 0 while the file is being read."""

    step: CheckStep
    rows: int
    total: int = 0


TellLooked = Callable[[LookedAt], None]


def ignore_looked(_looked: LookedAt) -> None:
    """Do nothing with it."""


def watched(rows: Iterable[T], tell: TellLooked, step: CheckStep, total: int = 0) -> Iterator[T]:
    """Yield the rows, and tell of every hundredth."""
    for number, row in enumerate(rows):
        if number % _EVERY_ROWS == 0:
            tell(LookedAt(step=step, rows=number, total=total))
        yield row
