"""Controls in Chromium: edges that can be seen, the menu of a phone, a dark backdrop."""

from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from tests.browser.lab_page import SLOW_MS, LabPage
from tests.browser.test_stories import sign_in_form

OpenPage = Callable[..., LabPage]
CONTRAST = """(it) => {
  const parts = (text) => text.match(/[\\d.]+/g).map(Number);
  const light = ([r, g, b]) => [r, g, b].map((v) => v / 255)
    .map((v) => (v > 0.03928 ? ((v + 0.055) / 1.055) ** 2.4 : v / 12.92))
    .reduce((sum, v, at) => sum + v * [0.2126, 0.7152, 0.0722][at], 0);
  let ground = it.parentElement;
  while ((parts(getComputedStyle(ground).backgroundColor)[3] ?? 1) === 0)
    ground = ground.parentElement;
  const [low, high] = [getComputedStyle(it).borderTopColor,
    getComputedStyle(ground).backgroundColor].map((c) => light(parts(c))).sort((a, b) => a - b);
  return (high + 0.05) / (low + 0.05);
}"""
EDGES = {
    "an unchosen radio": "[data-testid=stRadioOption]:not(:has(:checked)) > div > div:first-child",
    "a field": "[data-testid=stTextInputRootElement]",
}


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
def test_the_edges_of_radios_and_fields_have_a_contrast_of_three_to_one(
    open_ready: OpenPage, *, dark: bool
) -> None:
    page = open_ready("sign_in", dark=dark)
    sign_in_form(page).wait_for(timeout=SLOW_MS)
    contrasts = {
        name: page.page.locator(edge).first.evaluate(CONTRAST) for name, edge in EDGES.items()
    }
    assert {name: round(found, 2) for name, found in contrasts.items() if found < 3} == {}


def test_what_cannot_be_changed_looks_otherwise(open_page: OpenPage) -> None:
    page = open_page("sign_in")
    sign_in_form(page).wait_for(timeout=SLOW_MS)
    field = page.page.get_by_test_id("stTextInputRootElement").first
    expect(field).to_have_css("border-top-style", "solid")
    field.get_by_role("textbox").evaluate("(it) => { it.readOnly = true; }")
    expect(field).to_have_css("border-top-style", "dashed")


def test_on_a_phone_menu_opens_the_pages_and_stacked_parts_stand_close(open_page: OpenPage) -> None:
    page = open_page("sign_in", phone=True)
    page.sees("Filled in for maya")
    page.page.wait_for_timeout(1000)  # the form has its whole height
    form = sign_in_form(page).bounding_box()
    choice = page.keyed("sign_in_persona").bounding_box()
    assert form is not None
    assert choice is not None
    assert choice["y"] - form["y"] - form["height"] <= 24
    menu = page.page.get_by_role("button", name="Menu", exact=True)
    menu.click()
    link = page.page.get_by_test_id("stSidebarNav").get_by_role("link", name="Call the API")
    expect(link).to_be_in_viewport()


def test_a_dialogs_backdrop_is_darker_than_the_dark_page(open_ready: OpenPage) -> None:
    page = open_ready("admin_users", dark=True)
    page.press("Create a user")
    backdrop = page.page.get_by_test_id("stDialog")
    expect(backdrop).to_have_css("background-color", "rgba(6, 8, 18, 0.6)")
