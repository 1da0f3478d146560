"""The inbox: the mails that the local engine keeps, each with a button that enters its code."""

import time

import streamlit as st

from pages._ui.page.context import lab
from pages._ui.page.feedback import md, show_error
from pages._ui.page.time_words import clock_time, relative
from services.errors import LabError
from services.self_service.inbox import Mail, read_inbox

_SHOWN = 5
_ON_AWS = (
    "Cognito sends its codes to the real address. Nobody but its owner can read them, so there is "
    "no inbox here."
)
_EMPTY = (
    "No mail yet. The local engine sends nothing: what Cognito would send arrives here, and is "
    "forgotten when the engine restarts."
)


def inbox_panel(code_field: str) -> None:
    """Draw the newest mails; their button fills the field with the key `code_field`."""
    st.header("Inbox", anchor=False)
    if not lab().settings.is_local:
        st.caption(_ON_AWS)
        return
    try:
        mails = read_inbox(lab().recorder, lab().aws.endpoint_url)
    except LabError as error:
        show_error(error)
        return
    if not mails:
        st.caption(_EMPTY)
    for number, mail in enumerate(mails[:_SHOWN]):
        _mail(mail, number, code_field)
    if len(mails) > _SHOWN:
        st.caption(f"The newest {_SHOWN} of {len(mails)}.")


def _mail(mail: Mail, number: int, code_field: str) -> None:
    with st.container(border=True, key=f"self_service_mail_{number}", gap="xsmall"):
        st.markdown(f"**{md(mail.subject)}** to {md(mail.to)}")
        st.markdown(md(mail.text))
        when = f"{clock_time(mail.sent_at)}, {relative(mail.sent_at, time.time())}"
        with st.container(horizontal=True, horizontal_alignment="distribute"):
            st.caption(when, width="content")
            if mail.code and code_field:
                st.button(
                    "Enter this code",
                    key=f"self_service_use_{number}",
                    icon=":material/keyboard_return:",
                    on_click=_enter,
                    args=(code_field, mail.code),
                )


def _enter(code_field: str, code: str) -> None:
    st.session_state[code_field] = code
