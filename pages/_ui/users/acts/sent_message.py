"""Where the message is that Cognito sent for a change: said on the card until the next change."""

import streamlit as st

from pages._ui.page.context import settings
from services.users.changes.change import Call, Change
from services.users.directory import UserSummary
from services.users.user_moves import has_nowhere_to_send

_SENT, _RESET = "_admin_users_sent", "admin_reset_user_password"
_ON_AWS = "Cognito sends the message to the address of the user."
_HERE = "The local engine sends nothing: the message is in the inbox of the page Self-service."
_NOTHING = "No code can have reached the user: neither e-mail address nor phone number is verified."


def note_sent(change: Change) -> None:
    """Remember what sends the user a message; any other change forgets it."""
    sending = next((call.operation for call in change.calls if _is_sending(call)), "")
    st.session_state[_SENT] = (change.target, sending)


def draw_sent(user: UserSummary) -> None:
    """Say where to read what was sent to this user just now."""
    target, sending = st.session_state.get(_SENT, ("", ""))
    if target != user.username or not sending:
        return
    if sending == _RESET and has_nowhere_to_send(user):
        st.markdown(f":material/unsubscribe: {_NOTHING}")
    elif settings().is_local:
        _draw_inbox()
    else:
        st.markdown(f":material/mail: {_ON_AWS}")


def _draw_inbox() -> None:
    with st.container(horizontal=True, vertical_alignment="center"):
        st.markdown(f":material/mail: {_HERE}", width="content")
        st.page_link("pages/demo/self_service.py", label="Go to the inbox", icon=":material/inbox:")


def _is_sending(call: Call) -> bool:
    is_invitation = call.operation == "admin_create_user"
    is_quiet = call.parameters.get("MessageAction") == "SUPPRESS"
    return call.operation == _RESET or (is_invitation and not is_quiet)
