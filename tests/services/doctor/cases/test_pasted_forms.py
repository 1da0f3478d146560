"""Each way to paste an answer or a token: what is read of it, and the cause that comes first."""

import json
from dataclasses import dataclass
from pathlib import Path

import pytest

from services.doctor.cause import Strength
from services.doctor.consultation import Pasted, examine_paste
from services.doctor.readers.reading import read_paste
from services.traffic.exchange import header
from tests.services.doctor.cases.case_files import OpenCase, cases_of
from tests.services.doctor.test_any_paste import NOISE
from tests.services.tokens.pasted_forms import PastedForm, pasted_forms

FILE = "pasted_forms.json"
UNAUTHORIZED = 'HTTP/1.1 401 Unauthorized\n\n{"message":"Unauthorized"}'


@dataclass(frozen=True, kw_only=True)
class Form:
    """One way to paste an answer; `authorization` says whether the token was sent, if shown."""

    case: OpenCase
    status: int | None
    answered_by: str
    headers: tuple[str, ...]
    authorization: str


def _forms() -> list[Form]:
    rows = json.loads((Path(__file__).parent / FILE).read_text(encoding="utf-8"))
    return [
        Form(
            case=case,
            status=row.get("status"),
            answered_by=row.get("answered_by", ""),
            headers=tuple(row.get("headers", ())),
            authorization=row.get("authorization", ""),
        )
        for case, row in zip(cases_of(FILE), rows, strict=True)
    ]


FORMS = _forms()


@pytest.mark.parametrize("form", FORMS, ids=lambda form: form.case.name)
def test_an_answer_is_read_in_each_form(form: Form) -> None:
    consultation = form.case.examined()
    first = consultation.causes[0]
    assert first.id in form.case.causes
    assert first.strength is Strength.CERTAIN or not form.case.is_certain
    if form.status is not None:
        of = f" of {form.answered_by}" if form.answered_by else ""
        assert consultation.read_as[0].startswith(f"Answer {form.status}{of}")


@pytest.mark.parametrize("form", FORMS, ids=lambda form: form.case.name)
def test_the_headers_of_both_sides_are_read(form: Form) -> None:
    reading = read_paste(form.case.text)
    assert [name for name in form.headers if header(reading.headers, name) is None] == []
    sent = reading.request_headers
    shown = "absent" if header(sent or (), "Authorization") is None else "sent"
    assert form.authorization in ("", "unknown" if sent is None else shown)


@pytest.mark.parametrize("noise", NOISE)
def test_noise_never_changes_the_first_cause_of_a_form(noise: str) -> None:
    changed = [
        form.case.name
        for form in FORMS
        for found in [form.case.examined(text=NOISE[noise](form.case.text)).causes[:1]]
        if not found or found[0].id not in form.case.causes
    ]
    assert changed == []


def test_no_cause_of_a_form_is_certain_and_wrong() -> None:
    wrong = [
        (form.case.name, each.id)
        for form in FORMS
        for each in form.case.examined().causes[:1]
        if each.strength is Strength.CERTAIN and each.id not in form.case.causes
    ]
    assert wrong == []


@pytest.mark.parametrize("form", pasted_forms(), ids=lambda form: form.name)
def test_a_token_leads_to_its_cause_in_each_form(form: PastedForm) -> None:
    consultation = examine_paste(None, Pasted(text=UNAUTHORIZED, token=form.text))
    assert consultation.causes[0].id in form.causes
