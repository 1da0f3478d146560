"""Acting on many users in Chromium: dry run, begin, pause, resume, cancel, results, undo."""

import re

from playwright.sync_api import expect

from tests.browser.admin.pool_filling import PooledUser, fill_pool
from tests.browser.lab_page import SLOW_MS, LabPage
from tests.browser.lab_server import LabServer
from tests.browser.test_accessibility import violations
from tests.browser.test_stories import OpenPage, wait_until_provisioned

USERS = 600


def person(number: int) -> PooledUser:
    name = f"crowd-{number:03}"
    return PooledUser(username=name, attributes={"email": f"{name}@example.com"})


def press_live(page: LabPage, name: str) -> None:
    """Press a button of a part that renews itself: no single run tells that it is done."""
    page.page.get_by_role("button", name=name, exact=True).click()


def begin_to_disable(page: LabPage) -> None:
    page.open("admin_users?admin_users_text=crowd-")
    page.sees(re.compile("600 users"))
    page.press("Act on many")
    page.sees("All 600 users who fit the filter")
    page.keyed("admin_users_bulk_act").get_by_role("combobox").click()
    page.act(page.page.get_by_role("option", name="Disable", exact=True).click)
    page.press("Check first")
    page.sees(re.compile("would change"))
    page.page.get_by_role("textbox", name="Reason").fill("A rehearsal")
    begin = page.page.get_by_role("button", name=re.compile("^Begin: Disable for"))
    expect(begin).to_be_enabled(timeout=SLOW_MS)
    begin.click()
    page.page.wait_for_url("**/admin_jobs?job=*")


def badge(page: LabPage, state: str) -> None:
    card = page.keyed("admin_jobs_chosen")
    expect(card.get_by_text(state, exact=True).first).to_be_visible(timeout=SLOW_MS)


def test_a_job_is_paused_resumed_cancelled_and_undone(
    open_page: OpenPage, lab_server: LabServer
) -> None:
    page = open_page()
    wait_until_provisioned(page)
    page.open("admin_jobs")
    page.sees("No job yet")
    fill_pool(lab_server.home, map(person, range(USERS)))
    begin_to_disable(page)
    press_live(page, "Pause")
    badge(page, "Paused")
    page.reload()  # as a closed browser that comes back
    badge(page, "Paused")
    assert violations(page) == []
    press_live(page, "Resume")
    badge(page, "Running")
    press_live(page, "Cancel")
    badge(page, "Cancelled")
    page.sees(re.compile("Not begun: "))
    page.press("Check the undo")
    page.page.get_by_role("button", name=re.compile("^Begin: Undo: Disable for")).click()
    expect(page.keyed("admin_jobs_chosen").get_by_role("heading").first).to_have_text(
        "Undo: Disable", timeout=SLOW_MS
    )
    badge(page, "Finished")
    page.open("admin_users?admin_users_text=crowd-&admin_users_enabled=Disabled")
    page.sees("No user fits")
