"""What is wrong with the stack in words: each cause once, with all that follows from it; pure."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from pages._ui.page.resource_words import resource_words

if TYPE_CHECKING:
    from infra_scripts.stack.status import ResourceStatus

_AUTHORIZATION, _NO_AUTHORIZER = "AuthorizationType", "NONE"
_NAMED_FIELDS = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class Fault:
    """One cause, and what it means; `followers` are the resources that are wrong because of it."""

    title: str
    meaning: str = ""
    followers: tuple[str, ...] = ()


def stack_faults(statuses: "Iterable[ResourceStatus]") -> tuple[Fault, ...]:
    """Return the faults in the order of provisioning; none for a stack that is whole."""
    by_name = {status.name: status for status in statuses}
    followers: dict[str, list[str]] = {}
    for status in by_name.values():
        if status.follows_from:
            followers.setdefault(_cause(status, by_name), []).append(resource_words(status.name))
    return tuple(
        Fault(
            title=fault_words(status),
            meaning=_meaning(status),
            followers=tuple(followers.get(status.name, ())),
        )
        for status in by_name.values()
        if not (status.is_as_described or status.follows_from)
    )


def _cause(status: "ResourceStatus", by_name: "Mapping[str, ResourceStatus]") -> str:
    while status.follows_from:
        status = by_name[status.follows_from]
    return status.name


def fault_words(status: "ResourceStatus") -> str:
    """Return what is wrong with one resource, such as "Function my-api is missing"."""
    words = resource_words(status.name)
    if status.state.value == "missing":
        return f"{words} is missing"
    if has_lost_its_authorizer(status):
        return f"{words} has no authorizer"
    names = [field.name for field in status.fields]
    if not names:
        return f"{words} differs: {status.detail.rstrip('.')}"
    more = f" and {len(names) - _NAMED_FIELDS} more" if len(names) > _NAMED_FIELDS else ""
    return f"{words} differs in {', '.join(names[:_NAMED_FIELDS])}{more}"


def _meaning(status: "ResourceStatus") -> str:
    if has_lost_its_authorizer(status):
        return "A method without an authorizer asks for no token. Repair puts the authorizer back."
    if status.state.value == "missing":
        return "Repair creates it again."
    return "Repair puts it back." if status.fields else ""


def has_lost_its_authorizer(status: "ResourceStatus") -> bool:
    """Tell whether this is a method that should ask for a token and asks for nothing."""
    return status.kind == "method" and any(
        field.name == _AUTHORIZATION and field.before == _NO_AUTHORIZER for field in status.fields
    )
