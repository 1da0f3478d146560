"""The dialog that creates a user; open while its flag is in the session."""

import streamlit as st

from pages._ui.page.context import lab, renew_session
from pages._ui.page.feedback import show_error
from pages._ui.users.chosen_address import choose
from pages._ui.users.create.create_fields import create_fields
from pages._ui.users.make_change import make_change
from pages._ui.users.password_rules import pool_policy
from pages._ui.users.pool_words import pool_schema, where
from services.errors import LabError
from services.users.new_user import NewUser
from services.users.one_user.creation import change_of_creation

_CREATING = "admin_users_creating"


def open_create_dialog() -> None:
    st.session_state[_CREATING] = True


def is_creating() -> bool:
    return bool(st.session_state.get(_CREATING))


def close_create_dialog() -> None:
    for flag in (_CREATING, "admin_users_password_generated"):
        st.session_state.pop(flag, None)


@st.dialog(
    "Create a user", width="medium", icon=":material/person_add:", on_dismiss=close_create_dialog
)
def draw_create_dialog() -> None:
    st.markdown(f"In {where()}.")
    try:
        policy, schema, groups = pool_policy(), pool_schema(), lab().directory.groups()
    except LabError as error:
        show_error(error)
        return
    new = create_fields(schema, policy, groups)
    with st.container(horizontal=True, horizontal_alignment="right"):
        is_cancelled = st.button("Cancel", key="admin_users_create_cancel")
        is_sent = st.button("Create the user", key="admin_users_create_send", type="primary")
    if is_cancelled:
        close_create_dialog()
        st.rerun()
    if is_sent and _create(new):
        close_create_dialog()
        choose(new.username)


def _create(new: NewUser) -> bool:
    try:
        change = change_of_creation(new, pool_schema(), pool_policy())
    except LabError as error:
        show_error(error)
        return False
    renew_session()
    return make_change(change)
