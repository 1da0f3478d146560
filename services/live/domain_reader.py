"""Reading the custom domains of the account and Region, and which of them lead to an API."""

from collections.abc import Mapping
from typing import Any

from services.cloud.aws import Aws
from services.errors import ResourceNotFound
from services.live.front_settings import CustomDomain, DomainMapping

_ROOT = "(none)"


def read_domains(aws: Aws) -> tuple[CustomDomain, ...]:
    """Return every custom domain; raises an AwsError when they cannot be read.

    A private domain is told from a public one of the same name by its id, so both are asked for.
    """
    return tuple(_domain(aws, item) for item in aws.pages("apigateway", "get_domain_names"))


def _domain(aws: Aws, item: Mapping[str, Any]) -> CustomDomain:
    which = {name: item[name] for name in ("domainName", "domainNameId") if item.get(name)}
    try:
        found = list(aws.pages("apigateway", "get_base_path_mappings", **which))
    except ResourceNotFound:  # it was deleted a moment ago
        found = []
    return CustomDomain(
        name=item["domainName"],
        routing_mode=item.get("routingMode") or "",
        mappings=tuple(map(_mapping, found)),
    )


def _mapping(item: Mapping[str, Any]) -> DomainMapping:
    base_path = item.get("basePath") or ""
    return DomainMapping(
        base_path="" if base_path == _ROOT else base_path,
        rest_api_id=item.get("restApiId") or "",
        stage=item.get("stage") or "",
    )
