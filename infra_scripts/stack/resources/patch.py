"""Patch operations of API Gateway: how changed fields are written."""

from collections.abc import Iterable, Mapping, Set
from typing import Any

PatchOperations = list[dict[str, str]]


def list_changes(path: str, before: Iterable[str], after: Iterable[str]) -> PatchOperations:
    """Return the operations that bring a list such as /binaryMediaTypes to what it should be."""
    known, wanted = set(before), set(after)

    def one(op: str, value: str) -> dict[str, str]:
        return {"op": op, "path": f"{path}/{value.replace('~', '~0').replace('/', '~1')}"}

    return [
        *(one("remove", value) for value in sorted(known - wanted)),
        *(one("add", value) for value in sorted(wanted - known)),
    ]


def replacements(
    paths: Mapping[str, str], wanted: Mapping[str, Any], changed: Set[str]
) -> PatchOperations:
    """Return an operation for each changed field; `paths` has API Gateway's path of each.

    https://docs.aws.amazon.com/apigateway/latest/api/patch-operations.html
    """
    return [
        {"op": "replace", "path": paths[field], "value": str(wanted[field])}
        for field in sorted(changed)
    ]
