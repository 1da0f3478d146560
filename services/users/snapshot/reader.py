"""SnapshotReader: what the snapshot answers: pages of users, totals, and names to choose from."""

import threading
from collections.abc import Sequence
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from services.users.snapshot.database import SnapshotDatabase, transaction
from services.users.snapshot.question import UserQuestion, UserRow, UserRows, UserTotals
from services.users.snapshot.question_sql import condition, direction, sort_key
from services.users.snapshot.rows_sql import SHOWN, row_from

if TYPE_CHECKING:
    import duckdb

_PAGES_HELD, _LISTS_HELD, _ROWS_HELD = 8, 2, 8
_ATTRIBUTES = "SELECT DISTINCT unnest(map_keys(attributes)) FROM {} ORDER BY ALL"
_GROUPS = (
    "SELECT name, count(*) FROM (SELECT unnest(groups) AS name FROM {}) GROUP BY ALL ORDER BY ALL"
)
_SOURCE = (
    "SELECT (SELECT count(*) FROM fills), number, (SELECT count(*) FROM users), "
    "(SELECT count(*) FROM incoming) FROM version"
)
_FOUND = "CREATE OR REPLACE TEMP TABLE found AS"
_Place = tuple[int, str]  # a user's rowid, and the username


class SnapshotReader:
    """Reads one database; may be called from any thread, one question is answered at a time.

    An answer is held until something is written. The last question's is also kept as places of
    users: its other pages are then found without looking into every user again.
    """

    def __init__(self, database: SnapshotDatabase) -> None:
        self._database = database
        self._connection = database.connection()
        self._lock = threading.Lock()
        self._kept: tuple[Any, ...] = ()
        # By the number of writes, which is read before the users are: never newer than the answer.
        self._pages = lru_cache(_PAGES_HELD)(self._read_page)
        self._totals = lru_cache(1)(self._read_totals)
        self._lists = lru_cache(_LISTS_HELD)(self._read_list)
        self._rows = lru_cache(_ROWS_HELD)(self._read_row)

    def page(self, question: UserQuestion, *, page: int, size: int) -> UserRows:
        """Return a page of `size` users, counted from 1; beyond the last one, the last."""
        return self._pages(self._database.writes, question, page, size)

    def _read_page(self, _writes: int, question: UserQuestion, page: int, size: int) -> UserRows:
        with self._lock:
            kept, self._kept = self._kept, ()  # a failure may leave no table behind
            with transaction(self._connection) as connection:
                table, version, known = _source(connection)
                asked = (question, table, version)
                total = kept[-1] if kept[:-1] == asked else known
                if question.is_filtered and kept[:-1] != asked:
                    total = _find(connection, table, question)
                pages = max(1, -(-total // size))
                page = min(max(page, 1), pages)
                rows = _page(connection, table, question, size, (page - 1) * size)
            self._kept = (*asked, total)
        return UserRows(rows=rows, page=page, pages=pages, total=total, known=known)

    def row(self, username: str) -> UserRow | None:
        return self._rows(self._database.writes, username)

    def _read_row(self, _writes: int, username: str) -> UserRow | None:
        return self.known([username]).get(username)

    def known(self, usernames: Sequence[str]) -> dict[str, UserRow]:
        """Return the users of these names by name, without those whom nobody knows."""
        with self._lock, transaction(self._connection) as connection:
            table = source_table(connection)
            places = connection.execute(
                f"SELECT rowid, username FROM {table} "
                "WHERE username IN (SELECT unnest(?::VARCHAR[]))",
                [list(usernames)],
            ).fetchall()
            found = read_places(connection, table, places)
        return {row.user.username: row for row in found}

    def usernames(self, question: UserQuestion) -> tuple[str, ...]:
        """Return the name of every user who fits, in the question's order."""
        where, values = condition(question)
        key, key_values = sort_key(question)
        with self._lock, transaction(self._connection) as connection:
            table = source_table(connection)
            found = connection.execute(
                f"SELECT username FROM {table} WHERE {where} "
                f"ORDER BY {key} {direction(question)}, username",
                [*values, *key_values],
            ).fetchall()
        return tuple(dict.fromkeys(name for (name,) in found))

    def totals(self) -> UserTotals:
        return self._totals(self._database.writes)

    def _read_totals(self, _writes: int) -> UserTotals:
        with self._lock, transaction(self._connection) as connection:
            table = source_table(connection)
            days = "SELECT CAST({}_at AS DATE), count(*) FROM {} {} GROUP BY ALL ORDER BY ALL"
            return UserTotals(
                by_status={
                    (status, enabled): count
                    for status, enabled, count in connection.execute(
                        f"SELECT status, enabled, count(*) FROM {table} GROUP BY ALL ORDER BY ALL"
                    ).fetchall()
                },
                created_by_day=dict(
                    connection.execute(days.format("created", table, "")).fetchall()
                ),
                unverified=_number(
                    connection,
                    f"SELECT count(*) FROM {table} WHERE NOT email_verified AND NOT phone_verified",
                ),
                temporary_by_day=dict(
                    connection.execute(
                        days.format("modified", table, "WHERE status = 'FORCE_CHANGE_PASSWORD'")
                    ).fetchall()
                ),
            )

    def attribute_names(self) -> tuple[str, ...]:
        """Return the attributes that some user has, sorted."""
        return tuple(name for (name,) in self._lists(self._database.writes, _ATTRIBUTES))

    def group_names(self) -> tuple[str, ...]:
        """Return the groups that some user is in, sorted."""
        return tuple(self.group_sizes())

    def group_sizes(self) -> dict[str, int]:
        """Return how many users are in each group that some user is in, sorted by name."""
        return dict(self._lists(self._database.writes, _GROUPS))

    def close(self) -> None:
        with self._lock:
            self._connection.close()

    def _read_list(self, _writes: int, statement: str) -> list[Any]:
        """Read every user for it."""
        with self._lock, transaction(self._connection) as connection:
            table = source_table(connection)
            listed: list[Any] = connection.execute(statement.format(table)).fetchall()
        return listed


def _find(connection: "duckdb.DuckDBPyConnection", table: str, question: UserQuestion) -> int:
    """Keep where the users stand whom the question finds, and their sort key; return how many."""
    where, values = condition(question)
    key, key_values = sort_key(question)
    return _number(
        connection,
        f"{_FOUND} SELECT rowid AS r, username AS u, {key} AS k FROM {table} WHERE {where}",
        [*key_values, *values],
    )


def _page(
    connection: "duckdb.DuckDBPyConnection",
    table: str,
    question: UserQuestion,
    size: int,
    skipped: int,
) -> tuple[UserRow, ...]:
    """Return the users of one page in their order; nothing wide is read to find them."""
    source, values = "found", list[Any]()
    if not question.is_filtered:
        key, values = sort_key(question)
        source = f"(SELECT rowid AS r, username AS u, {key} AS k FROM {table})"
    places: list[_Place] = connection.execute(
        f"SELECT r, u FROM {source} ORDER BY k {direction(question)}, u LIMIT ? OFFSET ?",
        [*values, size, skipped],
    ).fetchall()
    return read_places(connection, table, places)


def read_places(
    connection: "duckdb.DuckDBPyConnection", table: str, places: list[_Place]
) -> tuple[UserRow, ...]:
    """Return the users who stand there; the name decides, should a place have changed."""
    found = connection.execute(
        f"SELECT {SHOWN} FROM {table} WHERE rowid IN (SELECT unnest(?::BIGINT[]))",
        [[place for place, _ in places]],
    ).fetchall()
    rows = {row.user.username: row for row in map(row_from, found)}
    names = dict.fromkeys(name for _, name in places)  # a fill may read a user twice
    return tuple(rows[name] for name in names if name in rows)


def source_table(connection: "duckdb.DuckDBPyConnection") -> str:
    """Return the table to read from."""
    return _source(connection)[0]


def _source(connection: "duckdb.DuckDBPyConnection") -> tuple[str, int, int]:
    """Return the table to read, that of the first fill while there is no whole one; age and size.

    The age grows with everything that is written; a transaction sees it as it sees the users, which
    the number of writes that an answer is held by cannot promise.
    """
    found = connection.execute(_SOURCE).fetchone()
    fills, version, users, incoming = found or (0, 0, 0, 0)
    return ("users", version, users) if fills else ("incoming", version, incoming)


def _number(
    connection: "duckdb.DuckDBPyConnection", statement: str, values: Sequence[Any] = ()
) -> int:
    found = connection.execute(statement, list(values)).fetchone()
    return int(found[0]) if found else 0
