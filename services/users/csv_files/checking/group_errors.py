"""What is wrong with the groups of a row: those that miss, or are written as a list. Pure.

Cognito allows commas and semicolons in a group's name, so such a name may be meant.
"""

import re
from collections.abc import Iterator

from services.users.csv_files.checking.cell_error import CellError
from services.users.csv_files.checking.choices import ImportChoices, OnMissingGroup
from services.users.csv_files.checking.creations import groups_of
from services.users.csv_files.checking.read_rows import ReadRow
from services.users.one_user.pool_facts import PoolFacts
from services.users.snapshot.question import GROUPS

_LIST = re.compile("[,;|]")
_SPACES = "Write a space, and nothing else, between two groups."


def errors_of_groups(row: ReadRow, pool: PoolFacts, choices: ImportChoices) -> Iterator[CellError]:
    """Yield at most one error; a list of known groups is none that may be created as one group."""
    missing = [each for each in groups_of(row.values) if each not in pool.groups]
    lists = [each for each in missing if _LIST.search(each)]
    known = [each for each in lists if not pool.groups.isdisjoint(_LIST.split(each))]
    if known:
        hint = f"{_SPACES} If one group is really called so, create it first."
        yield _missing(row, known, hint)
    elif missing and choices.on_missing_group is OnMissingGroup.REFUSE:
        hint = "Create the group, choose to create missing groups, or take it out."
        yield _missing(row, missing, f"{_SPACES} {hint}" if lists else hint)


def _missing(row: ReadRow, names: list[str], hint: str) -> CellError:
    return row.error(GROUPS, f"The user pool has no group {', '.join(names)}.", hint)
