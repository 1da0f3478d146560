"""What a dry run finds: for each row what would be done, or every error that it has."""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from services.users.changes.change import Change
from services.users.csv_files.checking.cell_error import CellError
from services.users.csv_files.checking.read_rows import ReadRow
from services.users.csv_files.columns import UnreadColumn
from services.users.new_user import NewUser
from services.users.snapshot.question import UserRow


class PlannedOutcome(StrEnum):
    CREATE = "create"
    UPDATE = "update"
    SKIP = "skip"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True, kw_only=True)
class UserToCreate:
    """`new` has the password of the file, "" where it is generated or Cognito makes it."""

    new: NewUser
    is_disabled: bool = False
    has_sms_mfa: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckedRow:
    """A row of the file, which begins on `line`; `why` says what a skipped one is skipped for.

    `create` is there for CREATE, `update` for UPDATE, `errors` for REFUSED. `read` is the row as it
    stands in the file, `known` the user as the pool has them.
    """

    line: int
    username: str
    outcome: PlannedOutcome
    read: ReadRow = field(repr=False)
    why: str = ""
    errors: tuple[CellError, ...] = ()
    create: UserToCreate | None = None
    update: Change | None = None
    known: UserRow | None = field(default=None, repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportPlan:
    """A checked file; the groups `new_groups` have to be created before the rows."""

    rows: tuple[CheckedRow, ...]
    unread: tuple[UnreadColumn, ...] = ()
    new_groups: tuple[str, ...] = ()
    counts: Mapping[PlannedOutcome, int] = field(default_factory=dict)

    def errors(self) -> Iterator[CellError]:
        """Yield every error in the order of the file."""
        for row in self.rows:
            yield from row.errors


def counted(rows: tuple[CheckedRow, ...]) -> Mapping[PlannedOutcome, int]:
    """Return how many rows end how, also those that none does."""
    found = Counter(row.outcome for row in rows)
    return {each: found[each] for each in PlannedOutcome}
