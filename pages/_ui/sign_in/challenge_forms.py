"""The forms that answer a sign-in challenge; they return the answer and send nothing."""

import time

import pyotp
import streamlit as st

from pages._ui.page.feedback import md
from pages._ui.page.script_marks import first_field
from pages._ui.users.password_rules import generate_button, password_rules, policy_or_error
from services.api.sign_in import ChallengeRequired

_CODE_LENGTH = 6
_FILLED = "_sign_in_code_filled"  # how often: each time the field gets the focus back


def challenge_answer(challenge: ChallengeRequired, key: str, *, totp_secret: str = "") -> str:
    """Draw the form for this challenge and return the answer once it is sent, "" until then."""
    if challenge.answer_field == "new_password":
        return _new_password(challenge, key)
    if challenge.answer_field == "mfa_code":
        return _mfa_code(challenge, key, totp_secret)
    st.header(f"Challenge {md(challenge.challenge)}", anchor=False)
    st.warning(md(challenge.message), icon=":material/info:")
    return ""


def _new_password(challenge: ChallengeRequired, key: str) -> str:
    st.header("Choose a new password", anchor=False)
    st.markdown(
        f"The password of **{md(challenge.username)}** is right but temporary. Cognito answers "
        "with the challenge `NEW_PASSWORD_REQUIRED` instead of tokens."
    )
    policy = policy_or_error()
    field = f"{key}_new_password"
    first_field(field, sends=f"{key}_send_password")
    left, right = st.columns(2)
    with left:
        password = st.text_input(
            "New password", key=field, type="password", live=True, autocomplete="new-password"
        )
        with st.container(horizontal=True):
            is_sent = st.button(
                "Set the password and sign in",
                key=f"{key}_send_password",
                type="primary",
                icon=":material/lock_reset:",
            )
            if policy is not None:
                generate_button(field, policy, key=f"{key}_generate")
        st.caption(
            "Enter sends it. The eye shows the password. Write it down: the lab does not keep it."
        )
        if is_sent and not password:
            st.warning("Enter a password first.", icon=":material/info:")
    if policy is not None:
        with right:
            st.caption("The user pool's password policy")
            password_rules(password or "", policy)
    return (password or "") if is_sent else ""


def _mfa_code(challenge: ChallengeRequired, key: str, totp_secret: str) -> str:
    st.header("Enter the code of the authenticator app", anchor=False)
    device = challenge.parameters.get("device_name", "")
    of_device = f" ({md(device)})" if device else ""
    st.markdown(
        f"The password of **{md(challenge.username)}** is right. Cognito answers with the "
        "challenge `SOFTWARE_TOKEN_MFA`: it also wants the six digits of the authenticator app"
        f"{of_device}."
    )
    field = f"{key}_code"
    first_field(field, times=st.session_state.get(_FILLED, 0))
    with st.form(f"{key}_code_form", border=False):
        code = st.text_input(
            "Six-digit code",
            key=field,
            max_chars=_CODE_LENGTH,
            width=320,
            autocomplete="one-time-code",
        )
        is_sent = _code_buttons(key, field, totp_secret)
    if totp_secret:
        st.caption("The lab enrolled this test user's authenticator app, so it knows the code.")
    if is_sent and not code:
        st.warning("Enter the six digits first.", icon=":material/info:")
    return (code or "").strip() if is_sent else ""


def _code_buttons(key: str, field: str, totp_secret: str) -> bool:
    """Draw the buttons and tell whether the code is to be sent; Enter presses the first one."""
    with st.container(horizontal=True):
        is_sent = st.form_submit_button(
            "Send the code", key=f"{key}_send_code", type="primary", icon=":material/pin:"
        )
        if totp_secret:
            st.form_submit_button(
                "Fill in the current code",
                key=f"{key}_fill_code",
                icon=":material/smartphone:",
                on_click=_fill_code,
                args=(field, totp_secret),
            )
    return is_sent


def _fill_code(field: str, totp_secret: str) -> None:
    st.session_state[field] = pyotp.TOTP(totp_secret).at(int(time.time()))
    st.session_state[_FILLED] = st.session_state.get(_FILLED, 0) + 1
