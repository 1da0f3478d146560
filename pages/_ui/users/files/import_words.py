"""Imports in plain words: what each choice does, and what a check found; pure."""

from collections.abc import Mapping, Sequence

from pages._ui.users.bulk.bulk_words import users_words
from services.users.csv_files.checking.choices import OnExisting, OnMissingGroup, PasswordSource
from services.users.csv_files.checking.import_plan import PlannedOutcome

TEMPORARY, PERMANENT = "temporary", "permanent"
# label and what it does, by the option's value
EXISTING: Mapping[str, tuple[str, str]] = {
    OnExisting.REFUSE: ("Refuse", "The row is an error; the user stays as they are."),
    OnExisting.SKIP: ("Skip", "The row is passed over; the user stays as they are."),
    OnExisting.UPDATE: (
        "Update",
        "What differs is changed; an empty cell changes nothing, and the password stays.",
    ),
}
MISSING_GROUP: Mapping[str, tuple[str, str]] = {
    OnMissingGroup.REFUSE: (
        "Refuse",
        "A row that names a group the pool does not have is an error.",
    ),
    OnMissingGroup.CREATE: ("Create", "The groups are created first, without role and precedence."),
}
PASSWORDS: Mapping[str, tuple[str, str]] = {
    PasswordSource.COLUMN: (
        "From the column",
        "Each new user gets the password in the column `password`. Nothing is sent to them.",
    ),
    PasswordSource.GENERATED: (
        "Generated",
        "Made here, one for each, for you to download once. Nothing is sent to the users.",
    ),
    PasswordSource.INVITATION: (
        "By invitation",
        "Cognito makes a temporary password for each and e-mails it to them.",
    ),
}
KINDS: Mapping[str, tuple[str, str]] = {
    TEMPORARY: ("Temporary", "The user chooses a new one at the first sign-in."),
    PERMANENT: ("Permanent", "The user is CONFIRMED and signs in with it at once."),
}
_OF_ROWS = {PlannedOutcome.UPDATE: "updated", PlannedOutcome.SKIP: "skipped"}


def summary_words(counts: Mapping[PlannedOutcome, int]) -> str:
    """Return "**48 users** would be created, **3** would be updated, **5 rows** ... refused."."""
    said = [f"**{users_words(counts[PlannedOutcome.CREATE])}** would be created"]
    for outcome, words in _OF_ROWS.items():
        if count := counts[outcome]:
            said.append(f"**{count:,}** would be {words}")
    if refused := counts[PlannedOutcome.REFUSED]:
        rows = f"**{refused:,} row{'' if refused == 1 else 's'}**"
        said.append(f"{rows} would be refused")
    return f"{', '.join(said)}. Nothing was sent."


def sent_count(counts: Mapping[PlannedOutcome, int]) -> int:
    """Return how many users something would be sent for."""
    return counts[PlannedOutcome.CREATE] + counts[PlannedOutcome.UPDATE]


def listed(names: Sequence[str], most: int = 12) -> str:
    """Return the names with commas between, the first ones where there are many."""
    more = f" and {len(names) - most:,} more" if len(names) > most else ""
    return f"{', '.join(names[:most])}{more}"
