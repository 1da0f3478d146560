"""The users of the pool whom a file's rows name or collide with, found in a few questions."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Protocol

from services.users.csv_files.checking.read_rows import ReadRow
from services.users.one_user.pool_facts import PoolFacts
from services.users.snapshot.question import USERNAME, UserRow

Identity = tuple[str, str]
"""An attribute that users sign in by, and its value without regard to case."""


class UserSource(Protocol):
    """Whoever knows the users: the snapshot of the pool."""

    def holders(self, field: str, values: Collection[str]) -> Iterator[UserRow]:
        """Yield the users whose username or attribute is one of the values, in any case."""


@dataclass(frozen=True, slots=True, kw_only=True)
class KnownUsers:
    """`by_name` holds users by what a row names them by, `owners` the usernames behind aliases."""

    by_name: Mapping[str, UserRow]
    owners: Mapping[Identity, str]


def find_known(rows: Collection[ReadRow], source: UserSource, pool: PoolFacts) -> KnownUsers:
    """Ask the source once for the names and once for each kind of alias; nothing for each row."""
    names = [row.name for row in rows if row.name]
    by_name: dict[str, UserRow] = {}
    for field in (USERNAME, *pool.schema.username_attributes):
        for found in source.holders(field, names):
            by_name[pool.key(_field(found, field))] = found
    return KnownUsers(by_name=by_name, owners=dict(_owners(rows, source, pool)))


def identities(values: Mapping[str, str], pool: PoolFacts) -> Iterator[Identity]:
    """Yield by what else the user signs in: an alias counts once it is verified."""
    for name in pool.schema.aliases:
        is_proven = name == "preferred_username" or values.get(f"{name}_verified") == "true"
        if name in values and is_proven:
            yield name, values[name].casefold()


def _owners(
    rows: Iterable[ReadRow], source: UserSource, pool: PoolFacts
) -> Iterator[tuple[Identity, str]]:
    wanted = {each for row in rows for each in identities(row.values, pool)}
    for name in pool.schema.aliases:
        values = [value for alias, value in wanted if alias == name]
        for found in source.holders(name, values) if values else ():
            for each in identities(found.user.attributes, pool):
                yield each, found.user.username


def _field(row: UserRow, field: str) -> str:
    return row.user.username if field == USERNAME else row.user.attributes.get(field, "")
