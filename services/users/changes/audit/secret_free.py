"""Takes out of what the audit log is given whatever is a secret or has the name of one; pure."""

from collections.abc import Iterator, Mapping
from typing import Any

from services.cloud.masking import is_secret_name
from services.users.changes.change import Change

HIDDEN = "(hidden)"
_SHORTEST = 6  # Cognito takes no shorter password


def secrets_of(change: Change) -> frozenset[str]:
    """Return the values in the change's calls that have the name of a secret."""
    calls = (*change.calls, *change.take_back)
    return frozenset(value for call in calls for value in _secrets(call.parameters))


def without_secrets(value: Any, secrets: frozenset[str]) -> Any:
    """Return a JSON value with each secret hidden, and what stands under a secret's name."""
    match value:
        case str():
            return _hidden(value, secrets)
        case Mapping():
            return {
                str(name): HIDDEN if is_secret_name(str(name)) else without_secrets(each, secrets)
                for name, each in value.items()
            }
        case list() | tuple():
            return [without_secrets(each, secrets) for each in value]
        case _:
            return value


def _secrets(parameters: Any, name: str = "") -> Iterator[str]:
    match parameters:
        case Mapping():
            for key, value in parameters.items():
                yield from _secrets(value, str(key))
        case list() | tuple():
            for value in parameters:
                yield from _secrets(value, name)
        case str() if is_secret_name(name) and len(parameters) >= _SHORTEST:
            yield parameters


def _hidden(text: str, secrets: frozenset[str]) -> str:
    for secret in sorted(secrets, key=len, reverse=True):
        text = text.replace(secret, HIDDEN)
    return text
