"""The cases: what people pasted in public and forms of the same things, with the cause to find.

Each text is reconstructed with made-up names; `source` is the public report's address. {ACCESS} and
{ID} stand for tokens that the tests make.
"""

import functools
import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from services.doctor.complaint import Complaint
from services.doctor.consultation import Consultation, Pasted, examine_paste
from tests.services.tokens.forge import ACCESS_CLAIMS, ID_CLAIMS, signed

REPORTS = (
    "public_reports.json",
    "found_reports.json",
    "later_reports.json",
    "newest_reports.json",
    "gateway_reports.json",
    "cognito_reports.json",
    "unseen_reports.json",
)
# Answers of other servers and services, and texts that tell nothing: `causes` may be empty.
OTHERS = ("answers_of_others.json", "cognito_others.json")
# Sentences about other products, and stories that name too little: nobody can tell their cause.
PROSE_OF_OTHERS = "prose_of_others.json"
# Reports of which the doctor names another cause first, or none; each row says why.
MISSED = "missed_reports.json"
FILES = (*REPORTS, "forms.json")


@dataclass(frozen=True, kw_only=True)
class OpenCase:
    """One case; any of `causes` may come first, and where `is_certain` is set it has to be sure."""

    name: str
    file: str
    text: str
    token: str
    causes: tuple[str, ...]
    complaint: Complaint
    is_certain: bool

    def examined(self, *, text: str = "") -> Consultation:
        return examine_paste(
            None,
            Pasted(text=text or self.text, token=self.token, complaint=self.complaint),
        )


def open_cases() -> list[OpenCase]:
    return [each for file in FILES for each in cases_of(file)]


def cases_of_others() -> list[OpenCase]:
    return [each for file in OTHERS for each in cases_of(file)]


def cases_of(file: str) -> list[OpenCase]:
    text = (Path(__file__).parent / file).read_text(encoding="utf-8")
    return [_case(file, row) for row in json.loads(text)]


def _case(file: str, row: dict[str, Any]) -> OpenCase:
    return OpenCase(
        name=row["name"],
        file=file,
        text=_with_tokens(row["text"]),
        token=_with_tokens(row.get("token", "")),
        causes=tuple(row["causes"]),
        complaint=Complaint[row.get("complaint", "REFUSED")],
        is_certain=row.get("certain", False),
    )


def _with_tokens(text: str) -> str:
    for mark, token in _tokens().items():
        text = text.replace(mark, token)
    return text


@functools.cache
def _tokens() -> dict[str, str]:
    return {"{ACCESS}": signed(ACCESS_CLAIMS), "{ID}": signed(ID_CLAIMS)}
