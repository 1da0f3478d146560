"""CheckedFile: a file of users that was checked against the pool, and how it is known again."""

import hashlib
import json
from collections.abc import Iterable
from dataclasses import dataclass
from typing import BinaryIO

from services.users.csv_files.checking.choices import ImportChoices
from services.users.csv_files.checking.import_plan import CheckedRow, ImportPlan
from services.users.csv_files.checking.known_users import UserSource
from services.users.csv_files.checking.looked_at import TellLooked, ignore_looked
from services.users.csv_files.columns import PASSWORD
from services.users.csv_files.dry_run import dry_run
from services.users.one_user.pool_facts import PoolFacts


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckedFile:
    """`mark` is the same for a file with the same rows, whatever passwords stand in it."""

    name: str
    mark: str
    choices: ImportChoices
    pool: PoolFacts
    plan: ImportPlan


def check_file(
    content: BinaryIO,
    name: str,
    pool: PoolFacts,
    users: UserSource,
    choices: ImportChoices,
    *,
    tell: TellLooked = ignore_looked,
) -> CheckedFile:
    """Check a file, which is closed then; nothing is sent. `tell` is told how far it is.

    Raises InputError for a file without a usable header and for one that is no text.
    """
    plan = dry_run(content, pool, users, choices, tell)
    return CheckedFile(name=name, mark=_mark(plan.rows), choices=choices, pool=pool, plan=plan)


def _mark(rows: Iterable[CheckedRow]) -> str:
    """Return a digest; without passwords, so that none can be guessed by it."""
    digest = hashlib.sha256()
    for row in rows:
        cells = {name: it for name, it in row.read.values.items() if name != PASSWORD}
        digest.update(json.dumps([row.line, row.username, sorted(cells.items())]).encode())
    return digest.hexdigest()
