"""From pool to pool: what a file cannot carry, and what a user migration trigger would do."""

import streamlit as st

from pages._ui.page.context import lab
from pages._ui.page.feedback import show_error
from pages._ui.page.templates import render
from pages._ui.users.bulk.bulk_words import users_words
from pages._ui.users.pool_words import pool_schema
from services.errors import LabError
from services.users.csv_files.carried_over import LeftBehind, left_behind
from services.users.one_user.schema import PoolSchema, read_schema
from services.users.snapshot.snapshot import Snapshot

_HELD = "_admin_files_compared"


def draw_left_behind(snapshot: Snapshot) -> None:
    st.markdown(
        "Export the users here, and import the file where the other user pool is: usernames, "
        "attributes and groups come along."
    )
    found = _found(snapshot, _new_schema())
    st.markdown("**What does not come along:**")
    rows = [
        (each.what, _users(each), each.becomes, each.trigger)
        for each in sorted(found, key=lambda each: each.users is None)
    ]
    st.html(render("users/files/left_behind.html.j2", rows=rows))


def _new_schema() -> PoolSchema:
    """Draw the field for the new pool and return its schema, that of this pool without one."""
    pool_id = st.text_input(
        "User pool ID of the new pool (optional)",
        key="admin_files_new_pool",
        autocomplete="off",
        width=420,
        help="Of the same account and region. Values that it does not take are counted.",
    )
    try:
        return read_schema(lab().aws, pool_id.strip()) if pool_id else pool_schema()
    except LabError as error:
        show_error(error)
        return pool_schema()


def _found(snapshot: Snapshot, new: PoolSchema) -> tuple[LeftBehind, ...]:
    """Return what is left behind; all users are looked at once for a fill and a pool."""
    about = (snapshot.state.last, new)
    asked, found = st.session_state.get(_HELD, (None, ()))
    if asked != about:
        with st.spinner("Looking at each user…"):
            found = left_behind(snapshot, pool_schema(), new)
        st.session_state[_HELD] = (about, found)
    kept: tuple[LeftBehind, ...] = found
    return kept


def _users(each: LeftBehind) -> str:
    return "" if each.users is None else users_words(each.users)
