"""Which dialog of the page Groups is open, and making the change that it asks for."""

from collections.abc import Callable, Sequence
from typing import Any

import streamlit as st

from pages._ui.page.feedback import show_error
from pages._ui.users.acts.race_link import race_link
from pages._ui.users.groups.groups_now import read_again
from pages._ui.users.make_change import make_change
from services.errors import LabError
from services.users.changes.change import Change

_ASKED = "_admin_groups_asked"


def ask(dialog: str, *about: object) -> None:
    """Open the dialog with this name at the next run."""
    st.session_state[_ASKED] = (dialog, about)


def asked() -> tuple[str, tuple[Any, ...]]:
    """Return the dialog that is open and what it is about, "" for none."""
    found: tuple[str, tuple[Any, ...]] = st.session_state.get(_ASKED, ("", ()))
    return found


def close() -> None:
    st.session_state.pop(_ASKED, None)


def draw_token_words(words: str) -> None:
    """Say what a change does to tokens already issued, with the way to the race that shows it."""
    st.markdown(words)
    race_link("remove_from_group")


def draw_buttons(key: str, label: str, *, is_ready: bool = True) -> bool:
    """Draw Cancel and the button that sends; tell whether it was pressed."""
    with st.container(horizontal=True, horizontal_alignment="right"):
        if st.button("Cancel", key=f"{key}_cancel"):
            close()
            st.rerun()
        return st.button(label, key=f"{key}_send", type="primary", disabled=not is_ready)


def send(builds: Sequence[Callable[[], Change]], *, reason: str = "") -> bool:
    """Make the changes one after the other and tell whether all are made.

    The first that fails is shown and ends it; those before it stay made. Each is built when it is
    its turn, of what Cognito has then.
    """
    read_again()
    for build in builds:
        try:
            change = build()
        except LabError as error:
            show_error(error)
            return False
        if not make_change(change, reason=reason):
            return False
    close()
    return True
