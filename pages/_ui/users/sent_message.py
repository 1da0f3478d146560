"""Where the message is that Cognito sent for a change: said on the card until the next change."""

import streamlit as st

from pages._ui.page.context import settings
from services.users.changes.change import Call, Change

_SENT_TO = "_admin_users_sent_to"


def note_sent(change: Change) -> None:
    """Remember whom the change sends a message to; any other change forgets it."""
    st.session_state.pop(_SENT_TO, None)
    if any(_is_sending(call) for call in change.calls):
        st.session_state[_SENT_TO] = change.target


def draw_sent(username: str) -> None:
    """Say where to read what was sent to this user just now."""
    if st.session_state.get(_SENT_TO) != username:
        return
    if not settings().is_local:
        st.info("Cognito sends the message to the user's own address.", icon=":material/mail:")
        return
    with st.container(horizontal=True, vertical_alignment="center"):
        st.markdown(
            ":material/mail: The local engine sends nothing: the message is in the inbox of the "
            "page Self-service.",
            width="content",
        )
        st.page_link("pages/demo/self_service.py", label="Go to the inbox", icon=":material/inbox:")


def _is_sending(call: Call) -> bool:
    is_invitation = call.operation == "admin_create_user"
    is_quiet = call.parameters.get("MessageAction") == "SUPPRESS"
    return call.operation == "admin_reset_user_password" or (is_invitation and not is_quiet)
