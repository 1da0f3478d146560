"""A change of one user from a page: the user is read from Cognito first, then changed."""

from collections.abc import Callable

from pages._ui.page.context import lab
from pages._ui.page.feedback import show_error
from pages._ui.users.make_change import make_change
from services.errors import LabError
from services.users.changes.change import Change
from services.users.directory import UserSummary

Build = Callable[[UserSummary], Change]
"""Makes the change of the user as Cognito has them; raises PlanRefused or InputError."""


def change_user(username: str, build: Build, *, reason: str = "") -> bool:
    """Make what `build` returns and tell whether it is made; an error is shown where called."""
    try:
        change = build(lab().directory.get(username))
    except LabError as error:
        show_error(error)
        return False
    return make_change(change, reason=reason)
