"""Patch operations of API Gateway: how changed fields are written."""

from collections.abc import Mapping, Set
from typing import Any

PatchOperations = list[dict[str, str]]


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
