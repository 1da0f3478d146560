"""The columns of our CSV files and of Cognito's: what a header means for a pool's schema; pure.

A file of ours and one with the header of Cognito's own import
(https://docs.aws.amazon.com/cognito/latest/developerguide/cognito-user-pools-using-import-tool-csv-header.html)
are read alike. An attribute's column has the attribute's name, custom ones with `custom:`.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from services.errors import InputError
from services.users.one_user.schema import PoolSchema
from services.users.snapshot.question import CREATED, ENABLED, GROUPS, MODIFIED, STATUS, USERNAME

PASSWORD = "password"  # noqa: S105 - the name of a column
MFA = "cognito:mfa_enabled"
OWN_COLUMNS = (USERNAME, PASSWORD, GROUPS, ENABLED, STATUS, MFA)
COGNITO_USERNAME = "cognito:username"
_COGNITO_NAMES = {COGNITO_USERNAME: USERNAME}
_COGNITO_DATE = re.compile(r"(\d\d)/(\d\d)/(\d{4})")  # month, day, year
_NOT_TAKEN = {
    "sub": "Cognito gives every new user a sub of its own.",
    "identities": "A provider is linked by a call of its own.",
    "cognito:user_status": "A status follows from what is done, and is not set.",
    CREATED: "Cognito keeps the time itself.",
    MODIFIED: "Cognito keeps the time itself.",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class UnreadColumn:
    """A column that an import does not read, and why; `is_known` where that loses nothing typed."""

    name: str
    why: str
    is_known: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Columns:
    """A header read: the column's name at each place, "" where it is not read.

    With Cognito's own header, `is_cognitos`, a birthdate is month, day and year.
    """

    names: tuple[str, ...]
    unread: tuple[UnreadColumn, ...] = ()
    is_cognitos: bool = False

    def cells_of(self, cells: Sequence[str]) -> Mapping[str, str]:
        """Return the cells that are read and not empty, as they stand in the file."""
        pairs = zip(self.names, cells, strict=True)
        found = {name: cell for name, cell in pairs if name and cell}
        if self.is_cognitos and "birthdate" in found:
            found["birthdate"] = _COGNITO_DATE.sub(r"\3-\1-\2", found["birthdate"])
        return found

    def __contains__(self, name: str) -> bool:
        return name in self.names


def known_columns(schema: PoolSchema) -> frozenset[str]:
    """Return every name of a column that means something for the pool."""
    attributes = (each.name for each in schema.attributes)
    return frozenset([*OWN_COLUMNS, *_COGNITO_NAMES, *_NOT_TAKEN, *attributes])


def template_columns(schema: PoolSchema) -> tuple[str, ...]:
    """Return the header of the template: who, how they sign in, and every settable attribute."""
    names = [each.name for each in schema.of_new_user()]
    marks = [f"{name}_verified" for name in ("email", "phone_number") if name in names]
    return (USERNAME, PASSWORD, GROUPS, ENABLED, *names, *marks)


def read_header(header: Sequence[str], schema: PoolSchema) -> Columns:
    """Return what the columns mean; InputError without a username, or for one that is there twice.

    Where users sign in by an e-mail address or a phone number, its column stands for the username.
    """
    read = {name for name in known_columns(schema) if name not in _NOT_TAKEN}
    named = [_COGNITO_NAMES.get(name, name) for name in header]
    names = tuple(name if name in read else "" for name in named)
    _refuse_twice(names)
    if not {USERNAME, *schema.username_attributes} & set(names):
        raise InputError(
            "The file has no column `username` or `cognito:username`.",
            hint=_how_to_name(header),
        )
    unread = tuple(_unread(named, names, schema))
    return Columns(names=names, unread=unread, is_cognitos=COGNITO_USERNAME in header)


def _how_to_name(header: Iterable[str]) -> str:
    """Return what to do about a header without a username."""
    near = next((name for name in header if name.casefold() == USERNAME), "")
    if near:
        return f"The file has {near}: names of columns are in small letters."
    return "Add it to the header, or start from the template."


def _refuse_twice(names: Iterable[str]) -> None:
    seen: set[str] = set()
    for name in filter(None, names):
        if name in seen:
            raise InputError(f"The column {name} is there twice.", hint="Remove one of them.")
        seen.add(name)


def _unread(
    named: Sequence[str], names: Sequence[str], schema: PoolSchema
) -> Iterator[UnreadColumn]:
    for name, read in zip(named, names, strict=True):
        if read:
            continue
        why = _NOT_TAKEN.get(name, "")
        yield UnreadColumn(name=name, why=why or _why_unknown(name, schema), is_known=bool(why))


def _why_unknown(name: str, schema: PoolSchema) -> str:
    if not name:
        return "The column has no name."
    meant = {each.name.rpartition(":")[2].casefold(): each.name for each in schema.attributes}
    if found := meant.get(name.rpartition(":")[2].casefold()):
        return f"The user pool has no {name}; it has {found}."
    return f"The user pool has no attribute {name}."
