"""What becomes of one row, for the user as the pool has them; None is nobody. Pure.

The dry run decides by the snapshot; whoever sends a row may decide again by what Cognito has then.
"""

from collections.abc import Iterator
from dataclasses import replace

from services.users.csv_files.checking.cell_error import CellError
from services.users.csv_files.checking.choices import ImportChoices, OnExisting
from services.users.csv_files.checking.creations import errors_of_creation, user_to_create
from services.users.csv_files.checking.group_errors import errors_of_groups
from services.users.csv_files.checking.import_plan import CheckedRow, PlannedOutcome
from services.users.csv_files.checking.read_rows import ReadRow
from services.users.csv_files.checking.updates import errors_of_update, update_of
from services.users.one_user.pool_facts import PoolFacts
from services.users.snapshot.question import USERNAME, UserRow


def decide_row(
    row: ReadRow, known: UserRow | None, pool: PoolFacts, choices: ImportChoices
) -> CheckedRow:
    """Return what would be done; `row.errors` are those that do not depend on the pool's users."""
    return replace(_decided(row, known, pool, choices), known=known)


def _decided(
    row: ReadRow, known: UserRow | None, pool: PoolFacts, choices: ImportChoices
) -> CheckedRow:
    other = [_of_another(row, known, pool)] if known and not _is_meant(row, known, pool) else []
    if known and not (row.errors or other) and choices.on_existing is OnExisting.SKIP:
        return _skipped(row, "The user is in the pool already.")
    if errors := (*row.errors, *(other or _errors(row, known, pool, choices))):
        return CheckedRow(
            line=row.line,
            username=row.name,
            outcome=PlannedOutcome.REFUSED,
            errors=errors,
            read=row,
        )
    return _updated(row, known, pool) if known else _created(row, pool, choices)


def _is_meant(row: ReadRow, known: UserRow, pool: PoolFacts) -> bool:
    """Tell whether the row names this user, and not by an alias or the sub of somebody."""
    held = (known.user.attributes.get(name, "") for name in pool.schema.username_attributes)
    own = {pool.key(name) for name in (known.user.username, *held) if name}
    named = {pool.key(name) for name in (row.name, row.values.get(USERNAME, ""))}
    return not own.isdisjoint(named)


def _of_another(row: ReadRow, known: UserRow, pool: PoolFacts) -> CellError:
    key = pool.key(row.name)
    names = (name for name, held in known.user.attributes.items() if pool.key(held) == key)
    return row.error(
        row.name_column,
        f"It is the {next(names, 'alias')} of the user {known.user.username}.",
        "Write that user's username, or choose another one for a new user.",
    )


def _errors(
    row: ReadRow, known: UserRow | None, pool: PoolFacts, choices: ImportChoices
) -> Iterator[CellError]:
    if row.name and known is None:
        yield from errors_of_creation(row, pool, choices)
    elif known and choices.on_existing is OnExisting.REFUSE:
        yield row.error(
            row.name_column,
            "The user is in the pool already.",
            "Leave the row out, or choose to skip or to update such users.",
        )
    elif known:
        yield from errors_of_update(row, known, pool.schema)
    yield from errors_of_groups(row, pool, choices)


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
