"""An export holds what the question finds, and an import reads back exactly what it says."""

import csv
import io
import json
from collections.abc import Iterable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from services.users.csv_files.checking.read_rows import read_rows
from services.users.csv_files.columns import known_columns, read_header
from services.users.csv_files.export.choices import (
    DecimalSign,
    ExportChoices,
    ExportProgress,
    chosen_columns,
)
from services.users.csv_files.export.csv_export import export_csv
from services.users.csv_files.export.json_export import export_json_lines
from services.users.csv_files.reading.separators import Separator
from services.users.csv_files.reading.table import FileTable
from services.users.one_user.pool_facts import PoolFacts
from services.users.snapshot.question import UserQuestion, UserRow
from tests.services.users.csv_files.pools import a_pool, a_row, a_schema, stored

NASTY = (
    "a,b;c\td", 'say "x"', "two\nlines", "two\r\nlines", "=1+1", "+1", "-1", "@SUM(A1)", "\t=1",
    "\r=1", "'=1", "''=1", "'s-Gravenhage", " =1", "\u202enimda\u200f",
    "زينب", "👩‍👩‍👧 🇩🇪", "1.2E+10",
    "＝1", "a\x00b", "\ufeff", " spaces ", "\x85\u2028",  # noqa: RUF001
)  # fmt: skip
TEXT = st.one_of(
    st.text(min_size=1), st.sampled_from(NASTY), st.text("'=+-@\t\r\n ,;\"", min_size=1)
)
WHOLE = TEXT.filter(lambda text: not any("\ud800" <= each <= "\udfff" for each in text))


def whole(pieces: Iterable[bytes]) -> bytes:
    return b"".join(pieces)


def exported(*rows: UserRow, **choices: object) -> bytes:
    with stored(*rows) as snapshot:
        return whole(export_csv(snapshot, a_schema(), ExportChoices(**choices)))  # type: ignore[arg-type]


def read_back(content: bytes, pool: PoolFacts) -> list[dict[str, str]]:
    table = FileTable(io.BytesIO(content), known_columns(pool.schema))
    columns = read_header(table.header, pool.schema)
    return [dict(row.values) for row in read_rows(table.rows(), columns, pool)]


def test_the_file_has_a_mark_a_header_and_a_row_for_each_user() -> None:
    content = exported(a_row("ann", "staff", "admins", enabled=False, email="ann@example.com"))
    assert content.decode("utf-8-sig") == (
        '"username","status","enabled","groups","created","modified","email"\r\n'
        '"ann","CONFIRMED","false","admins staff","2026-11-01T12:00:00+00:00",'
        '"2026-11-01T12:00:00+00:00","ann@example.com"\r\n'
    )
    assert content.startswith(b"\xef\xbb\xbf")


def test_question_columns_separator_and_decimal_sign_are_honoured() -> None:
    rows = (
        a_row("ann", email="c@x.de", custom_level="1.5"),
        a_row("bob", email="b@x.de", custom_team="1.5"),
        a_row("eve", enabled=False, email="a@x.de"),
    )
    content = exported(
        *rows,
        question=UserQuestion(enabled=True, sort="email"),
        columns=("username", "custom:level", "custom:team"),
        separator=Separator.SEMICOLON,
        decimal=DecimalSign.COMMA,
        has_mark=False,
    )
    assert content.decode().splitlines() == [
        '"username";"custom:level";"custom:team"',
        '"bob";"";"1.5"',
        '"ann";"1,5";""',
    ]


def test_progress_is_told_up_to_the_last_user() -> None:
    told: list[ExportProgress] = []
    rows = [a_row(f"user-{number}") for number in range(3)]
    with stored(*rows) as snapshot:
        whole(export_csv(snapshot, a_schema(), ExportChoices(), told.append))
    assert told == [ExportProgress(written=3, total=3)]


def test_no_cell_starts_a_formula() -> None:
    rows = [a_row(f"{text}-{n}", name=text) for n, text in enumerate(NASTY)]
    cells = [
        cell
        for row in csv.reader(io.StringIO(exported(*rows).decode("utf-8-sig"), newline=""))
        for cell in row
    ]
    assert len(cells) > 100
    assert [cell for cell in cells if cell.lstrip(" ").startswith(tuple("=+-@\t\r\n＝"))] == []  # noqa: RUF001


@pytest.mark.parametrize("separator", Separator)
def test_nasty_names_and_values_come_back_exactly(separator: Separator) -> None:
    rows = [a_row(text, name=text, custom_badge=text) for text in NASTY]
    found = read_back(exported(*rows, separator=separator), a_pool())
    told = {(each["username"], each["name"], each["custom:badge"]) for each in found}
    assert told == {(text, text, text) for text in NASTY}


@settings(deadline=None, max_examples=50)  # a busy machine is no failure
@given(names=st.lists(WHOLE, unique=True, max_size=5), value=WHOLE, has_mark=st.booleans())
def test_any_names_and_values_come_back_exactly(
    names: list[str], value: str, *, has_mark: bool
) -> None:
    rows = [a_row(name, name=value) for name in names]
    found = read_back(exported(*rows, has_mark=has_mark), a_pool())
    assert sorted(each["username"] for each in found) == sorted(names)
    assert {each["name"] for each in found} <= {value}


def test_json_lines_tell_the_same_with_their_own_kinds() -> None:
    with stored(a_row("=1\u2028", "staff", enabled=False, name="x\ny")) as snapshot:
        text = whole(export_json_lines(snapshot, ExportChoices())).decode()
    (line,) = text.splitlines()
    assert json.loads(line) == {
        "username": "=1\u2028",
        "status": "CONFIRMED",
        "enabled": False,
        "groups": ["staff"],
        "created": "2026-11-01T12:00:00+00:00",
        "modified": "2026-11-01T12:00:00+00:00",
        "attributes": {"name": "x\ny"},
    }


def test_json_lines_hold_the_chosen_columns_only() -> None:
    choices = ExportChoices(columns=("username", "email"))
    with stored(a_row("ann", "staff", name="Ann", email="a@x.de")) as snapshot:
        (line,) = whole(export_json_lines(snapshot, choices)).splitlines()
    assert json.loads(line) == {"username": "ann", "attributes": {"email": "a@x.de"}}


def test_all_columns_are_the_users_own_and_their_attributes() -> None:
    assert chosen_columns(ExportChoices(), ("email",))[-2:] == ("modified", "email")
