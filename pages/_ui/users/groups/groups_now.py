"""The pool's groups as this tab read them last, and how many users are in each."""

from collections.abc import Mapping
from dataclasses import dataclass

import streamlit as st

from pages._ui.page.context import lab
from pages._ui.page.feedback import show_error
from pages._ui.page.time_words import clock_time, duration
from pages._ui.users.table.snapshot_line import current_snapshot
from services.errors import LabError
from services.users.pool_group import PoolGroup, read_groups
from services.users.snapshot.snapshot import Snapshot

_READ = "_admin_groups_read"
_KEPT_SECONDS = 30.0
_EVERY_SECONDS = 0.5


@dataclass(frozen=True, slots=True, kw_only=True)
class GroupsNow:
    """`sizes` is None while nobody has counted: then no number is shown.

    `was_filling` tells whether users were being read before they were counted.
    """

    groups: tuple[PoolGroup, ...]
    read_at: float
    sizes: Mapping[str, int] | None
    snapshot: Snapshot | None
    was_filling: bool = False

    def size(self, name: str) -> int | None:
        return None if self.sizes is None else self.sizes.get(name, 0)

    def counted_ago(self) -> str:
        """Return when Cognito listed those who are counted, "" while nobody is."""
        last = self.snapshot.state.last if self.snapshot and self.sizes is not None else None
        if last is None:
            return ""
        return f"{duration(lab().now() - last.started_at)} ago ({clock_time(last.started_at)})"


def groups_now() -> GroupsNow:
    """Return them; Cognito is asked again after 30 seconds and after each change here.

    Raises AwsErrors. What is wrong with the snapshot is shown, and nothing is counted then.
    """
    groups, read_at = _read()
    snapshot, was_filling = None, False
    try:
        snapshot = current_snapshot()
        was_filling = snapshot.state.is_filling
        sizes = snapshot.group_sizes() if snapshot.state.last else None
    except LabError as error:
        show_error(error)
        sizes = None
    return GroupsNow(
        groups=groups, read_at=read_at, sizes=sizes, snapshot=snapshot, was_filling=was_filling
    )


def read_again() -> None:
    """Let the next run ask Cognito for the groups."""
    st.session_state.pop(_READ, None)


def draw_sources(now: GroupsNow) -> None:
    """Say what was asked of Cognito and what was counted here; live while users are read."""

    @st.fragment(run_every=_EVERY_SECONDS if now.was_filling else None)
    def live() -> None:
        if now.was_filling and now.snapshot and not now.snapshot.state.is_filling:
            st.rerun()
        st.caption(_sources(now))

    live()
    if now.snapshot and now.snapshot.state.error:
        show_error(now.snapshot.state.error)


def _sources(now: GroupsNow) -> str:
    asked = f"Asked of Cognito: the groups, {duration(lab().now() - now.read_at)} ago."
    if counted := now.counted_ago():
        return (
            f"{asked} Members are counted here, among the users that Cognito listed {counted}. "
            "Changes made in this lab are in; those of others come with Refresh."
        )
    return f"{asked} Members are counted when all users have been read from Cognito."


def _read() -> tuple[tuple[PoolGroup, ...], float]:
    pool_id = lab().directory.user_pool_id
    kept = st.session_state.get(_READ)
    if kept and kept[0] == pool_id and lab().now() - kept[2] < _KEPT_SECONDS:
        return kept[1], kept[2]
    read_at = lab().now()
    groups = read_groups(lab().aws, pool_id)
    st.session_state[_READ] = (pool_id, groups, read_at)
    return groups, read_at
