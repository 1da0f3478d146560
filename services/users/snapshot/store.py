"""SnapshotStore: writing the snapshot of one user pool: a fill page by page, and our own changes.

A fill goes into a table of its own and takes the place of the old rows in one transaction: whoever
asks sees the old users or the new ones. What we change ourselves meanwhile wins over the fill.
"""

import threading
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from services.users.directory import UserSummary
from services.users.snapshot.database import SnapshotDatabase, transaction
from services.users.snapshot.question import UserRow
from services.users.snapshot.rows_sql import INCOMING, ROWS, USERS, columns

_LAYOUT = "3"  # another number makes every older file be filled anew
_TABLES = (
    "CREATE TABLE IF NOT EXISTS origin (layout VARCHAR, pool VARCHAR)",
    f"CREATE TABLE IF NOT EXISTS users {USERS}",
    "CREATE TABLE IF NOT EXISTS fills (started_at DOUBLE, ended_at DOUBLE, calls BIGINT)",
    "CREATE TABLE IF NOT EXISTS version (number BIGINT)",
    "CREATE OR REPLACE TABLE version AS SELECT 0 AS number",
    f"CREATE OR REPLACE TABLE incoming {INCOMING}",  # what a killed fill left behind goes
    "CREATE OR REPLACE TABLE memberships (member VARCHAR, group_name VARCHAR)",
    "CREATE OR REPLACE TABLE touched (username VARCHAR)",
    "CREATE OR REPLACE TABLE dropped (group_name VARCHAR)",
)
_MEMBERS = "INSERT INTO memberships SELECT unnest(?::VARCHAR[]), ?"
_MERGED = """
    INSERT INTO merged
    SELECT * EXCLUDE (member, names) REPLACE (coalesce(listed.names, groups) AS groups)
    FROM (SELECT * FROM incoming QUALIFY row_number() OVER (PARTITION BY username) = 1)
    LEFT JOIN (
        SELECT member, list_sort(list_distinct(list(group_name))) AS names
        FROM memberships WHERE member NOT IN (SELECT username FROM touched) GROUP BY member
    ) AS listed ON member = username
    ORDER BY username
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class FillRecord:
    """When the last whole fill began and ended, in epoch seconds, and how many calls it took."""

    started_at: float
    ended_at: float
    calls: int


class SnapshotStore:
    """Writes to one database; its methods may be called from any thread."""

    def __init__(self, database: SnapshotDatabase, user_pool_id: str) -> None:
        self._database = database
        self._connection = database.connection()
        self._lock = threading.Lock()
        self._write((each, []) for each in self._first_statements(user_pool_id))

    def begin(self) -> None:
        """Begin a fill; what an earlier one read and did not finish is dropped."""
        emptied = ("incoming", "memberships", "touched", "dropped")
        self._write((f"DELETE FROM {name}", []) for name in emptied)

    def add(self, users: Iterable[UserSummary]) -> None:
        """Add a page of ListUsers to the fill, without those that we changed meanwhile."""
        rows = columns(UserRow(user=user) for user in users)
        if rows:
            statement = (
                f"INSERT INTO incoming SELECT * FROM ({ROWS}) "
                "WHERE c0 NOT IN (SELECT username FROM touched)"
            )
            self._write([(statement, rows)])

    def add_members(self, group: str, usernames: Sequence[str]) -> None:
        """Add a page of ListUsersInGroup to the fill, unless the group was dropped meanwhile."""
        still = " WHERE ? NOT IN (SELECT group_name FROM dropped)"
        self._write([(_MEMBERS + still, [list(usernames), group, group])])

    def finish(self, record: FillRecord) -> None:
        """Let what the fill read take the place of the old users."""
        times = [record.started_at, record.ended_at, record.calls]
        self._write(
            [
                (f"CREATE TABLE merged {USERS}", []),
                (_MERGED, []),
                ("DROP TABLE users", []),
                ("ALTER TABLE merged RENAME TO users", []),
                (f"CREATE OR REPLACE TABLE incoming {INCOMING}", []),  # gives its room back at once
                ("DELETE FROM memberships", []),
                ("DELETE FROM fills", []),
                ("INSERT INTO fills VALUES (?, ?, ?)", times),
            ]
        )

    def put(self, row: UserRow) -> None:
        """Put one user in as Cognito just described them."""
        self._replace(row.user.username, columns([row]))

    def remove(self, username: str) -> None:
        """Take a user out whom Cognito no longer has."""
        self._replace(username, [])

    def drop_group(self, name: str) -> None:
        """Let nobody be in the group any more, whomever a running fill has read or still reads."""
        kept = "list_filter(groups, lambda each: each <> ?)"
        statements: list[tuple[str, list[Any]]] = [
            (f"UPDATE {table} SET groups = {kept} WHERE list_contains(groups, ?)", [name, name])
            for table in ("users", "incoming")
        ]
        statements.append(("DELETE FROM memberships WHERE group_name = ?", [name]))
        self._write([*statements, ("INSERT INTO dropped VALUES (?)", [name])])

    def put_members(self, group: str, usernames: Sequence[str]) -> None:
        """Let these users be in the group, too; a running fill counts them among its members."""
        joined = "list_sort(list_distinct(list_append(groups, ?)))"
        chosen = "username IN (SELECT unnest(?::VARCHAR[]))"
        names = list(usernames)
        statements: list[tuple[str, list[Any]]] = [
            (f"UPDATE {table} SET groups = {joined} WHERE {chosen}", [group, names])
            for table in ("users", "incoming")
        ]
        self._write([*statements, (_MEMBERS, [names, group])])

    def last_fill(self) -> FillRecord | None:
        with self._lock, transaction(self._connection) as connection:
            found = connection.execute("SELECT started_at, ended_at, calls FROM fills").fetchone()
        if found is None:
            return None
        return FillRecord(started_at=found[0], ended_at=found[1], calls=found[2])

    def close(self) -> None:
        with self._lock:
            self._connection.close()

    def _replace(self, username: str, rows: list[Sequence[Any]]) -> None:
        statements: list[tuple[str, list[Any]]] = [("INSERT INTO touched VALUES (?)", [username])]
        for table in ("users", "incoming"):
            statements.append((f"DELETE FROM {table} WHERE username = ?", [username]))
            if rows:
                statements.append((f"INSERT INTO {table} {ROWS}", list(rows)))
        self._write(statements)

    def _write(self, statements: Iterable[tuple[str, Sequence[Any]]]) -> None:
        with self._lock:
            with transaction(self._connection) as connection:
                for statement, parameters in statements:
                    connection.execute(statement, list(parameters))
                connection.execute("UPDATE version SET number = number + 1")
            self._database.writes += 1  # after the commit: no older answer counts from here on
            self._database.keep_private()

    def _first_statements(self, user_pool_id: str) -> list[str]:
        with transaction(self._connection) as connection:
            connection.execute(_TABLES[0])
            found = connection.execute("SELECT layout, pool FROM origin").fetchall()
        if found == [(_LAYOUT, user_pool_id)]:
            return list(_TABLES)
        with transaction(self._connection) as connection:
            connection.execute("DELETE FROM origin")
            connection.execute("INSERT INTO origin VALUES (?, ?)", [_LAYOUT, user_pool_id])
        dropped = [f"DROP TABLE IF EXISTS {name}" for name in ("users", "fills")]
        return [*dropped, *_TABLES]
