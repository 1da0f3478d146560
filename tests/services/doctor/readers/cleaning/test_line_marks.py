"""Marks before lines: those of logs, editors and diffs go, and what is the text's own stays."""

import pytest

from services.doctor.readers.cleaning.line_marks import without_line_marks

ANSWER = ["HTTP/2 401", "content-type: application/json", "x-amzn-errortype: X", '{"message":1}']


@pytest.mark.parametrize(
    "mark",
    [
        pytest.param("2025-11-10T09:14:02.{}Z ", id="times"),
        pytest.param("Nov 10 09:14:{} ip-10-0-1-5 orders[812]: ", id="syslog"),
        pytest.param("web-1  | ", id="docker compose"),
        pytest.param("[pod/web-7d9f-abcde/app] ", id="kubectl"),
        pytest.param("I/flutter ( 4711): ", id="logcat"),
        pytest.param("10:14:02.{}  4711-4750  okhttp  com.example  I  ", id="Android Studio"),
        pytest.param("run.log:{}:", id="grep"),
        pytest.param("  {}  ", id="numbers"),
        pytest.param("+", id="a diff"),
    ],
)
def test_the_mark_of_every_line_is_taken_off(mark: str) -> None:
    marked = [f"{mark.format(number)}{line}" for number, line in enumerate(ANSWER, start=8)]
    assert without_line_marks(marked) == ANSWER


def test_a_few_lines_may_be_without_the_mark() -> None:
    marked = ["I see this:", *(f"web-1  | {line}" for line in ANSWER)]
    assert without_line_marks(marked) == ["I see this:", *ANSWER]


@pytest.mark.parametrize(
    "lines",
    [
        pytest.param(["set-cookie: a=1", "set-cookie: b=2", "set-cookie: c=3"], id="one header"),
        pytest.param(["x-amzn-a: 1", "x-amzn-b: 2", "x-amzn-c: 3"], id="names that begin alike"),
        pytest.param(["> GET / HTTP/2", "> host: a", "> accept: b"], id="what curl sent"),
        pytest.param(["[ERROR] 1 a", "[ERROR] 2 b", "[ERROR] 3 c"], id="the level of a function"),
        pytest.param(["404 not found", "401 no", "403 not you"], id="numbers that count nothing"),
        pytest.param(['{"a": 1, "b": 1}', '{"a": 2, "b": 2}', '{"a": 3}'], id="rows of JSON"),
        pytest.param(["+a", "-b", " c"], id="not every line is a diff's"),
        pytest.param(ANSWER, id="no mark"),
    ],
)
def test_what_is_the_texts_own_stays(lines: list[str]) -> None:
    assert without_line_marks(lines) == lines


def test_a_table_of_two_columns_becomes_names_and_values() -> None:
    table = ["| Field | Value |", "|---|---|", "| Status | `403` |", "| a | b | c |"]
    shown = without_line_marks(table)
    assert (shown[0], shown[2], shown[3]) == ("Field: Value", "Status: 403", "| a | b | c |")
