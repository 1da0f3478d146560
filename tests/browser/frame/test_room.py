"""Room on small and enlarged screens: nothing is covered, squeezed or too small to hit."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Browser, expect

from pages._frame.navigation import NAVIGATION
from tests.browser.lab_page import SLOW_MS, LabPage
from tests.browser.lab_server import LabServer
from tests.browser.test_stories import sign_in_form

OpenPage = Callable[..., LabPage]
ADDRESSES = [entry.address for entries in NAVIGATION.values() for entry in entries]
AT_200_PERCENT, AT_150_PERCENT = (720, 450), (960, 600)


def test_nothing_is_written_over_what_is_typed(open_ready: OpenPage) -> None:
    page = open_ready("sign_in", size=AT_200_PERCENT)
    field = sign_in_form(page).get_by_role("textbox", name="Username")
    field.fill("a-name-that-fills-the-whole-field@example.com")
    expect(field).to_be_focused()
    over = page.page.get_by_text("Press Enter to submit form")
    expect(over.filter(visible=True)).to_have_count(0)


def test_on_a_phone_each_title_stands_right_below_the_menu(open_ready: OpenPage) -> None:
    page = open_ready(phone=True)
    for address in ADDRESSES:
        page.open(address)
        title = page.page.get_by_role("heading", level=1)
        expect(title).to_be_visible(timeout=SLOW_MS)
        menu = page.page.get_by_role("button", name="Menu", exact=True).bounding_box()
        words = title.locator("span").first.bounding_box()
        assert menu is not None
        assert words is not None
        assert 0 <= words["y"] - menu["y"] - menu["height"] <= 32, address


def test_a_form_stands_above_its_choice_before_both_get_narrow(open_ready: OpenPage) -> None:
    page = open_ready(size=AT_150_PERCENT)
    for address in ("sign_in", "self_service", "walkthrough"):
        page.open(address)
        columns = page.keyed(f"{address}_layout").get_by_test_id("stColumn")
        expect(columns).to_have_count(2, timeout=SLOW_MS)
        above, below = (columns.nth(each).bounding_box() for each in range(2))
        assert above is not None
        assert below is not None
        assert above["y"] + above["height"] <= below["y"], address
        assert above["x"] == below["x"], address


def test_each_check_opens_at_a_line_that_is_high_enough_to_hit(open_ready: OpenPage) -> None:
    page = open_ready("call_api?call_api_part=Checks")
    page.press("Call without the header")
    lines = page.page.locator(".lab-checks summary")
    expect(lines.first).to_be_visible(timeout=SLOW_MS)
    heights = lines.evaluate_all("(all) => all.map((it) => it.getBoundingClientRect().height)")
    assert min(heights) >= 24
    marker = "(it) => parseFloat(getComputedStyle(it, '::after').width)"
    assert lines.first.evaluate(marker) >= 7, "the sign that it opens can be seen"


@pytest.mark.parametrize("zone", ["UTC", "Europe/Berlin", "Asia/Kolkata"])
def test_every_column_of_the_users_fits_in_every_time_zone(
    browser: Browser, ready_lab: LabServer, zone: str
) -> None:
    context = browser.new_context(viewport={"width": 1440, "height": 900}, timezone_id=zone)
    page = LabPage(context, ready_lab.url)
    page.open("admin_users")
    scroller = page.page.locator("[data-testid=stDataFrame] .dvn-scroller")
    expect(scroller).to_be_visible(timeout=SLOW_MS)
    page.page.wait_for_timeout(1000)  # the columns get their widths a moment later
    beyond = scroller.evaluate("(it) => it.scrollWidth - it.clientWidth")
    context.close()
    assert beyond <= 0
