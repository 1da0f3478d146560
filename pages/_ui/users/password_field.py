"""A field for a password that an administrator types or has generated, shown once."""

import streamlit as st

from pages._ui.page.feedback import md
from pages._ui.users.password_rules import fitting_password, password_rules
from services.users.passwords import PasswordPolicy, unmet_rules

_FORGOTTEN = "_admin_users_forgotten"


def password_field(key: str, policy: PasswordPolicy) -> str:
    """Draw the field with the key `key` and return what is in it; a generated one stands below."""
    for forgotten in st.session_state.pop(_FORGOTTEN, ()):
        st.session_state[forgotten] = ""  # without a value the browser keeps the one it shows
    with st.container(horizontal=True, vertical_alignment="bottom"):
        password = st.text_input(
            "Password",
            key=key,
            type="password",
            live=True,
            autocomplete="new-password",
            label_visibility="collapsed",
            placeholder="Type or generate one",
        )
        st.button(
            "Generate",
            key=f"{key}_generate",
            icon=":material/casino:",
            on_click=_generate,
            args=(key, policy),
        )
    _draw_below(password or "", st.session_state.get(f"{key}_generated"), policy)
    return password or ""


def forget_password(*keys: str) -> None:
    """Empty the fields when they are drawn again: a widget's value cannot be changed before."""
    for key in keys:
        st.session_state.pop(f"{key}_generated", None)
    st.session_state[_FORGOTTEN] = keys


def _generate(key: str, policy: PasswordPolicy) -> None:
    st.session_state[key] = st.session_state[f"{key}_generated"] = fitting_password(policy)


def _draw_below(password: str, generated: str | None, policy: PasswordPolicy) -> None:
    if generated and generated == password:
        st.caption("Generated. Copy it now: it is not shown again.")
        st.code(generated, language=None)
    elif password and unmet_rules(password, policy):
        password_rules(password, policy)
    else:
        st.caption(f"The policy requires {md(', '.join(policy.rules()))}.")
