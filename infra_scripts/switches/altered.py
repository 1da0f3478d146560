"""The walkthrough's stack as switches make it: the described resources with fields changed.

Nothing here calls AWS. Putting back is therefore what builds the stack: the described resources
are applied again.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any

from infra_scripts.stack.resources.deployment import DeploymentResource
from infra_scripts.stack.resources.model import Resource
from infra_scripts.stack.resources.rest_api import REST_API
from infra_scripts.switches.switch import LAB_POOL_ARN, Switch


def altered(
    described: Sequence[Resource], on: Sequence[Switch], lab_pool_arn: str
) -> tuple[Resource, ...]:
    """Return the resources as they are while these switches are on; of two, the later one wins."""
    deployed = _after(described, (each for each in on if each.is_deployed), lab_pool_arn)
    snapshot = {it.name: it for it in deployed}
    is_api_changed = snapshot[REST_API] not in described
    return tuple(
        _deploying(it, snapshot, with_api=is_api_changed)
        if isinstance(it, DeploymentResource)
        else it
        for it in _after(described, on, lab_pool_arn)
    )


def taken_away(described: Sequence[Resource], on: Iterable[Switch]) -> tuple[Resource, ...]:
    """Return the described resources that are not there while these switches are on."""
    names = {name for each in on for name, fields in each.fields.items() if fields is None}
    return tuple(it for it in described if it.name in names)


def _after(
    described: Sequence[Resource], on: Iterable[Switch], lab_pool_arn: str
) -> tuple[Resource, ...]:
    changes: dict[str, dict[str, Any]] = {}
    gone: set[str] = set()
    for each in on:
        for name, fields in each.fields.items():
            gone |= {name} if fields is None else set()
            changes.setdefault(name, {}).update(_filled(fields or {}, lab_pool_arn))
    return tuple(
        replace(it, **changes[it.name]) if it.name in changes else it
        for it in described
        if it.name not in gone
    )


def _filled(fields: Mapping[str, Any], lab_pool_arn: str) -> dict[str, Any]:
    return {key: lab_pool_arn if it == LAB_POOL_ARN else it for key, it in fields.items()}


def _deploying(
    deployment: DeploymentResource, snapshot: Mapping[str, Resource], *, with_api: bool
) -> DeploymentResource:
    """Return the deployment of these resources; the API's own settings count once they differ."""
    names = [*([REST_API] if with_api else []), *(it.name for it in deployment.contents)]
    return replace(deployment, contents=tuple(snapshot[it] for it in names if it in snapshot))
