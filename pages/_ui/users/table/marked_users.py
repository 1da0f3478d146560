"""The users whose rows are marked, to act on many; the marks stay over pages and filters."""

from collections.abc import Sequence

import streamlit as st

from pages._ui.page.count_words import count_words
from pages._ui.users.chosen_address import open_user

_MARKED, _TIMES = "_admin_users_marked", "_admin_users_marked_anew"


def marked_users() -> tuple[str, ...]:
    """Return the usernames that are marked, in the order in which they were."""
    marked: tuple[str, ...] = st.session_state.get(_MARKED, ())
    return marked


def mark_on_page(on_page: Sequence[str], marked: Sequence[str]) -> None:
    """Mark these users of the page and no others of it; those of other pages stay as they are."""
    kept = [name for name in marked_users() if name not in on_page or name in marked]
    st.session_state[_MARKED] = tuple(dict.fromkeys((*kept, *marked)))


def unmark_all() -> None:
    st.session_state[_MARKED] = ()
    st.session_state[_TIMES] = times_unmarked() + 1


def times_unmarked() -> int:
    """Return a number that grows with each time: a table drawn before still shows its marks."""
    times: int = st.session_state.get(_TIMES, 0)
    return times


def draw_marks(on_page: Sequence[str]) -> None:
    """Say how many are marked, and offer the ways on."""
    marked = marked_users()
    with st.container(horizontal=True, vertical_alignment="center", key="admin_users_marks"):
        if not marked:
            st.caption("Click a name to open the user. Tick rows to mark users.", width="content")
            return
        elsewhere = sum(name not in on_page for name in marked)
        more = f", {elsewhere} of them not on this page" if elsewhere else ""
        st.markdown(f"**{count_words(len(marked), 'user')} marked**{more}", width="content")
        if len(marked) == 1:
            st.button(
                "Open", key="admin_users_open", icon=":material/person:",
                on_click=open_user, args=marked,
            )  # fmt: skip
        st.button("Unmark all", key="admin_users_unmark", type="tertiary", on_click=unmark_all)
