"""The revocation race with the mouse: it goes on when its page is left, and omar comes back."""

import re
from collections.abc import Callable

from playwright.sync_api import expect

from tests.browser.lab_page import SLOW_MS, LabPage
from tests.browser.test_stories import JWT, wait_until_provisioned


def test_six_races_go_on_while_another_page_is_open(open_page: Callable[..., LabPage]) -> None:
    page = open_page()
    wait_until_provisioned(page)
    page.go_to("Revocation race")
    page.act(page.keyed("revocation_action").get_by_text("Delete the user", exact=True).click)
    assert page.page.url.endswith("/revocation?action=delete")
    page.press("Run all six")
    page.go_to("Call the API")
    page.go_to("Revocation race")

    matrix = page.page.locator("table.lab-race.matrix")
    expect(matrix.locator("td .refused")).to_have_count(8, timeout=SLOW_MS)
    expect(matrix.locator("td .accepted")).to_have_count(16, timeout=SLOW_MS)
    page.sees(re.compile(r"One run signs in as omar"))

    page.reload()
    page.act(page.keyed("revocation_action").get_by_text("Delete the user", exact=True).click)
    rows = page.page.locator("table.lab-race.rows")
    expect(rows.locator("td[data-title=After] .accepted")).to_have_count(2, timeout=SLOW_MS)
    expect(rows.locator("td[data-title=After] .refused")).to_have_count(2, timeout=SLOW_MS)
    assert JWT.search(page.everything_shown()) is None

    page.open("sign_in?sign_in_persona=omar")
    page.act(page.page.get_by_test_id("stForm").get_by_role("button", name="Sign in").click)
    page.sees("Signed in as omar")
