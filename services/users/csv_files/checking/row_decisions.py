"""What becomes of one row, for the user as the pool has them; None is nobody. Pure.

The dry run decides by the snapshot; whoever sends a row may decide again by what Cognito has then.
"""

from collections.abc import Iterator
from dataclasses import replace

from services.users.csv_files.checking.cell_error import CellError
from services.users.csv_files.checking.choices import ImportChoices, OnExisting, OnMissingGroup
from services.users.csv_files.checking.creations import (
    errors_of_creation,
    groups_of,
    user_to_create,
)
from services.users.csv_files.checking.import_plan import CheckedRow, PlannedOutcome
from services.users.csv_files.checking.read_rows import ReadRow
from services.users.csv_files.checking.updates import errors_of_update, update_of
from services.users.one_user.pool_facts import PoolFacts
from services.users.snapshot.question import GROUPS, USERNAME, UserRow


def decide_row(
    row: ReadRow, known: UserRow | None, pool: PoolFacts, choices: ImportChoices
) -> CheckedRow:
    """Return what would be done; `row.errors` are those that do not depend on the pool's users."""
    return replace(_decided(row, known, pool, choices), known=known)


def _decided(
    row: ReadRow, known: UserRow | None, pool: PoolFacts, choices: ImportChoices
) -> CheckedRow:
    if known and not row.errors and choices.on_existing is OnExisting.SKIP:
        return _skipped(row, "The user is in the pool already.")
    if errors := (*row.errors, *_errors(row, known, pool, choices)):
        return CheckedRow(
            line=row.line,
            username=row.name,
            outcome=PlannedOutcome.REFUSED,
            errors=errors,
            read=row,
        )
    return _updated(row, known, pool) if known else _created(row, pool, choices)


def _errors(
    row: ReadRow, known: UserRow | None, pool: PoolFacts, choices: ImportChoices
) -> Iterator[CellError]:
    if row.name and known is None:
        yield from errors_of_creation(row, pool, choices)
    elif known and choices.on_existing is OnExisting.REFUSE:
        yield row.error(
            USERNAME,
            "The user is in the pool already.",
            "Leave the row out, or choose to skip or to update such users.",
        )
    elif known:
        yield from errors_of_update(row, known, pool.schema)
    missing = [each for each in groups_of(row.values) if each not in pool.groups]
    if missing and choices.on_missing_group is OnMissingGroup.REFUSE:
        yield row.error(
            GROUPS,
            f"The user pool has no group {', '.join(missing)}.",
            "Create the group, choose to create missing groups, or take it out.",
        )


def _created(row: ReadRow, pool: PoolFacts, choices: ImportChoices) -> CheckedRow:
    return CheckedRow(
        line=row.line,
        username=row.name,
        outcome=PlannedOutcome.CREATE,
        create=user_to_create(row, pool.schema, choices),
        read=row,
    )


def _updated(row: ReadRow, known: UserRow, pool: PoolFacts) -> CheckedRow:
    update = update_of(row, known, pool.schema)
    if update is None:
        return _skipped(row, "The user has exactly these values.")
    return CheckedRow(
        line=row.line,
        username=row.name,
        outcome=PlannedOutcome.UPDATE,
        update=update,
        read=row,
    )


def _skipped(row: ReadRow, why: str) -> CheckedRow:
    return CheckedRow(
        line=row.line, username=row.name, outcome=PlannedOutcome.SKIP, why=why, read=row
    )
