"""Addresses of the stack's resources in the AWS console, for links; calls nothing."""

from collections.abc import Mapping

from services.cloud.console_pages import page_url
from services.home.outputs import ResourceEntry


def console_url(
    kind: str, region: str, entries: Mapping[str, ResourceEntry], name: str, parent: str = ""
) -> str:
    """Return the page of a resource in the console, or "" for one that does not exist."""
    if name not in entries:
        return ""
    owner = entries[parent].id if parent in entries else ""
    return page_url(kind, region, entries[name].id, owner)
