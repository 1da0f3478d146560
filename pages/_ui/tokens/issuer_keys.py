"""The keys of a token's issuer: a field for a JWKS, and a button that fetches a pool's own."""

import json

import streamlit as st

from pages._ui.page.context import lab
from pages._ui.page.feedback import show_error
from services.doctor.consultation import fetchable_issuer
from services.errors import LabError


def issuer_keys_field(key: str, token: str) -> str:
    """Draw the field, and the button where a token of a user pool stands in the text."""
    jwks = st.text_area(
        "Keys of the token's issuer (JWKS, optional)",
        key=f"{key}_jwks",
        height=90,
        placeholder='{"keys": […]}',
        help="With them the token's signature is checked. They are public.",
    )
    if issuer := fetchable_issuer(token):
        st.button(
            "Fetch the keys of the token's pool",
            key=f"{key}_fetch",
            icon=":material/key:",
            help="Asks the user pool that the token names for its public keys, and nothing else.",
            on_click=_fetch,
            args=(key, issuer),
        )
    if st.session_state.pop(f"{key}_no_keys", False):
        st.warning("That pool gave no keys: paste them instead.", icon=":material/key_off:")
    return jwks


def _fetch(key: str, issuer: str) -> None:
    try:
        keys = lab().keys_of_issuers([issuer])[issuer]
    except LabError as error:
        show_error(error)
        return
    st.session_state[f"{key}_no_keys"] = not keys
    if keys:
        document = {"keys": [dict(each) for each in keys.values()]}
        st.session_state[f"{key}_jwks"] = json.dumps(document)
