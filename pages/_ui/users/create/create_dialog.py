"""The dialog that creates a user; open while its flag is in the session."""

import streamlit as st

from pages._ui.page.context import lab, renew_session
from pages._ui.page.feedback import md, show_error
from pages._ui.users.chosen_address import choose
from pages._ui.users.create.create_fields import CreateForm, create_fields, field_words
from pages._ui.users.make_change import make_change
from pages._ui.users.password_rules import pool_policy
from pages._ui.users.pool_words import pool_schema, where
from services.errors import LabError
from services.users.new_user import NewUser
from services.users.one_user.creation import Problem, change_of_creation, problems_of_creation
from services.users.one_user.schema import PoolSchema
from services.users.passwords import PasswordPolicy

_CREATING, _TRIED = "admin_users_creating", "admin_users_creation_tried"
_GROUPS = "_admin_users_creation_groups"


def open_create_dialog() -> None:
    st.session_state[_CREATING] = True


def is_creating() -> bool:
    return bool(st.session_state.get(_CREATING))


def close_create_dialog() -> None:
    for flag in (_CREATING, _TRIED, _GROUPS, "admin_users_password_generated"):
        st.session_state.pop(flag, None)


@st.dialog(
    "Create a user", width="medium", icon=":material/person_add:", on_dismiss=close_create_dialog
)
def draw_create_dialog() -> None:
    st.markdown(f"In {where()}.")
    try:
        policy, schema, groups = pool_policy(), pool_schema(), _groups()
    except LabError as error:
        show_error(error)
        return
    form = create_fields(schema, policy, groups)
    if st.session_state.get(_TRIED):
        _draw_problems(form, schema, policy)
    errors = st.container()
    with st.container(horizontal=True, horizontal_alignment="right"):
        is_cancelled = st.button("Cancel", key="admin_users_create_cancel")
        is_sent = st.button(
            "Create the user", key="admin_users_create_send", type="primary", on_click=_try
        )
    if is_cancelled:
        close_create_dialog()
        st.rerun()
    with errors:
        is_made = is_sent and not _problems(form, schema, policy) and _create(form.new)
    if is_made:
        close_create_dialog()
        choose(form.new.username)


def _groups() -> tuple[str, ...]:
    """Return the groups as the dialog found them: no later error takes the fields away."""
    if _GROUPS not in st.session_state:
        st.session_state[_GROUPS] = lab().directory.groups()
    found: tuple[str, ...] = st.session_state[_GROUPS]
    return found


def _try() -> None:
    st.session_state[_TRIED] = True


def _problems(form: CreateForm, schema: PoolSchema, policy: PasswordPolicy) -> tuple[Problem, ...]:
    return problems_of_creation(form.new, schema, policy, field_words)


def _draw_problems(form: CreateForm, schema: PoolSchema, policy: PasswordPolicy) -> None:
    """Say below each field what is wrong with it, and all of it above the buttons."""
    problems = _problems(form, schema, policy)
    for field, sentence in problems:
        if place := form.places.get(field):
            place.markdown(f":small[:red[:material/error: {md(sentence)}]]")
    if problems:
        st.error("  \n".join(md(sentence) for _, sentence in problems), icon=":material/error:")


def _create(new: NewUser) -> bool:
    try:
        change = change_of_creation(new, pool_schema(), pool_policy())
    except LabError as error:
        show_error(error)
        return False
    renew_session()
    return make_change(change)
