"""The value at a path of a recorded call's parameters, as text; it changes nothing it is given.

A path is made of names and dots. It goes through lists, through JSON in a string, and through patch
operations, whose own paths are names to it; with " + " between them, several are read as one.
"""

import json
from collections.abc import Mapping
from typing import Any


def field_value(parameters: Mapping[str, Any], path: str) -> str | None:
    """Return what stands at the path, None where there is nothing."""
    found = [_texts(parameters, part) for part in path.split(" + ")]
    words = [", ".join(texts) or "none" for texts in found if texts is not None]
    return " ".join(words) if len(words) == len(found) else None


def _texts(value: Any, path: str) -> list[str] | None:
    """Return the texts at the path, none of an empty list, None where the path leads nowhere."""
    value = _opened(value)
    if isinstance(value, list):
        found = [texts for each in value if (texts := _texts(each, path)) is not None]
        return [text for texts in found for text in texts] if found or not path else None
    if not path:
        return [_shown(value)]
    return _below(value, path) if isinstance(value, Mapping) else None


def _below(value: Mapping[str, Any], path: str) -> list[str] | None:
    """Go on below the name that the path begins with; names may have dots in them."""
    for name in value:
        if path == name or path.startswith(f"{name}."):
            return _texts(value[name], path[len(name) + 1 :])
    return None


def _opened(value: Any) -> Any:
    """Return a JSON document in a string as what it says, and patch operations by their paths."""
    if isinstance(value, str) and value.startswith("{"):
        return json.loads(value)
    if isinstance(value, list) and value and all("op" in each for each in value):
        return {each["path"]: each["value"] for each in value}
    return value


def _shown(value: Any) -> str:
    if isinstance(value, Mapping):
        return ", ".join(f"{name}: {_shown(each)}" for name, each in value.items())
    return str(value).lower() if isinstance(value, bool) else str(value)
