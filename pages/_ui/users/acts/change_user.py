"""A change of one user from a page: the user is read from Cognito first, then changed."""

from collections.abc import Callable

import streamlit as st

from pages._ui.page.context import lab
from pages._ui.page.feedback import md, show_error
from pages._ui.users.make_change import make_change
from services.errors import LabError, UserNotFound
from services.users.changes.change import Change
from services.users.directory import UserSummary

_GONE = (
    "Somebody deleted the user. Nothing was changed. Close what is open here, then choose another "
    "user in the table."
)
Build = Callable[[UserSummary], Change]
"""Makes the change of the user as Cognito has them; raises PlanRefused or InputError."""


def change_user(username: str, build: Build, *, reason: str = "") -> bool:
    """Make what `build` returns and tell whether it is made; an error is shown where called."""
    try:
        change = build(lab().directory.get(username))
    except UserNotFound:
        st.error(f"**The user pool has no {md(username)} any more.**  \n{_GONE}")
        return False
    except LabError as error:
        show_error(error)
        return False
    return make_change(change, reason=reason)
