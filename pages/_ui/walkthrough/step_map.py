"""The map of the walkthrough: its chapters and steps, what is done and where the reader is."""

from dataclasses import dataclass
from itertools import groupby

from markupsafe import Markup

from infra_scripts.walkthrough.steps import STEPS
from infra_scripts.walkthrough.walk_journal import Journal
from infra_scripts.walkthrough.walk_step import WalkStep
from pages._ui.page.templates import render

_STATES = {
    "done": ("✓", "done"),
    "failed": ("✗", "did not end as expected"),
    "open": ("○", "not done"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class _Line:
    """A step, or a chapter with its `steps`; `is_shown` where the reader is."""

    id: str
    title: str
    state: str
    is_shown: bool
    steps: "tuple[_Line, ...]" = ()

    @property
    def sign(self) -> str:
        return _STATES[self.state][0]

    @property
    def state_words(self) -> str:
        return _STATES[self.state][1]


def step_map_html(journal: Journal, shown: WalkStep) -> Markup:
    """Return the map as a list of chapters with links, each with its state; one stands open."""
    chapters = [
        _chapter(title, tuple(_line(each, journal, shown) for each in steps))
        for title, steps in groupby(STEPS, key=lambda each: each.chapter)
    ]
    done = sum(journal.is_done(each.id) for each in STEPS)
    return render("walkthrough/step_map.html.j2", chapters=chapters, done=done, total=len(STEPS))


def _chapter(title: str, steps: tuple[_Line, ...]) -> _Line:
    states = {each.state for each in steps}
    return _Line(
        id="",
        title=title,
        state="failed" if "failed" in states else "open" if "open" in states else "done",
        is_shown=any(each.is_shown for each in steps),
        steps=steps,
    )


def _line(each: WalkStep, journal: Journal, shown: WalkStep) -> _Line:
    failed = "failed" if each.id in journal.ran else "open"
    return _Line(
        id=each.id,
        title=each.title,
        state="done" if journal.is_done(each.id) else failed,
        is_shown=each is shown,
    )
