"""Filters of the page Users that somebody gave a name; they are kept under the home."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from typing import Any

from services.errors import InputError, StoredFileError
from services.home.file_locks import held_lock
from services.home.stored_files import read_json, write_json
from services.settings import Settings

Field = str | list[str] | date
Fields = Mapping[str, Field]
_MOST, _LONGEST_NAME, _PATIENCE_SECONDS = 50, 60, 10.0


@dataclass(frozen=True, slots=True, kw_only=True)
class SavedFilters:
    """The fields of every saved filter by its name, sorted by name.

    `unreadable` names those that somebody wrote otherwise: to set a part of one would find more
    users than it asks for.
    """

    kept: dict[str, dict[str, Field]]
    unreadable: tuple[str, ...] = ()


def saved_filters(settings: Settings) -> SavedFilters:
    """Return what is kept; raises StoredFileError for a file that is no JSON."""
    found = sorted(_read(settings).items(), key=lambda each: each[0].casefold())
    fields = {name: _fields_from(written) for name, written in found}
    return SavedFilters(
        kept={name: each for name, each in fields.items() if each is not None},
        unreadable=tuple(name for name, each in fields.items() if each is None),
    )


def save_filter(settings: Settings, name: str, fields: Fields) -> None:
    """Keep the fields under this name; a filter that has it already is replaced."""
    name = name.strip()
    if not name or len(name) > _LONGEST_NAME:
        raise InputError(
            "This is no name for a filter.", hint=f"Type 1 to {_LONGEST_NAME} characters."
        )
    with _changed(settings) as kept:
        kept[name] = {key: _written(field) for key, field in fields.items()}
        if len(kept) > _MOST:
            raise InputError(f"There are {_MOST} saved filters.", hint="Remove one of them first.")


def forget_filter(settings: Settings, name: str) -> None:
    """Remove a saved filter; one that is gone already is no error."""
    with _changed(settings) as kept:
        kept.pop(name, None)


@contextmanager
def _changed(settings: Settings) -> Iterator[dict[str, Any]]:
    """Yield what the file holds and write it back; nobody else changes it meanwhile."""
    path = settings.saved_filters_path
    busy = StoredFileError(
        f"{path} is being written by another process.", hint="Try again in a moment."
    )
    with held_lock(path.with_suffix(".lock"), seconds=_PATIENCE_SECONDS, busy=busy):
        kept = _read(settings)
        yield kept
        write_json(path, kept)


def _read(settings: Settings) -> dict[str, Any]:
    found = read_json(settings.saved_filters_path)
    return found if isinstance(found, dict) else {}


def _written(field: Field) -> object:
    return {"day": field.isoformat()} if isinstance(field, date) else field


def _fields_from(written: object) -> dict[str, Field] | None:
    """Return the fields of one filter, None for what is none."""
    if not isinstance(written, dict):
        return None
    fields = {key: _field_from(each) for key, each in written.items()}
    known = {key: field for key, field in fields.items() if field is not None}
    return known if len(known) == len(fields) else None


def _field_from(written: object) -> Field | None:
    match written:
        case str():
            return written
        case list() if all(isinstance(each, str) for each in written):
            return written
        case {"day": str() as day, **more} if not more:
            try:
                return date.fromisoformat(day)
            except ValueError:
                return None
    return None
