"""The flows of somebody who is signed in: each call carries the access token."""

from dataclasses import dataclass, field

import streamlit as st

from pages._ui.page.feedback import md
from pages._ui.self_service.authenticator import draw_key
from pages._ui.self_service.flow_forms import code_field, missing, new_password_field
from pages._ui.self_service.running import run
from services.self_service.account import AuthenticatorKey, Done, SelfService

_KEY = "self_service_key"  # (username, AuthenticatorKey) between its two calls


@dataclass(frozen=True, slots=True, kw_only=True)
class SignedInUser:
    """Who is signed in in this browser."""

    username: str
    access_token: str = field(repr=False)


def change_flow(api: SelfService, user: SignedInUser) -> str:
    old = st.text_input(
        "Old password",
        key="self_service_old",
        type="password",
        autocomplete="current-password",
        width=420,
    )
    new = new_password_field("self_service_new")
    if st.button("Change the password", key="self_service_change", type="primary") and not missing(
        {"the old password": old or "", "a password": new}
    ):
        words = f"**{md(user.username)}** has a new password. The tokens here stay valid."
        run(lambda: api.change_password(user.access_token, old or "", new), words)
    return ""


def verify_email_flow(api: SelfService, user: SignedInUser) -> str:
    """Draw the two steps, and return the key of the code field."""
    key = "self_service_email_code"
    if st.button("Send me a code", key="self_service_ask_email", type="primary"):
        run(lambda: api.ask_for_email_code(user.access_token), "A code is on its way.")
    code = code_field(key)
    if st.button("Verify the address", key="self_service_verify") and not missing(
        {"the code": code}
    ):
        words = "The address is verified. New ID tokens say so in `email_verified`."
        run(lambda: api.verify_email(user.access_token, code), words)
    return key


def authenticator_flow(api: SelfService, user: SignedInUser) -> str:
    name, key = st.session_state.get(_KEY, ("", None))
    if key is None or name != user.username:
        if st.button("Make a key", key="self_service_make_key", type="primary"):
            run(lambda: _made(api, user), "Cognito made a key. It counts once a code proves it.")
        return ""
    draw_key(key.secret, user.username)
    code = code_field("self_service_app_code", "Six digits of the app")
    with st.container(horizontal=True):
        is_sent = st.button("Finish", key="self_service_finish", type="primary")
        if st.button("Make another key", key="self_service_other_key", type="tertiary"):
            _forget_key()
            st.rerun()
    if is_sent and not missing({"the six digits": code}):
        words = f"Every sign-in of **{md(user.username)}** now asks for six digits as well."
        run(lambda: api.finish_authenticator(user.access_token, code), words, then=_forget_key)
    return ""


def _made(api: SelfService, user: SignedInUser) -> Done:
    key: AuthenticatorKey = api.start_authenticator(user.access_token)
    st.session_state[_KEY] = (user.username, key)
    return key.done


def _forget_key() -> None:
    st.session_state.pop(_KEY)
