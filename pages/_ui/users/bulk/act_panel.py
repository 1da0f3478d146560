"""Acting on many users from the page Users: whom, what, the dry run, and the beginning of a job."""

import streamlit as st

from pages._ui.page.context import process
from pages._ui.page.feedback import md, show_error
from pages._ui.page.script_marks import result_mark
from pages._ui.users.bulk.act_fields import act_kind, act_of
from pages._ui.users.bulk.begin_job import draw_begin
from pages._ui.users.bulk.bulk_words import DRY_RUN, users_words, what_it_does
from pages._ui.users.bulk.held_plan import check, forget_plan, held_plan
from pages._ui.users.bulk.plan_view import draw_plan, plan_words
from pages._ui.users.pool_words import where
from pages._ui.users.table.marked_users import marked_users
from services.errors import LabError
from services.users.bulk.acts.act import Act
from services.users.bulk.plan.selection import Selection
from services.users.snapshot.question import UserQuestion
from services.users.snapshot.snapshot import Snapshot

_KEY, _OPEN = "admin_users_bulk", "_admin_users_bulk_open"
_MARKED, _FITTING = "marked", "fitting"


def draw_act_button() -> None:
    """Draw the button that opens the panel."""
    st.button(
        "Act on many",
        key=f"{_KEY}_open",
        icon=":material/checklist:",
        help="Do one thing to the marked users, or to all who fit the filter.",
        on_click=_open,
    )


def _open() -> None:
    st.session_state[_OPEN] = st.session_state.get(_OPEN, 0) + 1


def _close() -> None:
    st.session_state.pop(_OPEN, None)
    forget_plan(_KEY)


def draw_jobs_at_work() -> None:
    """Say which jobs this server works on; nothing is read for that."""
    for job in process().bulk.at_work():
        progress = job.progress()
        st.page_link(
            "pages/admin/admin_jobs.py",
            label=f"A job is at work: {md(job.header.label)}, {progress.ended:,} of "
            f"{users_words(progress.total)} when this page was drawn",
            icon=":material/checklist:",
            query_params={"job": job.id},
        )


def draw_act_panel(snapshot: Snapshot, question: UserQuestion, fitting: int) -> None:
    """Draw the panel while it is open; `fitting` is how many users fit the question now."""
    opened = st.session_state.get(_OPEN)
    if not opened:
        return
    result_mark(f"bulk-{opened}", "Act on many users")
    with st.container(border=True, key=_KEY):
        with st.container(horizontal=True, horizontal_alignment="distribute"):
            st.header("Act on many", anchor=False, width="content")
            st.button("Close", key=f"{_KEY}_close", type="tertiary", on_click=_close)
        _draw_steps(snapshot, question, fitting)


@st.fragment
def _draw_steps(snapshot: Snapshot, question: UserQuestion, fitting: int) -> None:
    try:
        selection = _selection(snapshot, question, fitting)
        act = _act()
        _draw_check(snapshot, act, selection)
    except LabError as error:
        show_error(error)


def _selection(snapshot: Snapshot, question: UserQuestion, fitting: int) -> Selection:
    marked = marked_users()
    all_words = "who fit the filter" if question.is_filtered else "of the user pool"
    words = {_FITTING: f"All {users_words(fitting)} {all_words}"}
    if marked:
        words = {_MARKED: f"The {users_words(len(marked))} you marked", **words}
    chosen = _who(words)
    hints = []
    if not marked:
        hints.append("Mark rows in the table to act on those only.")
    if chosen == _FITTING and snapshot.state.last is None:
        hints.append("The users are still being read; wait until all are.")
    if hints:
        st.caption(" ".join(hints))
    return marked if chosen == _MARKED else question


def _who(words: dict[str, str]) -> str:
    """Draw the choice; where there is none, say who it is."""
    if len(words) == 1:
        [(only, sentence)] = words.items()
        st.markdown(f"**Who:** {sentence}")
        return only
    return st.radio(
        "Who", list(words), key=f"{_KEY}_who", horizontal=True, format_func=words.__getitem__
    )


def _act() -> Act | None:
    left, right = st.columns([1, 2])
    with left:
        kind = act_kind()
    with right:
        act = act_of(kind)
    st.caption(what_it_does(kind))
    return act


def _draw_check(snapshot: Snapshot, act: Act | None, selection: Selection) -> None:
    about = (act, selection)
    with st.container(horizontal=True, vertical_alignment="center"):
        is_asked = st.button(
            "Check first", key=f"{_KEY}_check", icon=":material/fact_check:",
            type="secondary" if _is_checked(about) else "primary", disabled=act is None,
        )  # fmt: skip
        st.caption(f"{DRY_RUN} In {where()}.", width="stretch")
    if is_asked and act:
        check(_KEY, about, lambda desk: desk.act_source(act, selection, snapshot))
        st.rerun()  # the next step is the main one now
    held = held_plan(_KEY)
    if held and held.about == about:
        result_mark(f"bulk-plan-{held.mark}", plan_words(held.plan).replace("*", ""))
        draw_plan(held.plan, _KEY)
        draw_begin(held, _KEY)
    elif held:
        st.caption("What is above was changed since the last check. Check again.")


def _is_checked(about: object) -> bool:
    held = held_plan(_KEY)
    return held is not None and held.about == about
