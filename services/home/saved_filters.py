"""Filters of the page Users that somebody gave a name; they are kept under the home."""

from collections.abc import Mapping

from services.errors import InputError
from services.home.stored_files import read_json, write_json
from services.settings import Settings

Fields = Mapping[str, object]
_MOST, _LONGEST_NAME = 50, 60


def saved_filters(settings: Settings) -> dict[str, dict[str, object]]:
    """Return the fields of every saved filter by its name, sorted by name."""
    found = read_json(settings.saved_filters_path)
    if not isinstance(found, dict):
        return {}
    kept = {str(name): fields for name, fields in found.items() if isinstance(fields, dict)}
    return dict(sorted(kept.items(), key=lambda each: each[0].casefold()))


def save_filter(settings: Settings, name: str, fields: Fields) -> None:
    """Keep the fields under this name; a filter that has it already is replaced."""
    name = name.strip()
    if not name or len(name) > _LONGEST_NAME:
        raise InputError(
            "This is no name for a filter.", hint=f"Type 1 to {_LONGEST_NAME} characters."
        )
    kept = {**saved_filters(settings), name: dict(fields)}
    if len(kept) > _MOST:
        raise InputError(f"There are {_MOST} saved filters.", hint="Remove one of them first.")
    write_json(settings.saved_filters_path, kept)


def forget_filter(settings: Settings, name: str) -> None:
    """Remove a saved filter; one that is gone already is no error."""
    kept = saved_filters(settings)
    if kept.pop(name, None) is not None:
        write_json(settings.saved_filters_path, kept)
