"""Two things that are often taken for one: setting a password, and resetting it."""

from functools import partial

import streamlit as st

from pages._ui.page.context import renew_session
from pages._ui.users.acts.change_user import Build, change_user
from pages._ui.users.acts.user_actions import move_buttons
from pages._ui.users.password_field import forget_password, password_field
from pages._ui.users.password_rules import policy_or_error
from pages._ui.users.reason import ask_reason
from services.users.directory import UserSummary
from services.users.one_user.password_change import (
    SENDS,
    TOKENS,
    change_of_password,
    what_setting_does,
)
from services.users.user_moves import MoveId, instead_of_reset

_FIELD, _REASON = "admin_users_set_password", "admin_users_set_reason"
_OF = "_admin_users_password_of"
_TEMPORARY, _PERMANENT = "Temporary", "Permanent"


def draw_password(user: UserSummary) -> None:
    left, right = st.columns(2, gap="medium")
    with left.container(border=True, height="stretch"):
        st.markdown("**Set a password: you choose it**")
        _draw_setting(user)
    with right.container(border=True, height="stretch"):
        st.markdown("**Reset the password: the user chooses it**")
        st.markdown(
            "The old password counts no longer. Cognito sends a code to a verified e-mail address "
            "or phone number, and the user sets a new password by it. You never learn it."
        )
        move_buttons(user, (MoveId.RESET_PASSWORD, *instead_of_reset(user)))


def _draw_setting(user: UserSummary) -> None:
    policy = policy_or_error()
    if policy is None:
        return
    _forget_another(user)
    kind = st.segmented_control(
        "Kind of password",
        [_TEMPORARY, _PERMANENT],
        key="admin_users_set_kind",
        default=_TEMPORARY,
        required=True,
        label_visibility="collapsed",
    )
    is_permanent = kind == _PERMANENT
    st.markdown(f"{what_setting_does(user, policy, is_permanent=is_permanent)} {SENDS}")
    st.caption(TOKENS)
    password = password_field(_FIELD, policy)
    reason = ask_reason(_REASON)
    errors = st.container()
    is_sent = st.button("Set the password", key="admin_users_set_send", type="primary")
    build = partial(change_of_password, password=password, policy=policy, is_permanent=is_permanent)
    if not is_sent:
        return
    with errors:
        if _is_complete(password, reason) and _set(user, build, reason):
            st.rerun()


def _is_complete(password: str, reason: str) -> bool:
    """Show all that is missing at once and tell whether nothing is."""
    asked = (("Type or generate a password.", password), ("Type the reason.", reason))
    missing = "  \n".join(sentence for sentence, value in asked if not value)
    if missing:
        st.error(missing, icon=":material/error:")
    return not missing


def _set(user: UserSummary, build: Build, reason: str) -> bool:
    renew_session()
    is_set = change_user(user.username, build, reason=reason)
    if is_set:
        forget_password(_FIELD, _REASON)
    return is_set


def _forget_another(user: UserSummary) -> None:
    """Let nothing that was typed for one user stand on the card of the next."""
    if st.session_state.get(_OF, user.sub) != user.sub:
        forget_password(_FIELD, _REASON)
    st.session_state[_OF] = user.sub
