"""The one dialog that asks before a user is changed; open while its question is in the session."""

from collections.abc import Callable
from dataclasses import dataclass

import streamlit as st

from pages._ui.page.context import lab
from pages._ui.page.feedback import md, show_error
from pages._ui.page.visible import visible
from pages._ui.users.acts.change_user import Build, change_user
from pages._ui.users.pool_words import where
from pages._ui.users.reason import ask_reason
from services.errors import LabError, PlanRefused

_ASKED = "admin_users_asked"


@dataclass(frozen=True, slots=True, kw_only=True)
class AskedChange:
    """What is asked: `draw` says what the change does, `build` makes it of the user as they are.

    `key` begins the keys of the widgets. A destructive one asks for a reason; `is_typed` asks for
    the username, too. `done` is called when the change is made.
    """

    key: str
    username: str
    label: str
    operation: str
    draw: Callable[[], object]
    build: Build
    is_destructive: bool
    is_typed: bool = False
    done: Callable[[], None] | None = None


def ask(asked: AskedChange) -> None:
    """Open the dialog; what protects the user is found out once, before anything is typed."""
    st.session_state[_ASKED] = (asked, _protection(asked))


def _protection(asked: AskedChange) -> PlanRefused | None:
    """Return why the change cannot be made; what Cognito would say comes when it is sent."""
    try:
        lab().desk.refuse(asked.build(lab().directory.get(asked.username)))
    except PlanRefused as refusal:
        return refusal
    except LabError:
        return None
    return None


def draw_asked_change() -> None:
    """Draw the dialog of what is asked, if anything is."""
    if _ASKED in st.session_state:
        _dialog(*st.session_state[_ASKED])


def close_asked() -> None:
    st.session_state.pop(_ASKED, None)


@st.dialog("Act on a user", icon=":material/manage_accounts:", on_dismiss=close_asked)
def _dialog(asked: AskedChange, refusal: PlanRefused | None) -> None:
    who = f"**{md(asked.username)}** in {where()}"
    st.markdown(f"**{md(asked.label)}**: {who}. Calls {asked.operation}.")
    if refusal:
        show_error(refusal)
        return
    asked.draw()
    reason = ask_reason(f"{asked.key}_reason") if asked.is_destructive else ""
    is_ready = _is_typed(asked) and (bool(reason) or not asked.is_destructive)
    with st.container(horizontal=True, horizontal_alignment="right"):
        if st.button("Cancel", key=f"{asked.key}_cancel"):
            close_asked()
            st.rerun()
        is_sent = st.button(
            asked.label, key=f"{asked.key}_send", type="primary", disabled=not is_ready
        )
    if is_sent and is_ready and change_user(asked.username, asked.build, reason=reason):
        close_asked()
        if asked.done:
            asked.done()
        st.rerun()


def _is_typed(asked: AskedChange) -> bool:
    if not asked.is_typed:
        return True
    typed = st.text_input(
        "Type the username to confirm", key=f"{asked.key}_name", live=True, autocomplete="off"
    )
    # What cannot be seen cannot be typed either.
    return typed in (asked.username, visible(asked.username))
