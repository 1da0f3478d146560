"""What people pasted in public: the right cause comes first, and none is certain and wrong."""

import json
from pathlib import Path

import pytest

from services.doctor.cause import Strength
from services.doctor.diagnosis import CAUSES
from tests.services.doctor.cases.case_files import (
    MISSED,
    REPORTS,
    OpenCase,
    cases_of,
    cases_of_others,
    open_cases,
)

CASES = open_cases()
OF_OTHERS = cases_of_others()
MISSES = cases_of(MISSED)


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case.file}: {case.name}")
def test_the_right_cause_comes_first(case: OpenCase) -> None:
    consultation = case.examined()
    assert consultation.causes, "no cause"
    assert consultation.causes[0].id in case.causes
    if case.is_certain:
        assert consultation.causes[0].strength is Strength.CERTAIN


@pytest.mark.parametrize("case", OF_OTHERS, ids=lambda case: case.name)
def test_an_answer_of_others_is_not_taken_for_one_of_ours(case: OpenCase) -> None:
    assert tuple(each.id for each in case.examined().causes[:1]) == case.causes


@pytest.mark.parametrize("case", MISSES, ids=lambda case: case.name)
def test_a_report_that_is_right_now_is_no_miss(case: OpenCase) -> None:
    assert not {each.id for each in case.examined().causes[:1]} & set(case.causes)


def test_every_miss_says_why() -> None:
    rows = json.loads((Path(__file__).parent / MISSED).read_text(encoding="utf-8"))
    assert [row["name"] for row in rows if not row["reason"].endswith(".")] == []


def test_no_cause_is_certain_and_wrong() -> None:
    wrong = [
        (case.name, each.id)
        for case in (*CASES, *OF_OTHERS, *MISSES)
        for each in case.examined().causes[:1]
        if each.strength is Strength.CERTAIN and each.id not in case.causes
    ]
    assert wrong == []


def test_what_was_read_is_said_for_every_case() -> None:
    assert [case.name for case in CASES if not case.examined().read_as] == []


def test_every_expected_cause_is_one_that_the_doctor_knows() -> None:
    known = {cause.id for cause in CAUSES}
    assert {cause for case in CASES for cause in case.causes} - known == set()


@pytest.mark.parametrize("file", REPORTS)
def test_every_report_names_its_public_address(file: str) -> None:
    rows = json.loads((Path(__file__).parent / file).read_text(encoding="utf-8"))
    without = [row["name"] for row in rows if not row["source"].startswith("https://")]
    assert len(without) <= 3, without  # the texts of AWS's own list of gateway responses


def test_every_disputed_case_says_why() -> None:
    rows = json.loads((Path(__file__).parent / "disputed.json").read_text(encoding="utf-8"))
    assert len(rows) == 4
    assert [row["name"] for row in rows if not row["reason"].endswith(".")] == []
