"""The dry run of an import: a file is checked against a pool, and nothing is sent."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import BinaryIO

from services.users.csv_files.checking.choices import ImportChoices, OnExisting, OnMissingGroup
from services.users.csv_files.checking.creations import (
    errors_of_creation,
    groups_of,
    user_to_create,
)
from services.users.csv_files.checking.import_plan import (
    CellError,
    CheckedRow,
    ImportPlan,
    PlannedOutcome,
    counted,
)
from services.users.csv_files.checking.known_users import KnownUsers, UserSource, find_known
from services.users.csv_files.checking.read_rows import ReadRow, read_rows
from services.users.csv_files.checking.twins import Twins
from services.users.csv_files.checking.updates import errors_of_update, update_of
from services.users.csv_files.columns import known_columns, read_header
from services.users.csv_files.reading.table import FileTable
from services.users.one_user.pool_facts import PoolFacts
from services.users.snapshot.question import GROUPS, USERNAME, UserRow


def dry_run(
    content: BinaryIO, pool: PoolFacts, users: UserSource, choices: ImportChoices
) -> ImportPlan:
    """Check every row of the file, which is closed; the order of its columns does not matter.

    `users` is the pool's snapshot, which is asked a few questions for the whole file. Raises
    InputError for a file without a usable header and for one that is no text.
    """
    table = FileTable(content, known_columns(pool.schema))
    columns = read_header(table.header, pool.schema)
    found = list(read_rows(table.rows(), columns, pool))
    known = find_known(found, users, pool)
    checker = _Checker(pool=pool, known=known, choices=choices)
    rows = tuple(checker.checked(found))
    return ImportPlan(
        rows=rows,
        unread=columns.unread,
        new_groups=_missing_groups(rows, pool),
        counts=counted(rows),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class _Checker:
    pool: PoolFacts
    known: KnownUsers
    choices: ImportChoices

    def checked(self, rows: list[ReadRow]) -> Iterator[CheckedRow]:
        twins = Twins(pool=self.pool, known=self.known)
        for row in rows:
            yield self._ended(row, [*row.errors, *twins.errors_of(row)])

    def _ended(self, row: ReadRow, errors: list[CellError]) -> CheckedRow:
        known = self.known.by_name.get(self.pool.key(row.name))
        if known and not errors and self.choices.on_existing is OnExisting.SKIP:
            return _skipped(row, "The user is in the pool already.")
        errors += self._errors(row, known)
        if errors:
            return CheckedRow(
                line=row.line,
                username=row.name,
                outcome=PlannedOutcome.REFUSED,
                errors=tuple(errors),
            )
        return self._updated(row, known) if known else self._created(row)

    def _errors(self, row: ReadRow, known: UserRow | None) -> Iterator[CellError]:
        if row.name and known is None:
            yield from errors_of_creation(row, self.pool, self.choices)
        elif known and self.choices.on_existing is OnExisting.REFUSE:
            yield row.error(
                USERNAME,
                "The user is in the pool already.",
                "Leave the row out, or choose to skip or to update such users.",
            )
        elif known:
            yield from errors_of_update(row, known, self.pool.schema)
        yield from self._group_errors(row)

    def _group_errors(self, row: ReadRow) -> Iterator[CellError]:
        missing = [each for each in groups_of(row.values) if each not in self.pool.groups]
        if missing and self.choices.on_missing_group is OnMissingGroup.REFUSE:
            yield row.error(
                GROUPS,
                f"The user pool has no group {', '.join(missing)}.",
                "Create the group, choose to create missing groups, or take it out.",
            )

    def _created(self, row: ReadRow) -> CheckedRow:
        return CheckedRow(
            line=row.line,
            username=row.name,
            outcome=PlannedOutcome.CREATE,
            create=user_to_create(row, self.pool.schema, self.choices),
        )

    def _updated(self, row: ReadRow, known: UserRow) -> CheckedRow:
        update = update_of(row, known, self.pool.schema)
        if update is None:
            return _skipped(row, "The user has exactly these values.")
        return CheckedRow(
            line=row.line, username=row.name, outcome=PlannedOutcome.UPDATE, update=update
        )


def _skipped(row: ReadRow, why: str) -> CheckedRow:
    return CheckedRow(line=row.line, username=row.name, outcome=PlannedOutcome.SKIP, why=why)


def _missing_groups(rows: tuple[CheckedRow, ...], pool: PoolFacts) -> tuple[str, ...]:
    """Return the groups that rows without errors need and the pool does not have, sorted."""
    needed: set[str] = set()
    for row in rows:
        needed.update(row.create.new.groups if row.create else ())
        needed.update(row.update.after.get(GROUPS, ()) if row.update else ())
    return tuple(sorted(needed - pool.groups))
