"""SnapshotReader: what the snapshot answers: pages of users, totals, and names to choose from."""

import threading
from typing import TYPE_CHECKING, Any

from services.users.snapshot.database import SnapshotDatabase, transaction
from services.users.snapshot.question import UserQuestion, UserRow, UserRows, UserTotals
from services.users.snapshot.question_sql import condition, direction, sort_key
from services.users.snapshot.rows_sql import SHOWN, row_from

if TYPE_CHECKING:
    import duckdb

_FOUND = "CREATE OR REPLACE TEMP TABLE found AS"


class SnapshotReader:
    """Reads one database; may be called from any thread, one question is answered at a time.

    The last question's answer is kept as names in their order: its other pages are then found
    without looking into every user again.
    """

    def __init__(self, database: SnapshotDatabase) -> None:
        self._connection = database.connection()
        self._lock = threading.Lock()
        self._kept: tuple[Any, ...] = ()

    def page(self, question: UserQuestion, *, page: int, size: int) -> UserRows:
        """Return a page of `size` users, counted from 1; beyond the last one, the last."""
        with self._lock:
            kept, self._kept = self._kept, ()  # a failure may leave no table behind
            with transaction(self._connection) as connection:
                rows, asked = self._page(connection, question, page, size, kept)
            self._kept = asked
        return rows

    def _page(
        self,
        connection: "duckdb.DuckDBPyConnection",
        question: UserQuestion,
        page: int,
        size: int,
        kept: tuple[Any, ...],
    ) -> tuple[UserRows, tuple[Any, ...]]:
        table = _table(connection)
        known = total = _number(connection, f"SELECT count(*) FROM {table}")
        asked = (question, table, _number(connection, "SELECT number FROM version"))
        if question.is_filtered:
            if asked != kept:
                _find(connection, table, question)
            total = _number(connection, "SELECT count(*) FROM found")
        pages = max(1, -(-total // size))
        page = min(max(page, 1), pages)
        names = _names(connection, table, question, size, (page - 1) * size)
        rows = _rows(connection, table, names)
        return UserRows(rows=rows, page=page, pages=pages, total=total, known=known), asked

    def row(self, username: str) -> UserRow | None:
        with self._lock, transaction(self._connection) as connection:
            found = _rows(connection, _table(connection), [username])
        return found[0] if found else None

    def totals(self) -> UserTotals:
        with self._lock, transaction(self._connection) as connection:
            table = _table(connection)
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
        return self._column("SELECT DISTINCT unnest(map_keys(attributes)) FROM {} ORDER BY ALL")

    def group_names(self) -> tuple[str, ...]:
        """Return the groups that some user is in, sorted."""
        return self._column("SELECT DISTINCT unnest(groups) FROM {} ORDER BY ALL")

    def _column(self, statement: str) -> tuple[str, ...]:
        with self._lock, transaction(self._connection) as connection:
            found = connection.execute(statement.format(_table(connection))).fetchall()
        return tuple(name for (name,) in found)


def _find(connection: "duckdb.DuckDBPyConnection", table: str, question: UserQuestion) -> None:
    """Keep the names that the question finds, with what they are sorted by."""
    where, values = condition(question)
    key, key_values = sort_key(question)
    statement = f"{_FOUND} SELECT username AS u, {key} AS k FROM {table} WHERE {where}"
    connection.execute(statement, [*key_values, *values])


def _names(
    connection: "duckdb.DuckDBPyConnection",
    table: str,
    question: UserQuestion,
    size: int,
    skipped: int,
) -> list[str]:
    source, values = "found", list[Any]()
    if not question.is_filtered:
        key, values = sort_key(question)
        source = f"(SELECT username AS u, {key} AS k FROM {table})"
    found = connection.execute(
        f"SELECT u FROM {source} ORDER BY k {direction(question)}, u LIMIT ? OFFSET ?",
        [*values, size, skipped],
    ).fetchall()
    return [name for (name,) in found]


def _rows(
    connection: "duckdb.DuckDBPyConnection", table: str, names: list[str]
) -> tuple[UserRow, ...]:
    found = connection.execute(
        f"SELECT {SHOWN} FROM {table} WHERE rowid IN "  # reads the wide columns for these rows only
        f"(SELECT rowid FROM {table} WHERE username IN (SELECT unnest(?::VARCHAR[])))",
        [names],
    ).fetchall()
    rows = {row[0]: row_from(row) for row in found}
    return tuple(rows[name] for name in dict.fromkeys(names) if name in rows)


def _table(connection: "duckdb.DuckDBPyConnection") -> str:
    """Return the table to read: that of the first fill while there is no whole one yet."""
    return "users" if _number(connection, "SELECT count(*) FROM fills") else "incoming"


def _number(connection: "duckdb.DuckDBPyConnection", statement: str) -> int:
    found = connection.execute(statement).fetchone()
    return int(found[0]) if found else 0
