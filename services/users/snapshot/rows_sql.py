"""Users as columns of DuckDB and back; statements for a table of them, whatever its name."""

import json
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from typing import Any

from services.users.directory import UserStatus, UserSummary
from services.users.snapshot.question import UserRow
from services.users.snapshot.question_sql import SEPARATOR

_TABLE = """(
    username VARCHAR {plain}, sub VARCHAR, status VARCHAR, enabled BOOLEAN, email VARCHAR {plain},
    phone_number VARCHAR, name VARCHAR, email_verified BOOLEAN, phone_verified BOOLEAN,
    created_at TIMESTAMP, modified_at TIMESTAMP, attributes MAP(VARCHAR, VARCHAR),
    groups VARCHAR[], words VARCHAR {plain}, record VARCHAR {plain}
)"""
INCOMING = _TABLE.format(plain="")
# `words` are searched, `record` holds a shown row as JSON, but for its groups. What most questions
# read is not compressed: they are answered in half of the time.
USERS = _TABLE.format(plain="USING COMPRESSION uncompressed")
SHOWN = "record, groups"
_TYPES = (
    *("VARCHAR", "VARCHAR", "VARCHAR", "BOOLEAN", "VARCHAR", "VARCHAR", "VARCHAR"),
    *("BOOLEAN", "BOOLEAN", "TIMESTAMP", "TIMESTAMP", "VARCHAR[]", "VARCHAR[]"),
    *("VARCHAR[]", "VARCHAR", "VARCHAR"),
)
_COLUMNS = ", ".join(f"unnest(?::{kind}[]) AS c{number}" for number, kind in enumerate(_TYPES))
# One row for each user: c11 and c12 are the attributes' names and values.
ROWS = (
    "SELECT c0, c1, c2, c3, c4, c5, c6, c7, c8, c9, c10, map(c11, c12), c13, lower(c14), c15 "
    f"FROM (SELECT {_COLUMNS})"
)
_FLAGS = ("email_verified", "phone_number_verified")


def columns(rows: Iterable[UserRow]) -> list[Sequence[Any]]:
    """Return the parameters of ROWS for these users, one list for each column."""
    lines = [_line(row) for row in rows]
    return [list(column) for column in zip(*lines, strict=True)]


def row_from(found: Sequence[Any]) -> UserRow:
    """Return the user in a row of the columns SHOWN."""
    record, groups = found
    username, status, enabled, created, modified, attributes = json.loads(record)
    user = UserSummary(
        username=username,
        sub=attributes.get("sub", ""),
        status=UserStatus(status),
        enabled=enabled,
        email=attributes.get("email", ""),
        email_verified=attributes.get("email_verified") == "true",
        created_at=datetime.fromisoformat(created),
        modified_at=datetime.fromisoformat(modified),
        attributes=attributes,
    )
    return UserRow(user=user, groups=tuple(groups))


def _line(row: UserRow) -> tuple[Any, ...]:
    user = row.user
    attributes = {_text(name): _text(value) for name, value in user.attributes.items()}
    return (
        _text(user.username),
        user.sub,
        user.status.value,
        user.enabled,
        _text(user.email),
        attributes.get("phone_number", ""),
        attributes.get("name", ""),
        user.email_verified,
        attributes.get("phone_number_verified") == "true",
        _utc(user.created_at),
        _utc(user.modified_at),
        list(attributes),
        list(attributes.values()),
        [_text(group) for group in row.groups],
        _words(_text(user.username), attributes),
        _record(user, attributes),
    )


def _record(user: UserSummary, attributes: dict[str, str]) -> str:
    created, modified = (
        each.astimezone(UTC).isoformat() for each in (user.created_at, user.modified_at)
    )
    shown = (_text(user.username), user.status.value, user.enabled, created, modified, attributes)
    return json.dumps(shown)


def _words(username: str, attributes: dict[str, str]) -> str:
    """Return every text that is searched, each after a separator, so that its start is found.

    Not the sub: it has a part of nearly every short word that is made of its letters and digits.
    """
    unsearched = (*_FLAGS, "sub")
    values = [username, *(value for name, value in attributes.items() if name not in unsearched)]
    return "".join(SEPARATOR + value.replace(SEPARATOR, " ") for value in values)


def _text(value: str) -> str:
    """Return the text without lone surrogates, which no file can hold."""
    return value.encode("utf-8", "replace").decode()


def _utc(moment: datetime) -> datetime:
    return moment.astimezone(UTC).replace(tzinfo=None)
