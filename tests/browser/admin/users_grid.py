"""The users' table in the browser: what its cells say, and choosing a row with the mouse."""

import re

from playwright.sync_api import Locator, expect

from tests.browser.lab_page import SLOW_MS, LabPage

_HEADER, _ROW = 35, 35  # pixels, as Streamlit draws a table


def grid(page: LabPage) -> Locator:
    return page.page.get_by_test_id("stDataFrame")


def cell(page: LabPage, title: str, row: int) -> Locator:
    """Return the cell under the heading `title`; the first row is 1."""
    headings = grid(page).locator("th").all_text_contents()
    column = headings.index(title) + 1  # before the first one stand the check boxes
    return grid(page).locator(f"#glide-cell-{column}-{row - 1}")


def has_cell(page: LabPage, title: str, row: int, text: str | re.Pattern[str]) -> None:
    expect(grid(page).locator("th").first).to_be_attached(timeout=SLOW_MS)
    expect(cell(page, title, row)).to_have_text(text, timeout=SLOW_MS)


def choose_row(page: LabPage, row: int) -> None:
    """Click the row's check box; the table is a canvas, so by its place."""
    box = grid(page).bounding_box()
    assert box is not None
    left, top = box["x"] + 16, box["y"] + _HEADER + (row - 1) * _ROW + _ROW / 2
    page.act(lambda: page.page.mouse.click(left, top))
