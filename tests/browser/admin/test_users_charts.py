"""The dashboard's charts and the panels: what a click sets stays set, whatever the browser kept."""

import re
from collections.abc import Callable

from playwright.sync_api import expect

from tests.browser.admin.users_grid import grid, has_cell
from tests.browser.lab_page import SLOW_MS, LabPage
from tests.browser.test_stories import wait_until_provisioned

PANELS = ("admin_users_filters", "admin_users_sorting", "admin_users_columns_panel")


def open_and_close(page: LabPage, key: str) -> None:
    page.keyed(key).get_by_role("button").first.click()
    expect(page.page.get_by_test_id("stPopoverBody")).to_be_visible()
    page.page.keyboard.press("Escape")
    expect(page.page.get_by_test_id("stPopoverBody")).to_have_count(0)


def click_second_status(page: LabPage) -> None:
    """Click the bar of the second status: Must change password, of one user."""
    chart = page.page.locator("[class*='st-key-admin_users_chart_status']")
    chart.locator("canvas, svg").first.wait_for()
    chart.scroll_into_view_if_needed()
    page.wait()  # what comes of a click in a run that goes on is not brought into view
    page.page.wait_for_timeout(500)  # a chart that was drawn anew listens a moment later
    box = chart.bounding_box()
    assert box is not None
    page.act(lambda: page.page.mouse.click(box["x"] + 150, box["y"] + 40))


def test_a_charts_filter_outlives_panels_and_a_refresh(open_page: Callable[..., LabPage]) -> None:
    page = open_page()
    wait_until_provisioned(page)
    page.open("admin_users")
    page.sees("9 users: counted exactly")
    for key in PANELS:
        open_and_close(page, key)
    page.act(page.page.get_by_text("Dashboard", exact=True).click)
    page.page.wait_for_timeout(1000)  # what a page shows when it opens is not brought into view
    click_second_status(page)
    page.sees(re.compile("1 user fits, of 9"))
    expect(grid(page)).to_be_in_viewport(timeout=SLOW_MS)
    page.press("Refresh")
    page.page.wait_for_timeout(2000)  # the refresh ends, and the page runs once more by itself
    page.sees(re.compile("1 user fits, of 9"))
    has_cell(page, "Username", 1, "finn")
    assert "admin_users_status=FORCE_CHANGE_PASSWORD" in page.page.url
    page.sees("Must change password is chosen; a click takes that filter off.")
    click_second_status(page)
    page.sees("9 users: counted exactly")
    assert "admin_users_status" not in page.page.url


def test_a_link_to_a_user_shows_the_card(open_page: Callable[..., LabPage]) -> None:
    page = open_page()
    wait_until_provisioned(page)
    page.open("admin_users?user=sam")
    heading = page.keyed("admin_users_chosen").get_by_role("heading", name="sam")
    expect(heading).to_be_in_viewport(timeout=SLOW_MS)
