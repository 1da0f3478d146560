"""One thing that is wrong with a row of a file, as a value."""

from dataclasses import dataclass

HIDDEN = "(hidden)"


@dataclass(frozen=True, slots=True, kw_only=True)
class CellError:
    """One thing that is wrong: where, with which value, and what to do; never a password's value.

    `column` and `value` are empty where the row itself is wrong.
    """

    line: int
    column: str
    value: str
    what: str
    hint: str
