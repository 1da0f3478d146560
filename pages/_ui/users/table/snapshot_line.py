"""Where the rows come from: the snapshot's age, its filling, and what was asked of Cognito."""

import streamlit as st

from pages._ui.page.context import lab, process
from pages._ui.page.feedback import md_sentence, show_error
from pages._ui.page.time_words import clock_time, duration
from pages._ui.users.estimated_users import estimate_again
from pages._ui.users.table.address_field import bring_address_back
from services.users.snapshot.question import UserRows
from services.users.snapshot.snapshot import FillState, Snapshot, SnapshotState

_EVERY_SECONDS = 0.5
_STOPPED = " The latest reading was stopped; Refresh begins it again."
_SEEN = "_admin_users_seen_fill"


def current_snapshot() -> Snapshot:
    """Return the snapshot of the lab's pool; one that is old is filled anew meanwhile.

    A small pool is read in a moment, so a tab waits for a fill once, and not longer than that.
    Raises SnapshotError.
    """
    directory = lab().directory
    snapshot = process().snapshots.of(directory)
    if snapshot.state.is_old(lab().now()):
        snapshot.refresh(directory)
    if snapshot.state.is_filling and st.session_state.get(_SEEN) != snapshot.user_pool_id:
        snapshot.wait(process().snapshots.patience_seconds)
        st.session_state[_SEEN] = snapshot.user_pool_id
    return snapshot


def refresh_now() -> None:
    """Fill the snapshot anew, and let this tab wait for it as at first."""
    st.session_state.pop(_SEEN, None)
    estimate_again()
    process().snapshots.of(lab().directory).refresh(lab().directory)


def draw_snapshot_line(snapshot: Snapshot, shown: UserRows, state_then: SnapshotState) -> None:
    """Say what was asked of Cognito and what was done here; live while a fill is running.

    `state_then` is the state before `shown` was asked for: a fill that has ended since then has
    users whom the page does not show, so it runs again.
    """
    was_filling = state_then.is_filling

    @st.fragment(run_every=_EVERY_SECONDS if was_filling else None)
    def live() -> None:
        state = snapshot.state
        if was_filling and not state.is_filling:
            bring_address_back()
            st.rerun()
        if state.is_filling:
            _draw_progress(snapshot, state)
        stopped = _STOPPED if state.fill is FillState.CANCELLED else ""
        st.caption(_sources(state, shown) + stopped)

    live()
    if refused := snapshot.state.disk_error:
        st.caption(f"Kept in memory until the server ends: {md_sentence(refused.one_line())}")
    if snapshot.state.error is not None:
        show_error(snapshot.state.error)
        st.caption(
            "The users are read again by themselves, at the first click after "
            f"{clock_time(snapshot.state.rests_until)}. Refresh reads them now."
        )


def _draw_progress(snapshot: Snapshot, state: SnapshotState) -> None:
    with st.container(horizontal=True, vertical_alignment="center"):
        st.caption(_progress_words(state), width="content")
        st.button(
            "Stop reading", key="admin_users_cancel_fill", on_click=snapshot.cancel, type="tertiary"
        )


def _progress_words(state: SnapshotState) -> str:
    progress = state.progress
    what = "the members of the groups" if progress.group else "the users"
    return f"Reading {what} from Cognito: {progress.users:,} users in {progress.calls:,} calls."


def _sources(state: SnapshotState, shown: UserRows) -> str:
    if state.last is None and not shown.known:
        return "Not read yet: nothing is known of the pool's users here."
    if state.last is None:
        return (
            f"Searched, sorted and counted here, among the {shown.known:,} users read so far. "
            "Their groups come at the end."
        )
    age = duration(lab().now() - state.last.started_at)
    place = "on this machine" if state.is_on_disk else "in memory"
    return (
        f"Asked of Cognito: its list of users and groups, {state.last.calls:,} calls, {age} ago "
        f"({clock_time(state.last.started_at)}), kept {place}. Searched, sorted and counted here. "
        "Changes made on this page are in; those of others come with Refresh."
    )
