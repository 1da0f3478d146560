"""The dialogs that create and delete a user; each is open while its flag is in the session."""

from collections.abc import Callable
from contextlib import suppress

import streamlit as st

from pages._ui.page.context import lab, process
from pages._ui.page.feedback import flash, md, show_error
from pages._ui.page.visible import visible
from pages._ui.users.password_rules import fitting_password, password_rules, pool_policy
from services.errors import LabError
from services.users.directory import NewUser
from services.users.passwords import PasswordPolicy, unmet_rules

CREATING = "admin_users_creating"
DELETING = "admin_users_deleting"
_PASSWORD = "admin_users_password"  # noqa: S105 - a widget's key
_GENERATED = "admin_users_generated"
_CHANGES = "admin_users_changes"
_TEMPORARY, _PERMANENT = "Temporary", "Permanent"


def where() -> str:
    """Return which pool of which account a change concerns, as Markdown."""
    pool = f"user pool `{lab().directory.user_pool_id}`"
    if process().settings.is_local:
        return f"{pool} of the local engine"
    account = md(process().account or "this account")
    return f"{pool} on **AWS**, account **{account}**, region {md(process().settings.region)}"


def open_create_dialog() -> None:
    st.session_state[CREATING] = True


def open_delete_dialog(username: str) -> None:
    st.session_state[DELETING] = username


def changes() -> int:
    """Return how many users this tab created or deleted: a change moves the rows of the table."""
    return int(st.session_state.get(_CHANGES, 0))


def draw_open_dialog() -> None:
    """Draw the dialog whose flag is set, if any."""
    if st.session_state.get(CREATING):
        _create_dialog()
    elif username := st.session_state.get(DELETING):
        _delete_dialog(username)


def _close() -> None:
    for flag in (CREATING, DELETING, _GENERATED):
        st.session_state.pop(flag, None)


@st.dialog("Create a test user", width="medium", icon=":material/person_add:", on_dismiss=_close)
def _create_dialog() -> None:
    st.markdown(f"In {where()}.")
    try:
        policy, groups = pool_policy(), lab().directory.groups()
    except LabError as error:
        show_error(error)
        return
    new = _new_user_fields(policy, groups)
    with st.container(horizontal=True, horizontal_alignment="right"):
        is_cancelled = st.button("Cancel", key="admin_users_create_cancel")
        is_sent = st.button("Create the user", key="admin_users_create_send", type="primary")
    if is_cancelled:
        _close()
        st.rerun()
    if is_sent:
        _change(
            new.username,
            lambda: lab().directory.create(new),
            doing="Creating the user…",
            done=f"User {new.username} created",
        )


def _new_user_fields(policy: PasswordPolicy, groups: tuple[str, ...]) -> NewUser:
    left, right = st.columns(2)
    username = left.text_input("Username", key="admin_users_username", autocomplete="off")
    email = right.text_input(
        "E-mail address",
        key="admin_users_email",
        autocomplete="off",
        live=True,
        placeholder="name@example.com",
        help="Optional. It stands in the ID token.",
    )
    is_verified = st.checkbox(
        "Mark the e-mail address as verified", key="admin_users_email_verified", disabled=not email
    )
    kind = st.segmented_control(
        "Password",
        [_TEMPORARY, _PERMANENT],
        key="admin_users_password_kind",
        default=_PERMANENT,
        required=True,
        help="Temporary: the user has to choose a new one at the first sign-in.",
    )
    password = _password_fields(policy)
    chosen_groups = st.multiselect("Groups", groups, key="admin_users_groups", format_func=md)
    return NewUser(
        username=(username or "").strip(),
        email=(email or "").strip(),
        email_verified=bool(email and is_verified),
        password=password,
        permanent=kind == _PERMANENT,
        groups=tuple(chosen_groups),
    )


def _password_fields(policy: PasswordPolicy) -> str:
    with st.container(horizontal=True, vertical_alignment="bottom"):
        password = st.text_input(
            f"{_PERMANENT} or temporary password",
            key=_PASSWORD,
            type="password",
            live=True,
            autocomplete="new-password",
            label_visibility="collapsed",
            placeholder="Type or generate one",
        )
        st.button(
            "Generate",
            key="admin_users_generate",
            icon=":material/casino:",
            on_click=_generate,
            args=(policy,),
        )
    generated = st.session_state.get(_GENERATED)
    if generated and generated == password:
        st.caption("Generated. Copy it now: it is not shown again.")
        st.code(generated, language=None)
    elif password and unmet_rules(password, policy):
        password_rules(password, policy)
    else:
        st.caption(f"The policy requires {md(', '.join(policy.rules()))}.")
    return password or ""


def _generate(policy: PasswordPolicy) -> None:
    st.session_state[_PASSWORD] = st.session_state[_GENERATED] = fitting_password(policy)


@st.dialog("Delete a user", icon=":material/delete:", on_dismiss=_close)
def _delete_dialog(username: str) -> None:
    st.markdown(f"**{md(username)}** will be deleted from {where()}. This cannot be undone.")
    st.caption("Tokens that this user already holds stay valid until they expire.")
    names = (username, visible(username))  # what cannot be seen cannot be typed either
    typed = st.text_input(
        "Type the username to confirm", key="admin_users_confirm", live=True, autocomplete="off"
    )
    with st.container(horizontal=True, horizontal_alignment="right"):
        is_cancelled = st.button("Cancel", key="admin_users_delete_cancel")
        is_confirmed = st.button(
            "Delete the user",
            key="admin_users_delete_send",
            type="primary",
            disabled=typed not in names,
        )
    if is_cancelled:
        _close()
        st.rerun()
    if is_confirmed and typed in names:
        _change(
            username,
            lambda: lab().directory.delete(username),
            doing="Deleting the user…",
            done=f"User {username} deleted",
        )


def _change(username: str, change: Callable[[], object], *, doing: str, done: str) -> None:
    """Change the user pool, tell the reader, and close the dialog unless it failed."""
    try:
        with st.spinner(doing):
            change()
    except LabError as error:
        show_error(error)
        return
    with suppress(LabError):  # the change is made; a row that stays old comes with the next fill
        if process().snapshots.of(lab().directory).reread(lab().directory, username) is None:
            st.query_params.pop("user", None)
    _close()
    st.session_state[_CHANGES] = changes() + 1
    flash(done)
    st.rerun()
