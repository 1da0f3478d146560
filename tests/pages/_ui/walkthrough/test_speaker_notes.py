"""The speaker notes: one for each step, short, and a plan of about 20 minutes."""

import re

import pytest

from infra_scripts.walkthrough.steps import STEPS
from infra_scripts.walkthrough.walk_step import WalkStep
from pages._ui.walkthrough.speaker_notes import note_of


@pytest.mark.parametrize("walked", STEPS, ids=lambda each: each.id)
def test_every_step_has_a_short_note_of_its_own_and_a_time(walked: WalkStep) -> None:
    note = note_of(walked.id)
    assert note.seconds > 0
    assert 1 <= len(re.findall(r"[.?!](?:\s|$)", note.say)) <= 4
    assert note.say not in f"{walked.why} {walked.expect}"


def test_the_plan_is_a_session_of_about_twenty_minutes() -> None:
    assert 16 <= sum(note_of(each.id).seconds for each in STEPS) / 60 <= 22
