"""Patch operations on a list of API Gateway: add one value, remove one, leave the others.

https://docs.aws.amazon.com/apigateway/latest/api/patch-operations.html describes the operations;
https://github.com/hashicorp/terraform-provider-aws changes an authorizer's pools on AWS with them.
"""

from typing import Any

from infra_scripts.local_engine.parity.wrap import Function, wrap

_LISTS = frozenset({"providerARNs", "authorizationScopes"})


def repair_list_patches() -> None:
    from ministack.services import apigateway_v1

    wrap(apigateway_v1, "_apply_patch", _patching)


def _patching(original: Function) -> Function:
    """Keep a list a list: the engine puts the added value in its place and removes all of it."""

    def apply(target: dict[str, Any], operations: list[dict[str, Any]]) -> dict[str, Any]:
        for operation in operations:
            name, value = operation.get("path", "").removeprefix("/"), operation.get("value")
            if name not in _LISTS or not value or operation.get("op") not in ("add", "remove"):
                original(target, [operation])
                continue
            others = [each for each in target.get(name) or [] if each != value]
            target[name] = [*others, value] if operation["op"] == "add" else others
        return target

    return apply
