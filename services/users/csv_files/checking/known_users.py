"""The users of the pool whom a file's rows name or collide with, found in a few questions."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Protocol

from services.users.csv_files.checking.read_rows import ReadRow
from services.users.one_user.pool_facts import PoolFacts
from services.users.snapshot.question import USERNAME, UserRow

Identity = tuple[str, str]
"""An attribute that users sign in by, and its value as the pool compares it."""


class UserSource(Protocol):
    """Whoever knows the users: the snapshot of the pool."""

    def holders(self, field: str, values: Collection[str]) -> Iterator[UserRow]:
        """Yield the users whose username or attribute is one of the values, in any case."""


@dataclass(frozen=True, slots=True, kw_only=True)
class KnownUsers:
    """The users by their usernames, and by what else Cognito finds them by.

    `owners` has the usernames behind the addresses and aliases that rows give.
    """

    pool: PoolFacts
    by_username: Mapping[str, UserRow]
    by_other_name: Mapping[str, UserRow]
    owners: Mapping[Identity, str]

    def of(self, row: ReadRow) -> UserRow | None:
        """Return whom Cognito has for the row; a username that is there goes before an address.

        So a row of an export whose address was edited is still that user's.
        """
        for name in (row.values.get(USERNAME, ""), row.name):
            if found := self.by_username.get(self.pool.key(name)):
                return found
        return self.by_other_name.get(self.pool.key(row.name))


def find_known(rows: Collection[ReadRow], source: UserSource, pool: PoolFacts) -> KnownUsers:
    """Ask the source a few times for all names and addresses; nothing for each row.

    Cognito finds a user by the username, by what users sign in by, and by the sub.
    """
    names = {name for row in rows for name in (row.name, row.values.get(USERNAME, "")) if name}
    by_username = {
        pool.key(found.user.username): found for found in source.holders(USERNAME, names)
    }
    by_other_name: dict[str, UserRow] = {}
    for field in (*_sign_in_names(pool), "sub"):
        for found in source.holders(field, names):
            held = {**dict(identities(found.user.attributes, pool)), "sub": found.user.sub}
            if field in held:
                by_other_name.setdefault(pool.key(held[field]), found)
    return KnownUsers(
        pool=pool,
        by_username=by_username,
        by_other_name=by_other_name,
        owners=dict(_owners(rows, source, pool)),
    )


def identities(values: Mapping[str, str], pool: PoolFacts) -> Iterator[Identity]:
    """Yield by what else the user signs in, which nobody else may have.

    An alias counts once it is verified; what stands in for the username always does.
    https://docs.aws.amazon.com/cognito/latest/developerguide/user-pool-settings-attributes.html
    """
    for name in _sign_in_names(pool):
        is_alias = name in pool.schema.aliases and name != "preferred_username"
        if name in values and (not is_alias or values.get(f"{name}_verified") == "true"):
            yield name, pool.key(values[name])


def _sign_in_names(pool: PoolFacts) -> tuple[str, ...]:
    return (*pool.schema.username_attributes, *pool.schema.aliases)


def _owners(
    rows: Iterable[ReadRow], source: UserSource, pool: PoolFacts
) -> Iterator[tuple[Identity, str]]:
    wanted = {each for row in rows for each in identities(row.values, pool)}
    for name in _sign_in_names(pool):
        values = [value for alias, value in wanted if alias == name]
        for found in source.holders(name, values) if values else ():
            for each in identities(found.user.attributes, pool):
                yield each, found.user.username
