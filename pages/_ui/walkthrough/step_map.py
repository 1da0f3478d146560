"""The map of the walkthrough: its chapters and steps, what is done and where the reader is."""

from dataclasses import dataclass
from itertools import groupby

from markupsafe import Markup

from infra_scripts.walkthrough.steps import STEPS
from infra_scripts.walkthrough.walk_journal import Journal
from infra_scripts.walkthrough.walk_step import WalkStep
from pages._ui.page.templates import render


@dataclass(frozen=True, slots=True, kw_only=True)
class _Line:
    id: str
    title: str
    state: str
    sign: str
    state_words: str
    is_shown: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class _Chapter:
    title: str
    steps: tuple[_Line, ...]


def step_map_html(journal: Journal, shown: WalkStep) -> Markup:
    """Return the map as a list of links, each with its state."""
    chapters = [
        _Chapter(title=title, steps=tuple(_line(each, journal, shown) for each in steps))
        for title, steps in groupby(STEPS, key=lambda each: each.chapter)
    ]
    done = sum(journal.is_done(each.id) for each in STEPS)
    return render("walkthrough/step_map.html.j2", chapters=chapters, done=done, total=len(STEPS))


def _line(each: WalkStep, journal: Journal, shown: WalkStep) -> _Line:
    state, sign, words = "open", "○", "not done"
    if journal.is_done(each.id):
        state, sign, words = "done", "✓", "done"
    elif each.id in journal.ran:
        state, sign, words = "failed", "✗", "did not end as expected"
    return _Line(
        id=each.id,
        title=each.title,
        state=state,
        sign=sign,
        state_words=words,
        is_shown=each is shown,
    )
