"""Takes the secrets out of a call's parameters before anybody keeps them.

What is secret is said by botocore's model of the service (`sensitive` on a shape) and, where it
says nothing, by the names below.
"""

import re
from collections.abc import Mapping
from datetime import datetime
from functools import lru_cache
from typing import Any

from services.cloud.recorded_call import (
    SourceArchive,
    contents_mark,
    secret_mark,
    variable_name,
)

_SECRET_NAME = re.compile(
    r"pass(word|phrase)|secret|token|credential|private_?key"
    r"|(confirmation|verification|user|mfa|otp)_?code",
    re.IGNORECASE,
)
# The model calls neither the value of an API key nor a code that was sent to a user sensitive.
_SECRET_MEMBERS = frozenset({("CreateApiKeyRequest", "value")})
_SECRET_SHAPES = frozenset({"ConfirmationCodeType"})
# Sensitive to the model, but names, ids and states that open nothing; every page shows them.
_OPEN_NAMES = frozenset(
    {
        *("Username", "USERNAME", "ClientId", "CLIENT_ID", "USER_POOL_ID"),
        *("email_verified", "phone_number_verified"),
    }
)


def masked(parameters: Mapping[str, Any], shape: Any) -> dict[str, Any]:
    """Return the parameters as JSON, each secret as a mark, bytes as the place they come from.

    `shape` is what the model says of the operation's input, None where it takes none. A value that
    does not fit the model is masked whole: nobody knows what it is.
    """
    owner = _owner(parameters)
    if shape is None:
        return {name: _Leaf(owner, name).mark() for name in parameters}
    return dict(_masked_value(parameters, shape, _Leaf(owner, "VALUE"), is_secret=False))


def is_secret_member(shape: Any, name: str) -> bool:
    """Tell whether what a shape holds under a name is kept out of every record."""
    is_sensitive = shape.metadata.get("sensitive") or shape.name in _SECRET_SHAPES
    return bool(is_sensitive) and name not in _OPEN_NAMES


@lru_cache(maxsize=1_000)
def is_secret_name(name: str) -> bool:
    """Tell whether a parameter or a fact of this name is a secret, whatever the model says."""
    return _SECRET_NAME.search(name) is not None


class _Leaf:
    """The place of a value: whose it is and how it is called."""

    def __init__(self, owner: str, name: str) -> None:
        self.owner, self.name = owner, name

    def called(self, name: str) -> "_Leaf":
        return _Leaf(self.owner, name)

    def mark(self) -> str:
        words = re.sub(r"(?<=[a-z0-9])(?=[A-Z])", "_", self.name)
        return secret_mark(variable_name(f"{self.owner} {words}"))


def _owner(parameters: Mapping[str, Any]) -> str:
    """Return the user a call is about: two users' passwords are two variables."""
    inner = parameters.get("AuthParameters") or parameters.get("ChallengeResponses")
    named = inner.get("USERNAME") if isinstance(inner, Mapping) else None
    owner = parameters.get("Username") or named
    return owner if isinstance(owner, str) else ""


def _masked_value(value: Any, shape: Any, leaf: _Leaf, *, is_secret: bool) -> Any:
    is_secret = is_secret or is_secret_member(shape, leaf.name)
    match shape.type_name, value:
        case "structure", Mapping():
            return _masked_structure(value, shape, leaf, is_secret=is_secret)
        case "map", Mapping():
            return {
                str(key): _masked_value(
                    each, shape.value, leaf.called(str(key)), is_secret=is_secret
                )
                for key, each in value.items()
            }
        case "list", list() | tuple():
            return [_masked_value(each, shape.member, leaf, is_secret=is_secret) for each in value]
        case _:
            return _masked_leaf(value, shape, leaf, is_secret=is_secret)


def _masked_structure(
    value: Mapping[str, Any], shape: Any, leaf: _Leaf, *, is_secret: bool
) -> dict[str, Any]:
    attribute = value.get("Name")  # a user's attribute: {"Name": "email", "Value": ...}
    answer: dict[str, Any] = {}
    for key, each in value.items():
        is_value = key == "Value" and isinstance(attribute, str)
        place = leaf.called(str(attribute) if is_value else str(key))
        if key not in shape.members:
            answer[key] = place.mark()
            continue
        secret = is_secret or (shape.name, key) in _SECRET_MEMBERS
        answer[key] = _masked_value(each, shape.members[key], place, is_secret=secret)
    return answer


def _masked_leaf(value: Any, shape: Any, leaf: _Leaf, *, is_secret: bool) -> Any:
    if isinstance(value, bytes | bytearray):
        return contents_mark(value.source if isinstance(value, SourceArchive) else leaf.name)
    if leaf.name in _OPEN_NAMES and isinstance(value, str):
        return value
    if is_secret or not _fits(value, shape):
        return leaf.mark()
    if isinstance(value, str) and not shape.enum and is_secret_name(leaf.name):
        return leaf.mark()
    return value.isoformat() if isinstance(value, datetime) else value


def _fits(value: Any, shape: Any) -> bool:
    """Tell whether a value is of the kind that the model asks for."""
    kinds: dict[str, tuple[type, ...]] = {
        "string": (str,),
        "character": (str,),
        "boolean": (bool,),
        "integer": (int,),
        "long": (int,),
        "float": (int, float),
        "double": (int, float),
        "timestamp": (str, int, float, datetime),
    }
    return isinstance(value, kinds.get(shape.type_name, ()))
