"""The dialog that asks before a user is changed; open while its question is in the session."""

from collections.abc import Callable
from dataclasses import dataclass

import streamlit as st

from pages._ui.page.context import lab
from pages._ui.page.feedback import md, show_error
from pages._ui.users.acts.change_user import Build, change_user
from pages._ui.users.acts.needed_user import draw_what_breaks
from pages._ui.users.acts.typed_name import is_name_typed
from pages._ui.users.pool_words import where
from pages._ui.users.reason import ask_reason, draw_missing
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
    """Draw the dialog of what is asked, if anything is; its title says the act, and of whom."""
    if _ASKED not in st.session_state:
        return
    asked, refusal = st.session_state[_ASKED]
    icon = ":material/delete_forever:" if asked.is_typed else ":material/manage_accounts:"
    title = f"{md(asked.label)}: {md(asked.username)}"
    dialog = st.dialog(title, icon=icon, on_dismiss=close_asked)
    dialog(_draw)(asked, refusal)


def close_asked() -> None:
    st.session_state.pop(_ASKED, None)


def _draw(asked: AskedChange, refusal: PlanRefused | None) -> None:
    st.markdown(f"**{md(asked.username)}** in {where()}. Calls {asked.operation}.")
    if refusal:
        show_error(refusal)
        return
    draw_what_breaks(asked.username)
    asked.draw()
    missing, reason = _ask_to_confirm(asked)
    with st.container(horizontal=True, horizontal_alignment="right"):
        if st.button("Cancel", key=f"{asked.key}_cancel"):
            close_asked()
            st.rerun()
        is_sent = st.button(
            asked.label, key=f"{asked.key}_send", type="primary", disabled=bool(missing)
        )
    if is_sent and not missing and change_user(asked.username, asked.build, reason=reason):
        close_asked()
        if asked.done:
            asked.done()
        st.rerun()


def _ask_to_confirm(asked: AskedChange) -> tuple[str, str]:
    """Draw what a destructive change asks for; return what is missing, and the reason."""
    if not asked.is_destructive:
        return "", ""
    name = "Type the username to confirm"
    is_typed = not asked.is_typed or is_name_typed(asked.username, name, key=f"{asked.key}_name")
    reason = ask_reason(f"{asked.key}_reason")
    return draw_missing(name=is_typed, reason=bool(reason)), reason
