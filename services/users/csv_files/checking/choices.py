"""What is chosen once for an import."""

from dataclasses import dataclass
from enum import StrEnum


class OnExisting(StrEnum):
    """What becomes of a row whose user is in the pool already."""

    SKIP = "skip"
    UPDATE = "update"
    REFUSE = "refuse"


class OnMissingGroup(StrEnum):
    CREATE = "create"
    REFUSE = "refuse"


class PasswordSource(StrEnum):
    """Where the password of a new user comes from; an invitation brings it by e-mail."""

    COLUMN = "column"
    GENERATED = "generated"
    INVITATION = "invitation"


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportChoices:
    """`is_permanent` passwords confirm the user; the others are changed at the first sign-in."""

    on_existing: OnExisting = OnExisting.REFUSE
    on_missing_group: OnMissingGroup = OnMissingGroup.REFUSE
    passwords: PasswordSource = PasswordSource.COLUMN
    is_permanent: bool = False
