"""The fields of self-service; each form returns what was entered once it is sent, else None."""

from collections.abc import Mapping
from typing import Any

import streamlit as st

from pages._ui.users.password_rules import generate_button, password_rules, policy_or_error

CODE_LENGTH = 6


def text_field(label: str, key: str, **options: Any) -> str:
    """Draw a field and return its text without the spaces around it."""
    return (st.text_input(label, key=key, width=420, **options) or "").strip()


def code_field(key: str, label: str = "Code") -> str:
    return text_field(label, key, max_chars=CODE_LENGTH, autocomplete="one-time-code")


def new_password_field(key: str) -> str:
    """Draw the field of a new password, a button that fills it and the policy's rules."""
    password = st.text_input(
        "New password",
        key=key,
        type="password",
        live=True,
        autocomplete="new-password",
        width=420,
        help="The eye shows the password. Write it down: the lab does not keep it.",
    )
    policy = policy_or_error()
    if policy is not None:
        generate_button(key, policy, key=f"{key}_generate")
        with st.expander("The user pool's password policy"):
            password_rules(password or "", policy)
    return password or ""


def missing(fields: Mapping[str, str]) -> bool:
    """Warn of the first empty field, by the words for it, and tell whether there is one."""
    for words, text in fields.items():
        if not text:
            st.warning(f"Enter {words} first.", icon=":material/info:")
            return True
    return False
