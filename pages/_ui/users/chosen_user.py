"""The user who was chosen, as Cognito has them at this moment; the row in the table is repaired."""

import json

import streamlit as st

from pages._ui.page.context import lab
from pages._ui.page.feedback import md, show_error
from pages._ui.page.time_words import minute
from pages._ui.page.visible import visible
from pages._ui.users.user_actions import draw_moves
from pages._ui.users.user_dialogs import open_delete_dialog
from pages._ui.users.user_status import DISABLED, sign_in_prospect, status_words
from services.errors import LabError
from services.users.snapshot.question import UserRow
from services.users.snapshot.snapshot import Snapshot

_PARAMETER = "user"


def read_chosen(snapshot: Snapshot) -> UserRow | None:
    """Ask Cognito for the user that the address names; None without one, or with the reason said.

    The answer goes into the snapshot: what the table shows afterwards is as new as this.
    """
    asked = st.query_params.get(_PARAMETER, "")
    if not asked:
        return None
    try:
        row = snapshot.reread(lab().directory, asked)
    except LabError as error:
        show_error(error)
        return None
    if row is None:
        st.warning(
            "The user pool has no user with the name in the address. Choose one in the table.",
            icon=":material/person_off:",
        )
    return row


def choose(username: str) -> None:
    """Write the user into the address and run the page again, which reads Cognito first."""
    st.query_params[_PARAMETER] = username
    st.rerun()


def draw_chosen(row: UserRow) -> None:
    user, words = row.user, status_words(row.user.status)
    with st.container(border=True, key="admin_users_chosen"):
        with st.container(horizontal=True, horizontal_alignment="distribute"):
            st.header(md(user.username), anchor=False, width="content")
            with st.container(horizontal=True, width="content"):
                st.badge(words.label, color=words.color)
                if not user.enabled:
                    st.badge(DISABLED, color="red")
        st.caption(sign_in_prospect(user.status, enabled=user.enabled))
        groups = " ".join(f":blue-badge[{md(name)}]" for name in row.groups) or "none"
        st.markdown(f"Groups: {groups}")
        st.caption(f"Created {minute(user.created_at)}, changed {minute(user.modified_at)}.")
        draw_moves(user)
        _draw_actions(user.username)
        with st.expander("As JSON", key="admin_users_json", icon=":material/data_object:"):
            st.code(visible(_as_json(row)), language="json", wrap_lines=True)


def _as_json(row: UserRow) -> str:
    """Return the record as Cognito has it, with its groups; no password is ever in it."""
    user = row.user
    record = {
        "Username": user.username,
        "UserStatus": user.status.value,
        "Enabled": user.enabled,
        "UserCreateDate": user.created_at.isoformat(),
        "UserLastModifiedDate": user.modified_at.isoformat(),
        "UserAttributes": dict(user.attributes),
        "Groups": list(row.groups),
    }
    return json.dumps(record, indent=2, ensure_ascii=False)


def _draw_actions(username: str) -> None:
    with st.container(horizontal=True):
        st.button(
            "Delete this user",
            key="admin_users_delete",
            icon=":material/delete:",
            on_click=open_delete_dialog,
            args=(username,),
        )
        st.button("Close", key="admin_users_close", type="tertiary", on_click=_close)


def _close() -> None:
    st.query_params.pop(_PARAMETER, None)
