"""Walkthrough: builds the article's stack step by step, live, and calls it between the steps."""

import streamlit as st

from infra_scripts.walkthrough.steps import STEPS, up_to
from infra_scripts.walkthrough.walk import Walk
from infra_scripts.walkthrough.walk_guest import NOTHING_ENTERED
from infra_scripts.walkthrough.walk_journal import Journal
from infra_scripts.walkthrough.walk_step import StepKind, WalkStep
from pages._server.jobs import Job
from pages._ui.page.context import lab, process, settings
from pages._ui.page.feedback import md, show_error
from pages._ui.page.guards import require_frame, require_stack
from pages._ui.page.job_progress import job_progress
from pages._ui.page.page_head import page_head
from pages._ui.page.templates import render
from pages._ui.presenting.presenter_mode import is_presenting
from pages._ui.presenting.put_back import draw_presenter_tools
from pages._ui.switches.what_is_on import draw_broken_notice
from pages._ui.walkthrough.expect_words import draw_expectation
from pages._ui.walkthrough.outcomes import (
    go_back,
    kept_error,
    kept_outcome,
    run_step,
    running_job,
    start_over,
    take_outcome,
)
from pages._ui.walkthrough.reader_entries import ask_the_reader
from pages._ui.walkthrough.rehearsing import draw_rehearse, is_rehearsing
from pages._ui.walkthrough.stage_view import draw_reveals, note_step
from pages._ui.walkthrough.step_map import step_map_html
from pages._ui.walkthrough.step_result import draw_built_on_stage, draw_result, draw_stack
from pages._ui.walkthrough.what_ran import what_ran
from services.doctor.diagnosis import cause_of
from services.errors import LabError

IN_URL = "step"
SHOWN_AT = {  # step -> the page that shows more of what it tells of
    "revocation": ("pages/demo/revocation.py", "Open Revocation race", ":material/timer:"),
    "limits": ("pages/demo/limits.py", "Drive it live on Limits", ":material/speed:"),
}


def shown_step(journal: Journal) -> WalkStep:
    """Return the step of the address, else the first that is not done, which the address then has.

    Without it the page would go on by itself as soon as a step is done.
    """
    by_id = {each.id: each for each in STEPS}
    asked = by_id.get(st.query_params.get(IN_URL, ""))
    open_steps = [each for each in STEPS if not journal.is_done(each.id)]
    shown = asked or next(iter(open_steps), STEPS[0])
    if shown is not asked:
        st.query_params[IN_URL] = shown.id
    return shown


def draw_task(walk: Walk, shown: WalkStep, journal: Journal, *, is_busy: bool) -> None:
    """Draw what the step is about and the button that runs it."""
    number = len(up_to(shown.id))
    st.caption(f"Step {number} of {len(STEPS)} · {md(shown.chapter)}")
    st.header(md(shown.title), anchor=False)
    st.container(key="walkthrough_why").markdown(md(shown.why))
    if shown.kind is StepKind.EXPLAIN:
        st.markdown(md(shown.expect))
        draw_page_link(shown)
        if not journal.is_done(shown.id) and st.button(
            "Understood", key="walkthrough_run", type="primary", icon=":material/check:"
        ):
            run_step(walk, shown.id, NOTHING_ENTERED)
        return
    draw_expectation(shown)
    if walk.is_changed_since(shown.id):
        draw_way_back(walk, shown)
        return
    record = journal.ran.get(shown.id)
    entered = ask_the_reader(shown, record)
    is_again = record is not None and not record.waits_for_code
    if st.button(
        "Run again" if is_again else "Run this step",
        key="walkthrough_run",
        disabled=is_busy or not may_build(walk),
        type="secondary" if journal.is_done(shown.id) else "primary",
        icon=":material/play_arrow:",
    ):
        run_step(walk, shown.id, entered)
    missing = walk.missing_before(shown.id)
    if missing:
        titles = ", ".join(md(each.title) for each in missing)
        st.caption(f"Before it, what is missing runs as well: {titles}.")


def draw_page_link(shown: WalkStep) -> None:
    if shown.id in SHOWN_AT:
        page, label, icon = SHOWN_AT[shown.id]
        st.page_link(page, label=label, icon=icon)


def may_build(walk: Walk) -> bool:
    """Ask, on AWS and before anything stands there, whether to build; locally nothing is asked."""
    if settings().is_local or walk.is_under_way():
        return True
    agreed = st.checkbox(
        f"Build the stack {md(walk.settings.stack)} in the AWS account {md(process().account)}, "
        f"region {md(settings().region)}",
        key="walkthrough_agreed",
    )
    st.caption(
        "AWS bills what is used: one user, and some calls of Cognito, API Gateway and Lambda. "
        "Start over removes all of it."
    )
    return bool(agreed)


def draw_way_back(walk: Walk, shown: WalkStep) -> None:
    st.markdown("Later steps have changed what this one calls.")
    if st.button("Go back to this step", key="walkthrough_back", icon=":material/undo:"):
        go_back(walk, shown.id)
    st.caption("The walkthrough's stack is built anew up to here: every id changes.")


def draw_ran(shown: WalkStep) -> None:
    """Say which steps ran along when the reader jumped ahead."""
    kept = kept_outcome(shown.id)
    others = [each for each in STEPS if kept and each.id in kept.ran and each.id != shown.id]
    if others:
        st.caption(f"Ran before it: {', '.join(md(each.title) for each in others)}.")


def draw_more(shown: WalkStep, journal: Journal) -> None:
    what_ran(shown, journal)
    cause = cause_of(shown.cause)
    with st.expander("How this goes wrong"):
        st.markdown(f"**{md(cause.title)}**  \n{md(cause.fix)}")
        st.page_link(
            "pages/demo/response_doctor.py",
            label="More in the Response doctor",
            icon=":material/stethoscope:",
            query_params={"cause": cause.id},
        )
    if shown.quiz is not None:
        with st.expander(f"Question: {md(shown.quiz.question)}"):
            st.markdown(md(shown.quiz.answer))


def draw_page(walk: Walk) -> None:
    job = running_job()  # before its outcome is taken: one that ends meanwhile is not lost
    take_outcome()
    journal = walk.journal()
    shown = shown_step(journal)
    if is_presenting():
        draw_on_stage(walk, shown, journal, job)
        return
    with st.container(key="walkthrough_layout"):
        content, beside = st.columns([3, 1], gap="large")  # on a phone the map comes below
    with content:
        draw_links(shown)
        draw_broken_notice()
        draw_task(walk, shown, journal, is_busy=job is not None)
        if job is not None:
            job_progress(job, key="walkthrough")
        if error := kept_error(shown.id):
            show_error(error)
        draw_ran(shown)
        draw_result(walk, shown, journal.ran.get(shown.id))
        if shown.kind is not StepKind.EXPLAIN:
            draw_page_link(shown)
        draw_more(shown, journal)
        draw_stack(walk, shown)
    with beside:
        with st.expander("Show it to a team", expanded=is_rehearsing()):
            draw_presenter_tools()
            draw_rehearse(walk)
        st.html(step_map_html(journal, shown))
        has_run = bool(journal.ran)
        is_off = job is not None or not has_run
        if st.button("Start over", key="walkthrough_over", type="tertiary", disabled=is_off):
            start_over(walk, shown.id)


def draw_on_stage(walk: Walk, shown: WalkStep, journal: Journal, job: Job | None) -> None:
    """Draw the step alone, as large as it gets: what is secondary is a key away."""
    note_step(shown)
    is_kept = shown.changes_the_stack or kept_outcome(shown.id) is not None
    has_result = journal.is_done(shown.id) and shown.kind is not StepKind.EXPLAIN and is_kept
    with st.container(key=f"walkthrough_stage_{'after' if has_result else 'before'}"):
        draw_broken_notice()
        draw_task(walk, shown, journal, is_busy=job is not None)
        if job is not None:
            job_progress(job, key="walkthrough")
        if error := kept_error(shown.id):
            show_error(error)
        if has_result and shown.kind is StepKind.BUILD:
            draw_built_on_stage(walk, shown)
        else:
            draw_result(walk, shown, journal.ran.get(shown.id))
    draw_links(shown)
    draw_reveals(shown)
    with st.container(key="walkthrough_more"):
        what_ran(shown, journal)


def draw_links(shown: WalkStep) -> None:
    """Draw the links to the steps before and after, which the arrow keys follow, too."""
    place = STEPS.index(shown)
    before = STEPS[place - 1] if place else None
    after = STEPS[place + 1] if place + 1 < len(STEPS) else None
    st.html(render("walkthrough/step_links.html.j2", previous=before, next=after))


require_frame()
page_head(
    "Walkthrough",
    "Build it yourself: an API that an Amazon Cognito user pool protects, live, in a stack of its "
    "own.",
    "user pool",
)
require_stack()
own_walk = Walk(lab())
try:
    draw_page(own_walk)
except LabError as failure:
    show_error(failure)
    if st.button("Start over", key="walkthrough_rescue", icon=":material/restart_alt:"):
        start_over(own_walk, "")
