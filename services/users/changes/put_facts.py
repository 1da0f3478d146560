"""The calls that bring a user from some facts to others: enabled, groups, attributes; pure.

`email_verified` and `phone_number_verified` belong to the facts of a change that sets the address:
Cognito takes the mark away when the value changes
(https://docs.aws.amazon.com/cognito/latest/developerguide/user-pool-settings-attributes.html).
"""

from collections.abc import Iterator, Mapping

from services.users.changes.change import Call, Facts

ENABLED, GROUPS, ATTRIBUTES = "enabled", "groups", "attributes"
_KNOWN = {ENABLED, GROUPS, ATTRIBUTES}


def can_put(before: Facts, after: Facts) -> bool:
    """Tell whether these facts are all that changed, so that putting them back is the undo."""
    if not before or before.keys() != after.keys() or not before.keys() <= _KNOWN:
        return False
    return before != after and _names(before) == _names(after)


def calls_between(username: str, present: Facts, wanted: Facts) -> tuple[Call, ...]:
    """Return the calls for a user who is as `present` says, in the order to send them."""
    user = {"Username": username}
    return tuple(
        Call(operation=operation, parameters={**user, **parameters})
        for operation, parameters in _steps(present, wanted)
    )


def _steps(present: Facts, wanted: Facts) -> Iterator[tuple[str, Facts]]:
    if wanted.get(ENABLED) != present.get(ENABLED):
        yield ("admin_enable_user" if wanted[ENABLED] else "admin_disable_user"), {}
    old, new = set(present.get(GROUPS, ())), set(wanted.get(GROUPS, ()))
    for group in sorted(new - old):
        yield "admin_add_user_to_group", {"GroupName": group}
    for group in sorted(old - new):
        yield "admin_remove_user_from_group", {"GroupName": group}
    yield from _attribute_steps(present.get(ATTRIBUTES, {}), wanted.get(ATTRIBUTES, {}))


def _attribute_steps(
    present: Mapping[str, str | None], wanted: Mapping[str, str | None]
) -> Iterator[tuple[str, Facts]]:
    other = {
        name: _flag_kept(name, value, wanted)
        for name, value in wanted.items()
        if present.get(name) != value
    }
    values = [{"Name": name, "Value": it} for name, it in other.items() if it is not None]
    gone = [name for name, value in other.items() if value is None]
    if values:
        yield "admin_update_user_attributes", {"UserAttributes": values}
    if gone:
        yield "admin_delete_user_attributes", {"UserAttributeNames": gone}


def _flag_kept(name: str, value: str | None, wanted: Mapping[str, str | None]) -> str | None:
    """Return "false" for a mark that is to go: Cognito reads both alike, and keeps the mark.

    Only with its address it goes itself.
    """
    address = name.removesuffix("_verified")
    goes_with_address = address in wanted and wanted[address] is None
    return "false" if value is None and is_flag(name) and not goes_with_address else value


def is_flag(name: str) -> bool:
    """Tell whether an attribute is the mark that an address was proven."""
    return name in ("email_verified", "phone_number_verified")


def _names(facts: Facts) -> set[str]:
    return set(facts.get(ATTRIBUTES, {}))
