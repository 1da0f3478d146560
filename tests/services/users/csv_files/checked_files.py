"""Files as a few rows, checked against a pool of the tests."""

import csv
import io

from services.users.csv_files.checking.choices import ImportChoices
from services.users.csv_files.checking.import_plan import CheckedRow, ImportPlan
from services.users.csv_files.dry_run import dry_run
from services.users.one_user.pool_facts import PoolFacts
from services.users.snapshot.question import UserRow
from tests.services.users.csv_files.pools import PASSWORD, a_pool, stored

HEADER = ["username", "email", "password"]


def checked(
    *rows: list[str],
    header: list[str] | None = None,
    users: tuple[UserRow, ...] = (),
    pool: PoolFacts | None = None,
    **choices: object,
) -> ImportPlan:
    text = io.StringIO(newline="")
    csv.writer(text).writerows([header or HEADER, *rows])
    content = io.BytesIO(text.getvalue().encode())
    with stored(*users) as snapshot:
        return dry_run(content, pool or a_pool(), snapshot, ImportChoices(**choices))


def ann(**more: str) -> tuple[list[str], list[str]]:
    """Return header and row of a sound user with these cells besides, or instead."""
    cells = {"username": "ann", "email": "ann@example.com", "password": PASSWORD, **more}
    return list(cells), list(cells.values())


def only(plan: ImportPlan) -> CheckedRow:
    (row,) = plan.rows
    return row
