"""The key of an authenticator app: as a QR code for its camera, and as letters to type."""

import pyotp
import segno
import streamlit as st

from pages._ui.page.templates import render
from pages._ui.presenting.presenter_mode import is_presenting

_ISSUER = "Authorizer Lab"
_PIXELS = 5


def draw_key(secret: str, username: str) -> None:
    """Draw the key; the app's six digits prove that it has it. On the stage no letter is told."""
    address = pyotp.TOTP(secret).provisioning_uri(name=username, issuer_name=_ISSUER)
    st.html(render("self_service/qr_code.html.j2", image=qr_image(address)))
    if is_presenting():
        st.caption("The key as letters is not shown on the stage.")
        return
    with st.expander("Cannot scan it? Show the key to type"):
        st.code(secret, language=None, wrap_lines=True)


def qr_image(text: str) -> str:
    """Return the QR code of `text` as a data address of a PNG."""
    code = segno.make(text, error="m", micro=False)
    return str(code.png_data_uri(scale=_PIXELS, border=4))
