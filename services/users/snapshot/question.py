"""UserQuestion: which users are looked for and in which order, as a value; it knows no SQL."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from services.users.directory import UserSummary


class TextMatch(StrEnum):
    CONTAINS = "contains"
    STARTS_WITH = "starts with"


class Verified(StrEnum):
    """Which of the two addresses the user pool counts as proven."""

    EMAIL = "e-mail verified"
    NO_EMAIL = "e-mail not verified"
    PHONE = "phone verified"
    NO_PHONE = "phone not verified"
    NEITHER = "neither verified"


ANYWHERE = ""  # the username and every attribute
USERNAME, CREATED, MODIFIED = "username", "created", "modified"
STATUS, ENABLED, GROUPS = "status", "enabled", "groups"
# What a table can be sorted by besides the attributes; no attribute of a pool has these names.
OWN_FIELDS = (USERNAME, STATUS, ENABLED, GROUPS, CREATED, MODIFIED)


@dataclass(frozen=True, slots=True, kw_only=True)
class DayRange:
    """From the start of the first day to the end of the last one, in UTC; None is open."""

    first: date | None = None
    last: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class UserQuestion:
    """`text` is compared without regard to case with the field `where`, ANYWHERE for all of them.

    A user has to meet every filter that is set, and to be in one of `groups` when some are named.
    """

    text: str = ""
    match: TextMatch = TextMatch.CONTAINS
    where: str = ANYWHERE
    statuses: tuple[str, ...] = ()
    enabled: bool | None = None
    groups: tuple[str, ...] = ()
    verified: Verified | None = None
    created: DayRange = field(default_factory=DayRange)
    modified: DayRange = field(default_factory=DayRange)
    sort: str = USERNAME
    is_descending: bool = False

    @property
    def is_filtered(self) -> bool:
        """Tell whether it can leave out a user."""
        plain = UserQuestion(
            match=self.match, where=self.where, sort=self.sort, is_descending=self.is_descending
        )
        return self != plain


@dataclass(frozen=True, slots=True, kw_only=True)
class UserRow:
    """A user with the names of their groups, sorted."""

    user: UserSummary
    groups: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class UserRows:
    """One page of an answer: `total` users fit the question, of `known` in the snapshot."""

    rows: tuple[UserRow, ...]
    page: int
    pages: int
    total: int
    known: int


@dataclass(frozen=True, slots=True, kw_only=True)
class UserTotals:
    """What a dashboard counts: users by status and whether they are enabled, and by day."""

    by_status: Mapping[tuple[str, bool], int]
    created_by_day: Mapping[date, int]
    unverified: int
    temporary_by_day: Mapping[date, int]  # temporary passwords, by the user's last change
