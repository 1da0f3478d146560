"""The ids and ARNs of an answer that later calls use; nothing else of an answer is kept."""

import re
from collections.abc import Iterator, Mapping
from typing import Any

from services.cloud.masking import is_secret_member

_ID = re.compile(r"(^|[a-z])(Id|Arn|ARN)$|^(id|arn)$|^Account$")
_DEEPEST = 3
_NO_CALL_TAKES = frozenset({"UserId", "RoleId", "RevisionId"})


def ids_of(answer: Mapping[str, Any], shape: Any, asked: str) -> dict[str, str]:
    """Return the ids that the answer brings, by their JMESPath; not those that were `asked` with.

    Ids inside lists are left out: their place in the list means nothing.
    """
    return {path: value for path, value in _ids(answer, shape, "") if value not in asked}


def _ids(answer: Mapping[str, Any], shape: Any, path: str) -> Iterator[tuple[str, str]]:
    for name, member in getattr(shape, "members", {}).items():
        value, place = answer.get(name), f"{path}.{name}".lstrip(".")
        if isinstance(value, Mapping) and place.count(".") < _DEEPEST:
            yield from _ids(value, member, place)
        elif isinstance(value, str) and _is_id(name) and not is_secret_member(member, name):
            yield place, value


def _is_id(name: str) -> bool:
    return name not in _NO_CALL_TAKES and _ID.search(name) is not None
