"""A file is read alike in every encoding and with every separator, and its lines are the file's."""

import csv
import io

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from services.errors import InputError
from services.users.csv_files.reading.separators import Separator
from services.users.csv_files.reading.table import FileRow, FileTable

KNOWN = {"username", "email", "groups"}
ENCODINGS = ("utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be")
ROWS = [["ann", 'a,b;c\td"e'], ["زينب", "two\nlines"], ["👩‍👩‍👧", "\u202e'=1"]]


def table(text: str, encoding: str = "utf-8") -> FileTable:
    return FileTable(io.BytesIO(text.encode(encoding)), KNOWN)


def written(rows: list[list[str]], separator: str) -> str:
    text = io.StringIO(newline="")
    csv.writer(text, delimiter=separator).writerows([["username", "email"], *rows])
    return text.getvalue()


@pytest.mark.parametrize("encoding", ENCODINGS)
@pytest.mark.parametrize("separator", Separator)
def test_every_encoding_and_separator_gives_the_same_rows(
    encoding: str, separator: Separator
) -> None:
    found = table(written(ROWS, separator.value), encoding)
    assert (found.header, found.separator) == (("username", "email"), separator)
    assert [list(row.cells) for row in found.rows()] == ROWS


@pytest.mark.parametrize("encoding", ["utf-32", "utf-32-le", "utf-32-be"])
def test_utf_32_is_told_as_what_it_is(encoding: str) -> None:
    with pytest.raises(InputError, match="The file is UTF-32, which is not read"):
        table("username,email\nann,a@x.de\n", encoding)


@settings(deadline=None, max_examples=50)  # a busy machine is no failure
@given(
    rows=st.lists(
        st.tuples(st.text(min_size=1), st.text()),
        max_size=5,
    ),
    separator=st.sampled_from(Separator),
    encoding=st.sampled_from(ENCODINGS),
)
def test_any_text_is_read_as_it_was_written(
    rows: list[tuple[str, str]], separator: Separator, encoding: str
) -> None:
    text = io.StringIO(newline="")
    wanted = [row for row in rows if not any(is_lone(it) for cell in row for it in cell)]
    csv.writer(text, delimiter=separator.value, quoting=csv.QUOTE_ALL).writerows(
        [("username", "email"), *wanted]
    )
    assert [row.cells for row in table(text.getvalue(), encoding).rows()] == wanted


def is_lone(letter: str) -> bool:
    return "\ud800" <= letter <= "\udfff"


def test_lines_are_those_of_the_file_also_after_a_quoted_line_break() -> None:
    text = 'username,email\nann,"one\r\ntwo\nthree"\n\nbob,x\n'
    assert [(row.line, row.cells[0]) for row in table(text).rows()] == [(2, "ann"), (6, "bob")]


def test_a_first_line_of_excel_states_the_separator_and_counts_as_a_line() -> None:
    found = table("sep=;\r\nusername;email,x\r\nann;b\r\n")
    assert found.header == ("username", "email,x")
    assert [(row.line, row.cells) for row in found.rows()] == [(3, ("ann", "b"))]


def test_the_separator_that_finds_known_columns_wins() -> None:
    assert table("a,b,c;username\n").separator is Separator.SEMICOLON
    assert table("username\n").separator is Separator.COMMA


def test_a_row_with_too_few_or_too_many_cells_is_told_and_the_next_one_read() -> None:
    found = list(table("username,email\nann\nbob,b,c\nzoe,z\n").rows())
    assert [(row.line, row.problem) for row in found] == [
        (2, "The row has 1 cell, and the header 2."),
        (3, "The row has 3 cells, and the header 2."),
        (4, ""),
    ]


def test_quotes_that_do_not_fit_are_told_with_their_line() -> None:
    found = list(table('username,email\n"an"n,x\nbob,b\n').rows())
    assert [(row.line, row.problem[:31], row.cells) for row in found] == [
        (2, "The quotes of this line do not ", ()),
        (3, "", ("bob", "b")),
    ]


def test_a_quote_that_is_never_closed_is_told_with_the_line_it_opens_on() -> None:
    (row,) = table('username,email\nann,"x\nbob,b\n').rows()
    assert (row.line, row.problem) == (
        2,
        "A quote that opens here is not closed as it should be, up to line 3.",
    )


@pytest.mark.parametrize(
    "content",
    [
        pytest.param(b"", id="an empty file"),
        pytest.param(b"\n\n", id="empty lines"),
        pytest.param(b'"username\n', id="a header whose quote is never closed"),
    ],
)
def test_a_file_without_a_header_is_refused(content: bytes) -> None:
    with pytest.raises(InputError, match=r"^The file has no header\.$"):
        FileTable(io.BytesIO(content), KNOWN)


@pytest.mark.parametrize(
    "content",
    [
        pytest.param(b"username,email\nann,caf\xe9\n", id="Latin-1"),
        pytest.param(b"PK\x03\x04\xff\xfe\x81", id="a workbook of Excel"),
    ],
)
def test_what_is_no_text_is_refused(content: bytes) -> None:
    with pytest.raises(InputError, match="neither UTF-8 nor UTF-16"):
        list(FileTable(io.BytesIO(content), KNOWN).rows())


@pytest.mark.parametrize(
    ("line", "cells"),
    [
        pytest.param("ann,Main St\\, 1", ("ann", "Main St, 1"), id="a comma behind a backslash"),
        pytest.param('ann,"Main St\\, 1"', ("ann", "Main St\\, 1"), id="in quotes: as it stands"),
        pytest.param("ann,C:\\x", ("ann", "C:\\x"), id="another backslash"),
    ],
)
def test_cognitos_own_files_write_a_comma_behind_a_backslash(
    line: str, cells: tuple[str, ...]
) -> None:
    (row,) = table(f"cognito:username,email\r\n{line}\r\n").rows()
    assert row.cells == cells


def test_a_backslash_means_nothing_under_another_header() -> None:
    (row,) = table("username,email\nann,b\\,c\n").rows()
    assert row.problem == "The row has 3 cells, and the header 2."


def test_cells_stay_out_of_the_repr() -> None:
    assert "Secret-1" not in repr(FileRow(line=2, cells=("ann", "Secret-1")))


def test_a_cell_without_end_is_told_as_too_long() -> None:
    endless = "x" * 200_000
    first, second = table(f"username,email\nann,{endless}\nbob,b@example.com\n").rows()
    assert (first.line, first.problem) == (
        2,
        "A cell has more than 131,072 characters, perhaps by a quote that is not closed.",
    )
    assert second.cells == ("bob", "b@example.com")


def test_a_header_without_end_is_none() -> None:
    with pytest.raises(InputError, match="no header"):
        table("username" * 50_000)


def test_a_header_that_stands_there_again_is_no_user() -> None:
    first, again = table("username, email\nann,a@example.com\nusername,email\n").rows()
    assert (first.problem, again.line) == ("", 3)
    assert again.problem == "The header stands here a second time."
