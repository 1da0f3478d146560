"""The export: nothing is lost, and no cell starts a formula."""

import csv
import io
import json
from dataclasses import replace

import pytest

from services.users.changes.audit.export import as_csv, as_json_lines
from tests.services.users.changes.audit.entries import ENTRY, RESULT


def test_a_line_of_json_tells_both_lines_of_the_log() -> None:
    answered = replace(ENTRY, result=RESULT, undone_by="b")
    first, second = as_json_lines([answered, ENTRY]).splitlines()
    told = json.loads(first)
    assert (told["actor"], told["target"], told["reason"]) == ("maya", "ann", "left the team")
    assert (told["time"], told["answered"]) == (
        "2026-11-29T08:00:05+00:00",
        "2026-11-29T08:00:06+00:00",
    )
    assert (told["result"], told["undone_by"]) == ("done", "b")
    assert told["calls"][0]["request_id"] == "r-1"
    assert json.loads(second)["result"] == "unknown"


def test_the_table_has_a_head_and_a_row_for_each() -> None:
    rows = list(csv.DictReader(io.StringIO(as_csv([replace(ENTRY, result=RESULT), ENTRY]))))
    assert [row["result"] for row in rows] == ["done", "unknown"]
    assert json.loads(rows[0]["before"]) == {"enabled": True}


def test_an_empty_log_is_an_empty_table() -> None:
    assert as_csv([]).strip() == ""
    assert as_json_lines([]) == ""


@pytest.mark.parametrize(
    "text",
    [
        "=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "\n=1", "  =1", "＝1",  # noqa: RUF001
    ],
)  # fmt: skip
def test_no_cell_starts_a_formula(text: str) -> None:
    entry = replace(ENTRY, target=text, reason=text)
    (row,) = csv.DictReader(io.StringIO(as_csv([entry]), newline=""))
    assert (row["target"], row["reason"]) == (f"'{text}", f"'{text}")


def test_texts_with_quotes_and_line_breaks_stay_in_their_cell() -> None:
    entry = replace(ENTRY, target='a","b\nc', reason="\u202e")
    (row,) = csv.DictReader(io.StringIO(as_csv([entry]), newline=""))
    assert (row["target"], row["reason"]) == ('a","b\nc', "\u202e")
