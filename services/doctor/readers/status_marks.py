"""Where a text names a status, with what stands around it: readers judge by that."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice

_NUMBER = re.compile(r"(?<![\w.-])[1-5]\d\d(?![\w-])")
_MOST = 60
_BEFORE, _AFTER = 300, 60


@dataclass(frozen=True, slots=True, kw_only=True)
class StatusMark:
    """One number that may be a status, and the text before and after it on its line."""

    status: int
    start: int
    end: int
    before: str
    after: str


def status_marks(text: str) -> Iterator[StatusMark]:
    """Yield the first numbers of three digits that stand alone."""
    for found in islice(_NUMBER.finditer(text), _MOST):
        before = text[max(0, found.start() - _BEFORE) : found.start()]
        yield StatusMark(
            status=int(found.group()),
            start=found.start(),
            end=found.end(),
            before=before.rpartition("\n")[2],
            after=text[found.end() : found.end() + _AFTER].partition("\n")[0],
        )
