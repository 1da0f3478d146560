"""Which calls take back what was made of a change: those whose opposite was answered; pure."""

from collections.abc import Iterable

from services.users.changes.change import Call

_ATTRIBUTES = frozenset({"admin_update_user_attributes", "admin_delete_user_attributes"})
# What each call takes back.
_OPPOSITES: dict[str, frozenset[str]] = {
    "admin_add_user_to_group": frozenset({"admin_remove_user_from_group"}),
    "admin_delete_user": frozenset({"admin_create_user"}),
    "admin_delete_user_attributes": _ATTRIBUTES,
    "admin_disable_user": frozenset({"admin_enable_user"}),
    "admin_enable_user": frozenset({"admin_disable_user"}),
    "admin_remove_user_from_group": frozenset({"admin_add_user_to_group"}),
    "admin_update_user_attributes": _ATTRIBUTES,
    "create_group": frozenset({"delete_group"}),
    "delete_group": frozenset({"create_group"}),
    "update_group": frozenset({"update_group"}),
}


def due_back(take_back: Iterable[Call], answered: Iterable[Call]) -> tuple[Call, ...]:
    """Return the calls of `take_back` that an answered call has made necessary, in their order."""
    made = {(each.operation, *_whom(each)) for each in answered}
    return tuple(
        back
        for back in take_back
        if any((opposite, *_whom(back)) in made for opposite in _OPPOSITES.get(back.operation, ()))
    )


def _whom(call: Call) -> tuple[object, object]:
    return call.parameters.get("Username"), call.parameters.get("GroupName")
