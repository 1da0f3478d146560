"""The dry run of an import: a file is checked against a pool, and nothing is sent."""

from collections.abc import Iterator
from dataclasses import replace
from typing import BinaryIO

from services.users.csv_files.checking.choices import ImportChoices
from services.users.csv_files.checking.import_plan import CheckedRow, ImportPlan, counted
from services.users.csv_files.checking.known_users import KnownUsers, UserSource, find_known
from services.users.csv_files.checking.looked_at import (
    CheckStep,
    TellLooked,
    ignore_looked,
    watched,
)
from services.users.csv_files.checking.read_rows import ReadRow, read_rows
from services.users.csv_files.checking.row_decisions import decide_row
from services.users.csv_files.checking.twins import Twins
from services.users.csv_files.columns import known_columns, read_header
from services.users.csv_files.reading.table import FileTable
from services.users.one_user.pool_facts import PoolFacts
from services.users.snapshot.question import GROUPS


def dry_run(
    content: BinaryIO,
    pool: PoolFacts,
    users: UserSource,
    choices: ImportChoices,
    tell: TellLooked = ignore_looked,
) -> ImportPlan:
    """Check every row of the file, which is closed; the order of its columns does not matter.

    `users` is the pool's snapshot, which is asked a few questions for the whole file. Raises
    InputError for a file without a usable header and for one that is no text.
    """
    table = FileTable(content, known_columns(pool.schema))
    columns = read_header(table.header, pool.schema)
    found = list(watched(read_rows(table.rows(), columns, pool), tell, CheckStep.READ))
    known = find_known(found, users, pool)
    rows = tuple(
        decide_row(row, known.of(row), pool, choices)
        for row in watched(_compared(found, known, pool), tell, CheckStep.COMPARE, len(found))
    )
    return ImportPlan(
        rows=rows,
        unread=columns.unread,
        new_groups=_missing_groups(rows, pool),
        counts=counted(rows),
    )


def _compared(rows: list[ReadRow], known: KnownUsers, pool: PoolFacts) -> Iterator[ReadRow]:
    """Yield the rows with what they have in common with each other and with other users."""
    twins = Twins(pool=pool, known=known)
    for row in rows:
        common = tuple(twins.errors_of(row))
        yield replace(row, errors=(*row.errors, *common)) if common else row


def _missing_groups(rows: tuple[CheckedRow, ...], pool: PoolFacts) -> tuple[str, ...]:
    """Return the groups that rows without errors need and the pool does not have, sorted."""
    needed: set[str] = set()
    for row in rows:
        needed.update(row.create.new.groups if row.create else ())
        needed.update(row.update.after.get(GROUPS, ()) if row.update else ())
    return tuple(sorted(needed - pool.groups))
