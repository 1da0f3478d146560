"""How SECRET_HASH is computed, told step by step and without the secret."""

import streamlit as st

from pages._ui.page.feedback import md
from pages._ui.page.visible import visible
from pages._ui.page.words.lead import lead
from services.api.sign_in import secret_hash_steps

_EXAMPLE = "maya"


def secret_hash_steps_card(username: str, client_id: str) -> None:
    """Draw the steps for this user, or for an example when there is none."""
    name = username or _EXAMPLE
    steps = secret_hash_steps(name, client_id)
    lead(
        "The app client has a secret, so every sign-in has to prove that the caller knows it. "
        "The sign-in function computes this proof; this page never sees the secret.",
        "app client",
    )
    st.markdown(f"**1. The message** is the username **{md(name)}** and the app client id:")
    st.code(visible(steps.message), language=None, wrap_lines=True)
    st.markdown("**2. The formula:**")
    st.code(steps.formula, language=None, wrap_lines=True)
    st.markdown("**3. In Python**, where `client_secret` stays on the server:")
    st.code(steps.python, language="python", wrap_lines=True)
    st.caption(
        md(
            "The first sign-in hashes the name as typed, an alias too. Challenges and refresh "
            "need the real username, which the access token holds: hashing the e-mail address "
            "there is the usual reason for 'Unable to verify secret hash'."
        )
    )
