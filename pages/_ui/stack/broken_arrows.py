"""Which arrows of the drawing lead nowhere now, each with the reason in a few words; pure."""

from collections.abc import Iterable
from typing import TYPE_CHECKING

from pages._ui.page.resource_words import resource_words
from pages._ui.stack.stack_faults import has_lost_its_authorizer
from services.api.routes import ROUTES, SIGN_IN_ROUTES

if TYPE_CHECKING:
    from infra_scripts.stack.status import ResourceStatus

# arrow -> the resources without which it leads nowhere
_ENDS = {
    "call": ("rest_api", "stage"),
    "check": ("authorizer",),
    "allow": ("my_api_function",),
    "sign-in": ("sign_in_function",),
    "auth": ("sign_in_role", "user_pool"),
    "trust": ("user_pool",),
    "member": ("app_client", "user_pool"),
}
_SETTINGS = {"authorizer": ("trust",), "sign_in_role": ("auth",)}  # broken when these differ
_AUTHORIZATION = {"AuthorizationType", "AuthorizerId", "AuthorizationScopes"}


def broken_arrows(statuses: "Iterable[ResourceStatus]") -> dict[str, str]:
    """Return the reason by the arrow's name; what follows from another fault is not repeated."""
    reasons: dict[str, list[str]] = {}
    for status in statuses:
        if status.is_as_described or status.follows_from:
            continue
        for arrow in _arrows(status):
            reasons.setdefault(arrow, []).append(_reason(status))
    return {
        arrow: found[0] + (f" and {len(found) - 1} more" if len(found) > 1 else "")
        for arrow, found in reasons.items()
    }


def _arrows(status: "ResourceStatus") -> tuple[str, ...]:
    if status.kind in ("method", "permission"):
        return (_arrow_of_a_route(status),)
    if status.state.value != "missing":
        return _SETTINGS.get(status.name, ())
    return tuple(arrow for arrow, ends in _ENDS.items() if status.name in ends)


def _arrow_of_a_route(status: "ResourceStatus") -> str:
    """Return the arrow that a method or its permission stands for."""
    slug = status.name.removeprefix("method_").removeprefix("permission_")
    if slug in {route.slug for route in SIGN_IN_ROUTES}:
        return "sign-in"
    is_protected = slug in {route.slug for route in ROUTES if route.is_protected}
    is_about_tokens = _AUTHORIZATION.intersection(field.name for field in status.fields)
    return "check" if is_protected and is_about_tokens else "allow"


def _reason(status: "ResourceStatus") -> str:
    words = resource_words(status.name).removeprefix("Method ")
    if has_lost_its_authorizer(status):
        return f"no authorizer on {words}"
    return f"{words} {'is missing' if status.state.value == 'missing' else 'differs'}"
