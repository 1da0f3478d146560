"""Reading many users of a snapshot in a row, a batch at a time, each stream as of one moment.

What is kept for it is where the users stand: a number and a name each. A fill that ends meanwhile
changes nothing for a stream that is under way.
"""

from collections.abc import Collection, Iterator
from contextlib import closing
from typing import TYPE_CHECKING, Any

from services.users.snapshot.database import SnapshotDatabase, transaction
from services.users.snapshot.question import USERNAME, UserQuestion, UserRow
from services.users.snapshot.question_sql import condition, direction, sort_key
from services.users.snapshot.reader import read_places, source_table

if TYPE_CHECKING:
    import duckdb

_BATCH = 1_000
_KEPT = "CREATE OR REPLACE TEMP TABLE stream AS"
_BETWEEN = "SELECT r, u FROM stream WHERE n > ? AND n <= ? ORDER BY n"


def stream_users(database: SnapshotDatabase, question: UserQuestion) -> Iterator[UserRow]:
    """Yield every user whom the question finds, in its order."""
    where, values = condition(question)
    key, key_values = sort_key(question)
    order = f"{key} {direction(question)}, username"
    return _stream(database, order, where, [*key_values, *values])


def stream_holders(
    database: SnapshotDatabase, field: str, values: Collection[str]
) -> Iterator[UserRow]:
    """Yield the users whose username or attribute is one of the values, in any case."""
    held, named = ("username", []) if field == USERNAME else ("attributes[?]", [field])
    wanted = "SELECT lower(each) FROM (SELECT unnest(?::VARCHAR[]) AS each)"
    where = f"lower({held}) IN ({wanted})"
    return _stream(database, "username", where, [*named, list(values)])


def _stream(
    database: SnapshotDatabase, order: str, where: str, values: list[Any]
) -> Iterator[UserRow]:
    with closing(database.connection()) as opened, transaction(opened) as connection:
        table = source_table(connection)
        connection.execute(
            f"{_KEPT} SELECT row_number() OVER (ORDER BY {order}) AS n, rowid AS r, username AS u "
            f"FROM {table} WHERE {where}",
            values,
        )
        for places in _batches(connection):
            yield from read_places(connection, table, places)


def _batches(connection: "duckdb.DuckDBPyConnection") -> Iterator[list[Any]]:
    first = 0
    while places := connection.execute(_BETWEEN, [first, first + _BATCH]).fetchall():
        yield places
        first += _BATCH
