"""The users' table in the browser: what its cells say, and choosing a row with the mouse."""

import re

from playwright.sync_api import Locator, expect

from tests.browser.lab_page import SLOW_MS, LabPage

_HEADER, _ROW, _BOXES, _NAMES = 35, 35, 32, 152  # pixels, as Streamlit draws the table


def grid(page: LabPage) -> Locator:
    return page.page.get_by_test_id("stDataFrame")


def cell(page: LabPage, title: str, row: int) -> Locator:
    """Return the cell under the heading `title`; the first row is 1."""
    column = _headings(page).index(title) + 1  # before the first one stand the check boxes
    return grid(page).locator(f"#glide-cell-{column}-{row - 1}")


def _headings(page: LabPage) -> list[str]:
    """Return the headings without the arrow at the one that is sorted by."""
    return [text.rstrip(" ↑↓") for text in grid(page).locator("th").all_text_contents()]


def has_cell(page: LabPage, title: str, row: int, text: str | re.Pattern[str]) -> None:
    expect(grid(page).locator("th").first).to_be_attached(timeout=SLOW_MS)
    expect(cell(page, title, row)).to_have_text(text, timeout=SLOW_MS)


def open_row(page: LabPage, row: int) -> None:
    """Click the name in the row; the table is a canvas, so by its place."""
    _click(page, _BOXES + 20, _HEADER + (row - 1) * _ROW + _ROW / 2)


def mark_row(page: LabPage, row: int) -> None:
    """Click the row's check box."""
    _click(page, _BOXES / 2, _HEADER + (row - 1) * _ROW + _ROW / 2)


def click_second_heading(page: LabPage) -> None:
    """Click the heading beside that of the names."""
    _click(page, _BOXES + _NAMES + 30, _HEADER / 2)


def _click(page: LabPage, left: float, top: float) -> None:
    box = grid(page).bounding_box()
    assert box is not None
    page.act(lambda: page.page.mouse.click(box["x"] + left, box["y"] + top))
