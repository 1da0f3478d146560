"""The flows of somebody who is not signed in: sign up, and a forgotten password.

Each has two steps, drawn one at a time; the username waits in this tab for its code.
"""

from collections.abc import Callable
from functools import partial

import streamlit as st

from pages._ui.page.feedback import md
from pages._ui.self_service.flow_forms import code_field, missing, new_password_field, text_field
from pages._ui.self_service.result import forget_result
from pages._ui.self_service.running import run
from services.self_service.account import SelfService

_SIGNED_UP, _FORGOT = "self_service_waits_sign_up", "self_service_waits_forgot"


def sign_up_flow(api: SelfService) -> str:
    """Draw the step that is next, and return the key of its code field, "" where it has none."""
    waiting = st.session_state.get(_SIGNED_UP, "")
    return _confirm(api, waiting) if waiting else _sign_up(api)


def forgot_flow(api: SelfService) -> str:
    """Draw the step that is next, and return the key of its code field, "" where it has none."""
    waiting = st.session_state.get(_FORGOT, "")
    return _set_password(api, waiting) if waiting else _forgot(api)


def _sign_up(api: SelfService) -> str:
    name = text_field("Username", "self_service_name", autocomplete="off")
    email = text_field("E-mail", "self_service_email", autocomplete="off")
    password = new_password_field("self_service_password")
    with st.container(horizontal=True):
        is_sent = st.button("Sign up", key="self_service_sign_up", type="primary")
        has_code = st.button("I have a code", key="self_service_has_code", type="tertiary")
    if is_sent and not missing(
        {"a username": name, "an e-mail address": email, "a password": password}
    ):
        words = f"**{md(name)}** is signed up, and unconfirmed until the code is entered."
        run(lambda: api.sign_up(name, password, email), words, then=_waits(_SIGNED_UP, name))
    if has_code and not missing({"a username": name}):
        _go_on(_SIGNED_UP, name)
    return ""


def _confirm(api: SelfService, name: str) -> str:
    st.subheader(f"Enter the code for {md(name)}", anchor=False)
    field = "self_service_sign_up_code"
    code = code_field(field)
    with st.container(horizontal=True):
        is_sent = st.button("Confirm", key="self_service_confirm", type="primary")
        is_asked = st.button("Send a new code", key="self_service_resend", type="tertiary")
        _start_over("Sign up somebody else", _SIGNED_UP)
    if is_sent and not missing({"the code": code}):
        words = f"**{md(name)}** is confirmed and the address is verified. Now sign in."
        run(lambda: api.confirm(name, code), words, then=_waits(_SIGNED_UP, ""))
    if is_asked:
        run(lambda: api.send_code_again(name), "A new code is on its way.")
    return field


def _forgot(api: SelfService) -> str:
    name = text_field("Username", "self_service_forgot_name", autocomplete="off")
    with st.container(horizontal=True):
        is_sent = st.button("Send me a code", key="self_service_forgot", type="primary")
        has_code = st.button("I have a code", key="self_service_has_reset", type="tertiary")
    if is_sent and not missing({"a username": name}):
        words = "The old password works until the new one is set."
        run(lambda: api.forgot_password(name), words, then=_waits(_FORGOT, name))
    if has_code and not missing({"a username": name}):
        _go_on(_FORGOT, name)
    return ""


def _set_password(api: SelfService, name: str) -> str:
    st.subheader(f"Set a new password for {md(name)}", anchor=False)
    field = "self_service_forgot_code"
    code = code_field(field)
    password = new_password_field("self_service_forgot_password")
    with st.container(horizontal=True):
        is_sent = st.button("Set the password", key="self_service_set", type="primary")
        _start_over("Somebody else", _FORGOT)
    if is_sent and not missing({"the code": code, "a password": password}):
        words = f"**{md(name)}** has a new password. Now sign in with it."
        work = partial(api.set_forgotten_password, name, code, password)
        run(work, words, then=_waits(_FORGOT, ""))
    return field


def _waits(key: str, name: str) -> Callable[[], None]:
    return lambda: st.session_state.update({key: name})


def _go_on(key: str, name: str) -> None:
    _waits(key, name)()
    forget_result()
    st.rerun()


def _start_over(label: str, key: str) -> None:
    if st.button(label, key=f"{key}_over", type="tertiary"):
        _go_on(key, "")
