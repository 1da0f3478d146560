"""Statuses of resources as a reading of the stack has them."""

from infra_scripts.stack.plan import FieldChange
from infra_scripts.stack.status import ResourceState, ResourceStatus


def status(
    name: str,
    kind: str,
    state: str = "exists",
    *,
    changed: dict[str, tuple[object, object]] | None = None,
    detail: str = "",
    follows_from: str = "",
) -> ResourceStatus:
    """Return a status; `changed` maps a field to how it is and how it should be."""
    return ResourceStatus(
        name=name,
        kind=kind,
        id=name,
        state=ResourceState(state),
        detail=detail,
        fields=tuple(
            FieldChange(name=field, before=before, after=after)
            for field, (before, after) in (changed or {}).items()
        ),
        follows_from=follows_from,
    )
