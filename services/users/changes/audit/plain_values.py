"""Values of the audit log's lines, taken only in the shape that everything here counts on; pure.

A line of another shape, as an editor or another program may leave it, is then one damaged line and
no end of the page that reads all of them.
"""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from services.users.changes.change import Facts

_FIRST_YEAR, _LAST_YEAR = 1971, 9998  # whatever the zone, a day more or less is a time, too


def text_of(value: object) -> str:
    """Return a text; TypeError for another value, ValueError for half of a character."""
    if not isinstance(value, str):
        raise TypeError("it is no text")
    if not value.isascii():
        value.encode()  # a lone surrogate fits into no file and no page
    return value


def time_of(value: object) -> datetime:
    """Return a moment; ValueError for one that names no zone or no year of a log."""
    moment = datetime.fromisoformat(text_of(value))
    if moment.tzinfo is None or not _FIRST_YEAR <= moment.year <= _LAST_YEAR:
        raise ValueError("it is no moment")
    return moment


def facts_of(value: Mapping[str, Any]) -> Facts:
    """Return the facts of a change; TypeError or ValueError where one is not what it is for."""
    facts: Facts = _json(dict(value))
    if not isinstance(facts.get("enabled", True), bool):
        raise TypeError("enabled is neither yes nor no")
    for name in ("groups", "members"):
        _require_texts(facts.get(name) or [])
    _require_texts(
        [each for each in dict(facts.get("attributes", {})).values() if each is not None]
    )
    return facts


def _require_texts(values: object) -> None:
    if not isinstance(values, list):
        raise TypeError("it is no list")
    for value in values:
        text_of(value)


def _json(value: Any) -> Any:
    """Return a value of JSON, each text of it whole."""
    match value:
        case str():
            return text_of(value)
        case list():
            return [_json(each) for each in value]
        case dict():
            return {text_of(name): _json(each) for name, each in value.items()}
    return value
