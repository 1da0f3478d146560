"""Rows that name the same user twice, or an alias that another row or user has; pure."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from services.users.csv_files.checking.cell_error import CellError
from services.users.csv_files.checking.known_users import Identity, KnownUsers, identities
from services.users.csv_files.checking.read_rows import ReadRow
from services.users.one_user.pool_facts import PoolFacts
from services.users.snapshot.question import UserRow


@dataclass(frozen=True, slots=True, kw_only=True)
class Twins:
    """Remembers the lines of what was seen, row by row in the order of the file."""

    pool: PoolFacts
    known: KnownUsers
    _names: dict[str, int] = field(default_factory=dict)
    _aliases: dict[Identity, int] = field(default_factory=dict)

    def errors_of(self, row: ReadRow) -> Iterator[CellError]:
        """Yield what the row has in common with an earlier one, or with another user."""
        own = self.known.of(row)
        name = own.user.username if own else row.name
        first = self._names.setdefault(self.pool.key(name), row.line)
        if row.name and first != row.line:
            what = f"Line {first} has the same user."
            yield row.error(row.name_column, what, "Remove one of the rows.")
            return
        for identity in identities(row.values, self.pool):
            if what := self._taken_by(identity, row, own):
                yield row.error(identity[0], what, "Users sign in by it: give it to one of them.")

    def _taken_by(self, identity: Identity, row: ReadRow, own: UserRow | None) -> str:
        first = self._aliases.setdefault(identity, row.line)
        if first != row.line:
            return f"Line {first} has the same {identity[0]}."
        owner = self.known.owners.get(identity)
        is_own = own is not None and own.user.username == owner
        return f"It belongs to the user {owner}." if owner and not is_own else ""
