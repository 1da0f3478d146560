"""The window with the speaker notes: it follows the window in presenter's mode by itself."""

from dataclasses import dataclass

import streamlit as st
from markupsafe import Markup

from infra_scripts.walkthrough.steps import STEPS
from infra_scripts.walkthrough.walk_step import WalkStep
from pages._server.presenting.presenter_desk import DeskView
from pages._ui.page.context import browser_session, is_left_behind
from pages._ui.page.templates import render
from pages._ui.walkthrough.speaker_notes import note_of

_IN_URL, _YES = "notes", "1"
_EVERY_SECONDS = 0.5


@dataclass(frozen=True, slots=True, kw_only=True)
class PlannedStep:
    """A line of the plan; `taken` is empty for a step that was not shown."""

    title: str
    planned: str
    taken: str
    is_shown: bool
    is_over: bool


def is_notes_window() -> bool:
    return st.query_params.get(_IN_URL) == _YES


def draw_notes_window() -> None:
    """Draw the notes instead of a page, and look for news twice a second."""
    st.fragment(_draw, run_every=_EVERY_SECONDS)()


def _draw() -> None:
    if is_left_behind():
        st.html(render("walkthrough/reload.html.j2"))
        return
    desk = browser_session().presenter
    view = desk.view()
    st.html(notes_html(view))
    with st.expander("The plan, step by step"):
        st.html(plan_html(view))
    st.button(
        "Start the clock again",
        key="notes_reset",
        icon=":material/restart_alt:",
        on_click=desk.start_again,
    )


def notes_html(view: DeskView) -> Markup:
    """Return the notes for what the presenter shows, with the clocks."""
    at = next((place for place, each in enumerate(STEPS) if each.id == view.step_id), None)
    return render(
        "walkthrough/notes.html.j2",
        view=view,
        number=0 if at is None else at + 1,
        total=len(STEPS),
        shown=None if at is None else STEPS[at],
        note=note_of(view.step_id),
        taken=_clock(view.on_steps.get(view.step_id, 0.0)),
        planned=_clock(note_of(view.step_id).seconds),
        is_over=_is_over(view, view.step_id),
        elapsed=_clock(view.elapsed or 0.0),
        all_planned=_clock(_planned(STEPS)),
        pace=_pace(view, at),
        following=_following(view, at),
    )


def plan_html(view: DeskView) -> Markup:
    """Return every step with the time that is planned and the time that it took."""
    return render("walkthrough/plan.html.j2", plan=[_line(each, view) for each in STEPS])


def _following(view: DeskView, at: int | None) -> str:
    """Return the title of the step that comes next, "" after the last."""
    if at is None:
        seen = [place for place, each in enumerate(STEPS) if each.id in view.on_steps]
        at = max(seen, default=-1)
    return STEPS[at + 1].title if at + 1 < len(STEPS) else ""


def _pace(view: DeskView, at: int | None) -> str:
    """Say how the time compares with the plan up to the step that is shown."""
    if at is None or view.elapsed is None:
        return ""
    begin, end = _planned(STEPS[:at]), _planned(STEPS[: at + 1])
    if view.elapsed > end:
        return f"{_clock(view.elapsed - end)} behind the plan"
    if view.elapsed < begin:
        return f"{_clock(begin - view.elapsed)} ahead of the plan"
    return "on the plan"


def _planned(steps: tuple[WalkStep, ...]) -> float:
    return float(sum(note_of(each.id).seconds for each in steps))


def _line(each: WalkStep, view: DeskView) -> PlannedStep:
    seconds = view.on_steps.get(each.id)
    return PlannedStep(
        title=each.title,
        planned=_clock(note_of(each.id).seconds),
        taken="" if seconds is None else _clock(seconds),
        is_shown=each.id == view.step_id,
        is_over=_is_over(view, each.id),
    )


def _is_over(view: DeskView, step_id: str) -> bool:
    return view.on_steps.get(step_id, 0.0) > note_of(step_id).seconds


def _clock(seconds: float) -> str:
    minutes, rest = divmod(int(seconds), 60)
    return f"{minutes}:{rest:02d}"
