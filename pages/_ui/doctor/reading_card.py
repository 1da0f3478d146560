"""What a paste was read as, and the fields that put a wrong reading right by hand."""

import json
from collections.abc import Sequence

import streamlit as st

from pages._ui.page.context import lab
from pages._ui.page.feedback import md, show_error
from services.doctor.consultation import Correction, fetchable_issuer
from services.errors import LabError

_AS_READ = "As read"
_SENT = {_AS_READ: None, "With Authorization": True, "Without Authorization": False}
_STATUSES = (_AS_READ, "400", "401", "403", "404", "413", "415", "429", "500", "502", "503", "504")


def read_as_line(sentences: Sequence[str]) -> None:
    """Draw what was taken from the text, so that a wrong reading is seen."""
    if sentences:
        st.caption(f"**Read as:** {' '.join(md(each) for each in sentences)}")


def correction_fields(key: str, token: str) -> Correction:
    """Draw the fields that overrule the reading; return what they hold."""
    with st.popover("Put the reading right", icon=":material/edit:"):
        status = st.selectbox("Status", _STATUSES, key=f"{key}_status", accept_new_options=True)
        sent = st.selectbox("The request was sent", list(_SENT), key=f"{key}_sent")
        jwks = st.text_area(
            "Keys of the token's issuer (JWKS, optional)",
            key=f"{key}_jwks",
            height=90,
            placeholder='{"keys": […]}',
            help="With them the token's signature is checked. They are public.",
        )
        _fetch_button(key, token)
    number = int(status) if status and status.isdecimal() else None
    return Correction(status=number, has_authorization=_SENT[sent], jwks=jwks)


def _fetch_button(key: str, token: str) -> None:
    issuer = fetchable_issuer(token)
    if not issuer:
        return
    st.button(
        "Fetch the keys of the token's pool",
        key=f"{key}_fetch",
        icon=":material/key:",
        help="Asks the user pool that the token names for its public keys, and nothing else.",
        on_click=_fetch,
        args=(key, issuer),
    )


def _fetch(key: str, issuer: str) -> None:
    try:
        keys = lab().keys_of_issuers([issuer])[issuer]
    except LabError as error:
        show_error(error)
        return
    st.session_state[f"{key}_jwks"] = json.dumps({"keys": [dict(each) for each in keys.values()]})
