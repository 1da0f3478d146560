"""The notes: what to say, what comes next, and how the time compares with the plan."""

import re

import pytest

from infra_scripts.walkthrough.steps import STEPS
from pages._server.presenting.presenter_desk import DeskView
from pages._ui.walkthrough.notes_window import notes_html, plan_html

FIRST, SECOND, LAST = STEPS[0], STEPS[1], STEPS[-1]


def said(step_id: str, elapsed: float | None, **on_steps: float) -> str:
    view = DeskView(
        page="Walkthrough",
        step_id=step_id,
        elapsed=elapsed,
        on_steps={name.replace("_", "-"): seconds for name, seconds in on_steps.items()},
    )
    return re.sub(r"<[^>]+>", " ", notes_html(view))


def test_the_step_its_note_the_next_one_and_the_times() -> None:
    text = " ".join(said(FIRST.id, 65, open_api=65).split())
    assert FIRST.title in text
    assert "Ask who runs an API" in text
    assert f"Next: {SECOND.title}" in text
    assert "This step 1:05 of 1:00" in text
    assert "Elapsed 1:05 of" in text


@pytest.mark.parametrize(
    ("step", "elapsed", "pace"),
    [
        pytest.param(FIRST.id, 30, "on the plan", id="within the first step's time"),
        pytest.param(FIRST.id, 95, "0:35 behind the plan", id="too long on it"),
        pytest.param(SECOND.id, 40, "0:20 ahead of the plan", id="early on the second"),
    ],
)
def test_the_pace(step: str, elapsed: float, pace: str) -> None:
    assert pace in said(step, elapsed)


def test_on_another_page_the_notes_name_it_and_where_the_walkthrough_goes_on() -> None:
    view = DeskView(page="Call the API", step_id="", elapsed=70, on_steps={FIRST.id: 60})
    text = re.sub(r"<[^>]+>", " ", notes_html(view))
    assert "Call the API" in text
    assert SECOND.title in text


def test_before_the_first_step_it_says_how_to_begin_and_after_the_last_nothing_follows() -> None:
    empty = notes_html(DeskView(page="", step_id="", elapsed=None))
    assert "press Present" in empty
    assert "Next:" not in said(LAST.id, 10)


def test_the_plan_shows_what_each_step_took() -> None:
    view = DeskView(page="", step_id=SECOND.id, elapsed=70, on_steps={FIRST.id: 65, SECOND.id: 5})
    assert re.search(rf"{FIRST.title}</th><td>1:00</td><td class=\"over\">1:05", plan_html(view))
    assert re.search(rf"aria-current=\"step\"><th scope=\"row\">{SECOND.title}", plan_html(view))
