"""What is left to do of a creation whose answer was lost, when Cognito has the user now; pure.

AdminCreateUser sets every attribute at once, so a user with other attributes is somebody else's.
"""

from collections.abc import Iterator

from services.users.bulk.acts.row_decision import RowDecision, Verdict, nothing, refused
from services.users.changes.change import Call, Change
from services.users.changes.put_facts import calls_between
from services.users.directory import UserStatus
from services.users.snapshot.question import UserRow

_LAST = ("admin_set_user_mfa_preference", "admin_disable_user")
_PASSWORD = ("TemporaryPassword", "Password")


def rest_of_creation(creation: RowDecision, known: UserRow, *, is_same: bool) -> RowDecision:
    """Return what is left, `nothing` when all of it is made.

    `is_same` says that this very creation was sent. Another process sent its own, perhaps with
    another password: the present one is then set.
    """
    change = creation.change
    if change is None:
        return creation
    wanted = change.after.get("attributes", {})
    if any(known.user.attributes.get(name) != value for name, value in wanted.items()):
        return refused("A user of this name is there, with other attributes.")
    after = {"groups": change.after.get("groups", [])}
    before = {"groups": sorted(known.groups)}
    calls = (
        *_password_calls(change, known, is_same=is_same),
        *calls_between(known.user.username, before, {"groups": _joined(before, after)}),
        *_last_calls(change, known),
    )
    if not calls:
        return nothing("The user is there as wanted.")
    rest = Change(
        action=change.action,
        label=change.label,
        target=change.target,
        calls=calls,
        before=before,
        after=after,
    )
    return RowDecision(verdict=Verdict.CHANGE, change=rest, password=creation.password)


def _last_calls(change: Change, known: UserRow) -> Iterator[Call]:
    """Yield what comes after the groups, unless it shows that it was done; twice is as once."""
    for call in change.calls:
        is_done = call.operation == "admin_disable_user" and not known.user.enabled
        if call.operation in _LAST and not is_done:
            yield call


def _joined(before: dict[str, list[str]], after: dict[str, list[str]]) -> list[str]:
    return sorted({*before["groups"], *after["groups"]})


def _password_calls(change: Change, known: UserRow, *, is_same: bool) -> tuple[Call, ...]:
    """Return the call that sets the password, unless the status says that it is set."""
    passwords = [
        call.parameters[name]
        for call in change.calls
        for name in _PASSWORD
        if name in call.parameters
    ]
    if not passwords:
        return ()
    is_permanent = any(call.operation == "admin_set_user_password" for call in change.calls)
    is_confirmed = known.user.status is UserStatus.CONFIRMED
    if is_same and is_confirmed is is_permanent:
        return ()
    parameters = {
        "Username": known.user.username,
        "Password": passwords[-1],
        "Permanent": is_permanent,
    }
    return (Call(operation="admin_set_user_password", parameters=parameters),)
