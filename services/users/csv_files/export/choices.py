"""What is chosen for an export: which users, in which order and columns, and how they are written.

Cognito keeps every value as a text: the decimal sign is that of a Number attribute's fraction.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from enum import StrEnum

from services.users.csv_files.reading.separators import Separator
from services.users.snapshot.question import OWN_FIELDS, UserQuestion


class DecimalSign(StrEnum):
    POINT = "."
    COMMA = ","


@dataclass(frozen=True, slots=True, kw_only=True)
class ExportChoices:
    """`columns` are own fields of a user and names of attributes; none means all there are.

    `has_mark` puts a byte order mark before the text: Excel reads the file as UTF-8 by it.
    """

    question: UserQuestion = field(default_factory=UserQuestion)
    columns: tuple[str, ...] = ()
    separator: Separator = Separator.COMMA
    decimal: DecimalSign = DecimalSign.POINT
    has_mark: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class ExportProgress:
    """How many users are written, of how many that the question found at the start."""

    written: int
    total: int


TellExport = Callable[[ExportProgress], None]


def tell_nobody(progress: ExportProgress) -> None:
    """Tell nobody."""


def chosen_columns(choices: ExportChoices, attributes: tuple[str, ...]) -> tuple[str, ...]:
    """Return the columns of the file; `attributes` are those that some user has."""
    return choices.columns or (*OWN_FIELDS, *attributes)
