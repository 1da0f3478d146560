"""The field of a user's groups: what is chosen outlives what others change meanwhile."""

import streamlit as st

from pages._ui.page.feedback import md
from pages._ui.page.visible import visible
from services.users.snapshot.question import UserRow

_HELD = "_admin_users_groups_held"


def groups_field(row: UserRow, groups: tuple[str, ...]) -> tuple[list[str], bool]:
    """Draw the field; return what is chosen, and whether it may be sent.

    Not in the run that finds the user in other groups than those it was chosen from: what was
    added and taken away in the field is then carried over and shown first.
    """
    key = f"admin_users_groups_{row.user.username}"
    held = [name for name in groups if name in row.groups]
    before, chosen = _drawn(key, held)
    st.session_state[key] = _carried(groups, held, before, chosen)
    st.session_state[_HELD] = (key, held)
    is_moved = before != held and sorted(chosen) != sorted(before)
    if is_moved:
        now = ", ".join(md(name) for name in held) or "none"
        st.warning(
            f"Somebody changed the groups of this user meanwhile. Now: {now}. What you had chosen "
            "is carried over. Look at it, then save."
        )
    wanted = st.multiselect("Groups of this user", groups, key=key, format_func=visible)
    return wanted, not is_moved


def forget_groups() -> None:
    """Let the field begin with the groups that the user is in."""
    st.session_state.pop(_HELD, None)


def _drawn(key: str, held: list[str]) -> tuple[list[str], list[str]]:
    """Return the groups that the field was last drawn with, and what is chosen in it since."""
    drawn, before = st.session_state.get(_HELD, ("", held))
    chosen = st.session_state.get(key)
    return (before, chosen) if drawn == key and chosen is not None else (held, held)


def _carried(
    groups: tuple[str, ...], held: list[str], before: list[str], chosen: list[str]
) -> list[str]:
    """Return the groups held now, with what was added and taken away since the field was drawn."""
    added, taken = {*chosen} - {*before}, {*before} - {*chosen}
    return [name for name in groups if name in added or (name in held and name not in taken)]
