"""The button Undo, greyed with its reason where an undo is not legal, and its dialog."""

from functools import partial

import streamlit as st

from pages._ui.page.context import lab
from pages._ui.page.feedback import md, md_sentence
from pages._ui.users.audit.audit_words import changed_words
from pages._ui.users.groups.groups_now import read_again
from pages._ui.users.make_change import make_change
from pages._ui.users.reason import ask_reason, draw_missing
from services.errors import LabError
from services.users.changes.audit.entry import AuditEntry
from services.users.changes.change import Change
from services.users.changes.undo import undo, undo_change

_ASKED = "admin_audit_undoing"


def draw_undo(entry: AuditEntry) -> None:
    """Draw the button; Cognito is asked whether it is still as the change left it."""
    try:
        change = undo_change(lab().desk, entry)
    except LabError as error:
        st.button("Undo", key="admin_audit_undo", icon=":material/undo:", disabled=True)
        st.caption(md_sentence(error.message), width="content")
        return
    st.button(
        "Undo", key="admin_audit_undo", icon=":material/undo:", on_click=_ask, args=(entry.id,)
    )
    if st.session_state.get(_ASKED) == entry.id:
        _dialog(entry, change)


def _ask(entry_id: str) -> None:
    st.session_state[_ASKED] = entry_id


def _close() -> None:
    st.session_state.pop(_ASKED, None)


@st.dialog("Undo a change", icon=":material/undo:", on_dismiss=_close)
def _dialog(entry: AuditEntry, change: Change) -> None:
    st.markdown(f"**{md(change.label)}** for **{md(entry.target)}**.")
    st.markdown(f"It changes {md(changed_words(change.before, change.after))}.")
    st.caption("It is a change of its own and stands in the log. Tokens already issued stay.")
    reason = ask_reason("admin_audit_undo_reason")
    missing = draw_missing(reason=bool(reason)) if change.is_destructive else ""
    with st.container(horizontal=True, horizontal_alignment="right"):
        is_cancelled = st.button("Cancel", key="admin_audit_undo_cancel")
        is_sent = st.button(
            "Undo the change",
            key="admin_audit_undo_send",
            type="primary",
            disabled=bool(missing),
        )
    if is_cancelled:
        _close()
        st.rerun()
    if is_sent and make_change(change, reason=reason, send=partial(_undo, entry.id)):
        read_again()
        _close()
        st.rerun()


def _undo(entry_id: str, _change: Change, *, reason: str) -> None:
    undo(lab().desk, entry_id, reason=reason)
