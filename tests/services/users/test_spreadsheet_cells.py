"""Cells are safe in a spreadsheet, and every text comes back exactly."""

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from services.users.spreadsheet_cells import guarded, is_guarded, is_shortened, unguarded

_NASTY = st.text(
    alphabet="'=+-@\t\r\n ＝1.,E aé\u00a0\ufeff\u200b\u202e\U0001f469\x00\"", max_size=12
)  # noqa: RUF001


@pytest.mark.parametrize(
    ("text", "cell"),
    [
        pytest.param("=1+1", "'=1+1", id="a formula"),
        pytest.param("  @SUM(A1)", "'  @SUM(A1)", id="a formula behind spaces"),
        pytest.param("+491701234567", "'+491701234567", id="a phone number"),
        pytest.param("-5", "'-5", id="a negative number"),
        pytest.param("\rx", "'\rx", id="a carriage return first"),
        pytest.param("1.2E+10", "'1.2E+10", id="what a spreadsheet makes of a long number"),
        pytest.param("'=1", "''=1", id="an apostrophe before a formula"),
        pytest.param("\u00a0=1", "'\u00a0=1", id="a formula behind a no-break space"),
        pytest.param("\ufeff=1", "'\ufeff=1", id="a formula behind a byte order mark"),
        pytest.param("\u200b\u200e-1", "'\u200b\u200e-1", id="a formula behind unseen marks"),
        pytest.param("\u3000＝1", "'\u3000＝1", id="a wide formula behind a wide space"),  # noqa: RUF001
        pytest.param("\x00\x1b@A1", "'\x00\x1b@A1", id="a formula behind controls"),
        pytest.param("\u00a0ann", "\u00a0ann", id="a word behind a no-break space"),
        pytest.param("\u200b", "\u200b", id="an unseen mark alone"),
        pytest.param("'s-Gravenhage", "'s-Gravenhage", id="an apostrophe before a word"),
        pytest.param("'", "'", id="an apostrophe alone"),
        pytest.param("ann", "ann", id="a word"),
        pytest.param("", "", id="nothing"),
    ],
)
def test_a_cell_is_guarded_where_a_spreadsheet_would_run_or_rewrite_it(
    text: str, cell: str
) -> None:
    assert guarded(text) == cell
    assert unguarded(cell) == text


@settings(deadline=None)
@given(st.one_of(st.text(), _NASTY))
@example("''=1")
@example("' =1")
@example(" '=1")
def test_every_text_comes_back_exactly(text: str) -> None:
    assert unguarded(guarded(text)) == text


@settings(deadline=None)
@given(_NASTY)
def test_no_cell_starts_a_formula(text: str) -> None:
    cell = guarded(text).lstrip(" \u00a0\ufeff\u200b\u202e\x00")
    assert not cell.startswith(("=", "+", "-", "@", "\t", "\r", "\n"))


@pytest.mark.parametrize("text", ["4,91701E+11", "1E+10", "9.9E-07"])
def test_a_shortened_number_is_seen(text: str) -> None:
    assert is_shortened(text)
    assert is_guarded(f"'{text}")


@pytest.mark.parametrize("text", ["1E5", "E+10", "1.2e+10x", "12E+10", ""])
def test_another_text_is_not_taken_for_one(text: str) -> None:
    assert not is_shortened(text)
