"""What a paste was read as, and the fields that put a wrong reading right by hand."""

from collections.abc import Sequence

import streamlit as st

from pages._ui.page.feedback import md
from pages._ui.tokens.issuer_keys import issuer_keys_field
from services.doctor.consultation import Correction

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
        jwks = issuer_keys_field(key, token)
    number = int(status) if status and status.isdecimal() else None
    return Correction(status=number, has_authorization=_SENT[sent], jwks=jwks)
