"""What belongs to a step in presenter's mode only: what the audience sees on a key."""

from dataclasses import dataclass

import streamlit as st

from infra_scripts.walkthrough.walk_step import WalkStep
from pages._ui.page.context import browser_session
from pages._ui.page.templates import render
from services.doctor.diagnosis import cause_of


@dataclass(frozen=True, slots=True, kw_only=True)
class Reveal:
    """A panel over the step: `answer` is "" while the audience thinks."""

    title: str
    text: str
    answer: str = ""


def note_step(walked: WalkStep) -> None:
    """Tell the window with the notes which step is shown."""
    browser_session().presenter.show("Walkthrough", walked.id)


def draw_reveals(walked: WalkStep) -> None:
    """Draw the panels, unseen, in the order in which the key shows them."""
    st.html(render("walkthrough/reveals.html.j2", reveals=reveals_of(walked)))


def reveals_of(walked: WalkStep) -> list[Reveal]:
    cause = cause_of(walked.cause)
    wrong = Reveal(title="How this goes wrong", text=cause.title, answer=cause.fix)
    if walked.quiz is None:
        return [wrong]
    question = walked.quiz.question
    return [
        Reveal(title="Question", text=question),
        Reveal(title="Question", text=question, answer=walked.quiz.answer),
        wrong,
    ]
