"""What is asked before a checked job begins: why, and for a delete how many and of which pool."""

import streamlit as st

from pages._ui.page.context import lab, process, renew_session
from pages._ui.page.feedback import md, show_error
from pages._ui.users.bulk.bulk_words import JOURNAL, users_words
from pages._ui.users.bulk.held_plan import HeldPlan, forget_plan
from pages._ui.users.reason import ask_reason
from services.errors import LabError
from services.users.bulk.acts.row_decision import Verdict
from services.users.bulk.plan.confirmation import Confirmation


def draw_begin(held: HeldPlan, key: str) -> None:
    """Draw the fields and the button; when the job is begun, its page opens."""
    plan = held.plan
    count = plan.count(Verdict.CHANGE)
    if not count:
        st.caption("Nobody would change, so there is nothing to begin.")
        return
    reason = ask_reason(f"{key}_reason") if plan.source.needs_reason else ""
    typed = _typed(held, key) if plan.source.deletes else None
    is_ready = (bool(reason) or not plan.source.needs_reason) and _is_filled(typed)
    is_begun = st.button(
        f"Begin: {md(plan.source.label)} for {users_words(count)}",
        key=f"{key}_begin",
        type="primary",
        icon=":material/play_arrow:",
        disabled=not is_ready,
    )
    st.caption(f"{JOURNAL} Each user is looked at again before anything is sent.")
    if is_begun and is_ready:
        _begin(held, key, reason, typed)


def _typed(held: HeldPlan, key: str) -> Confirmation:
    with st.container(horizontal=True):
        count = st.text_input(
            "How many users are deleted", key=f"{key}_count", live=True, autocomplete="off"
        )
        name = st.text_input(
            f"Name of the user pool: {md(held.pool_name)}",
            key=f"{key}_pool", live=True, autocomplete="off",
        )  # fmt: skip
    return Confirmation(count=count or "", pool_name=name or "")


def _is_filled(typed: Confirmation | None) -> bool:
    return typed is None or bool(typed.count.strip() and typed.pool_name.strip())


def _begin(held: HeldPlan, key: str, reason: str, typed: Confirmation | None) -> None:
    renew_session()  # the job may set passwords
    try:
        job = process().bulk.start(lab(), held.plan, reason=reason, typed=typed)
    except LabError as error:
        show_error(error)
        return
    forget_plan(key)
    st.switch_page("pages/admin/admin_jobs.py", query_params={"job": job.id})
