"""Room on small and enlarged screens: nothing is covered, squeezed or too small to hit."""

from collections.abc import Callable

from playwright.sync_api import expect

from tests.browser.lab_page import SLOW_MS, LabPage
from tests.browser.test_stories import sign_in_form, wait_until_provisioned

OpenPage = Callable[..., LabPage]
AT_200_PERCENT, AT_150_PERCENT = {"width": 720, "height": 450}, {"width": 960, "height": 600}


def test_nothing_is_written_over_what_is_typed(open_page: OpenPage) -> None:
    page = open_page()
    wait_until_provisioned(page)
    page.page.set_viewport_size(AT_200_PERCENT)  # type: ignore[arg-type]
    page.open("sign_in")
    field = sign_in_form(page).get_by_role("textbox", name="Username")
    field.fill("a-name-that-fills-the-whole-field@example.com")
    expect(field).to_be_focused()
    over = page.page.get_by_text("Press Enter to submit form")
    expect(over.filter(visible=True)).to_have_count(0)
