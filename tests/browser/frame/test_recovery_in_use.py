"""The engine dies while its page is used: within a click, and under a dialog with typed text."""

from playwright.sync_api import expect

from tests.browser.frame.test_recovery import (
    QUIET_MS,
    OpenPage,
    call,
    call_button,
    engine_of,
)
from tests.browser.lab_page import SLOW_MS
from tests.browser.lab_server import LabServer
from tests.browser.test_stories import wait_until_provisioned


def test_an_engine_that_dies_within_a_click_leaves_no_page_behind(
    open_page: OpenPage, lab_server: LabServer
) -> None:
    page = open_page()
    wait_until_provisioned(page)
    page.open("call_api")
    call_button(page).wait_for(timeout=SLOW_MS)
    engine = engine_of(lab_server)
    call_button(page).click()
    page.page.wait_for_timeout(50)
    engine.kill()
    again = page.page.locator("[data-lab-state^='running'][data-lab-state*=' 2 ']")
    expect(again).to_have_count(1, timeout=SLOW_MS)  # drawn with the second engine, unasked
    expect(page.page.get_by_text("The local engine is starting")).to_have_count(0)
    call(page)


def test_what_is_typed_in_a_dialog_survives_the_engine(
    open_page: OpenPage, lab_server: LabServer
) -> None:
    page = open_page()
    wait_until_provisioned(page)
    page.open("admin_users")
    page.press("Create a user")
    dialog = page.page.get_by_role("dialog")
    dialog.get_by_label("Username (required)").fill("half-typed")
    page.page.wait_for_timeout(QUIET_MS)
    engine_of(lab_server).kill()
    page.page.wait_for_timeout(QUIET_MS)
    expect(dialog.get_by_label("Username (required)")).to_have_value("half-typed")
