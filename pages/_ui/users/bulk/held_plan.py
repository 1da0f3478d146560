"""The dry run that a tab looks at: made with a bar of progress, kept until another one is made."""

from collections.abc import Callable
from dataclasses import dataclass, field

import streamlit as st

from pages._ui.page.context import lab, process
from pages._ui.page.script_marks import new_mark
from pages._ui.users.bulk.bulk_words import users_words
from services.users.bulk.bulk_desk import BulkDesk
from services.users.bulk.plan.dry_run import DryRun
from services.users.bulk.plan.row_source import RowSource


@dataclass(frozen=True, slots=True, kw_only=True)
class HeldPlan:
    """`about` is what it was asked for; another question makes it old."""

    about: object
    plan: DryRun
    pool_name: str
    mark: str = field(default_factory=new_mark)


def bulk_desk() -> BulkDesk:
    """Return the desk of the lab's user pool."""
    return process().bulk.of(lab())


def held_plan(key: str) -> HeldPlan | None:
    held: HeldPlan | None = st.session_state.get(key)
    return held


def forget_plan(key: str) -> None:
    st.session_state.pop(key, None)


def check(key: str, about: object, source_of: Callable[[BulkDesk], RowSource]) -> None:
    """Make the dry run and keep it under `key`; raises InputError and AwsErrors."""
    desk = bulk_desk()
    snapshot = process().snapshots.of(lab().directory)
    with st.spinner("Looking at each user…"):
        source = source_of(desk)
        bar, total = st.empty(), len(source.usernames)

        def tell(rows: int) -> None:
            bar.progress(min(rows / total, 1.0), f"{rows:,} of {users_words(total)}")

        plan = desk.dry_run(source, snapshot, progress=tell)
        pool_name = desk.pool().name if source.deletes else ""
        bar.empty()
    st.session_state[key] = HeldPlan(about=about, plan=plan, pool_name=pool_name)
