"""Call the API as people see it: both answers at once at every size, by keyboard, and again."""

import re

import pytest
from playwright.sync_api import Locator, expect

from tests.browser.lab_page import SLOW_MS, LabPage
from tests.browser.test_stories import (
    JWT,
    OpenPage,
    answer_cards,
    choose_and_call,
    sign_in_form,
)

# width, height, and how tall the page may be after a call
SIZES = {
    "a desktop": (1440, 900, 1350),
    "a desktop at 150 %": (960, 600, None),
    "a phone": (390, 844, 2532),
}


def signed_in(open_ready: OpenPage) -> LabPage:
    page = open_ready("sign_in")
    page.act(sign_in_form(page).get_by_role("button", name="Sign in").click)
    page.sees("Signed in as maya")
    return page


def bounds(card: Locator) -> tuple[float, float]:
    box = card.bounding_box()
    assert box is not None
    return box["y"], box["y"] + box["height"]


@pytest.mark.parametrize("size", SIZES)
def test_both_answers_are_in_view_at_once_and_the_page_stays_short(
    open_ready: OpenPage, size: str
) -> None:
    width, height, tallest = SIZES[size]
    page = signed_in(open_ready)
    page.go_to("Call the API")
    page.page.set_viewport_size({"width": width, "height": height})
    page.press("Call without and with the header")
    cards = answer_cards(page)
    expect(cards[1]).to_contain_text("Hello, maya!", timeout=SLOW_MS)
    (top, _), (_, bottom) = bounds(cards[0]), bounds(cards[1])
    assert (top >= 0, bottom <= height) == (True, True), (top, bottom)
    expect(page.page.locator(".lab-way")).to_be_visible()
    content = page.page.get_by_test_id("stMainBlockContainer").evaluate("it => it.scrollHeight")
    assert tallest is None or content <= tallest
    sideways = page.page.evaluate("document.documentElement.scrollWidth - innerWidth")
    assert sideways <= 0


def test_the_request_and_its_answer_opened_keep_the_page_short(open_ready: OpenPage) -> None:
    page = signed_in(open_ready)
    choose_and_call(page, "/my-api")
    page.act(page.page.get_by_role("radio", name="Request and answer").click)
    page.sees("Body of the answer")
    content = page.page.get_by_test_id("stMainBlockContainer").evaluate("it => it.scrollHeight")
    assert content <= SIZES["a desktop"][2]


def test_a_page_opened_from_another_begins_at_its_title(open_ready: OpenPage) -> None:
    page = signed_in(open_ready)
    page.page.get_by_test_id("stMain").get_by_role("button", name="Call the API").press("Enter")
    expect(page.page.get_by_role("heading", name="Call the API", level=1)).to_be_focused(
        timeout=SLOW_MS
    )


def test_a_reload_keeps_the_result_and_the_part_that_was_open(open_ready: OpenPage) -> None:
    page = signed_in(open_ready)
    choose_and_call(page, "/my-api")
    page.act(page.page.get_by_role("radio", name="Checks").click)
    expect(page.page.locator(".lab-checks")).to_be_visible()
    address = page.page.url
    assert re.search(r"[?&]call=[0-9a-f]+_[0-9a-f]+", address)
    page.reload()
    expect(answer_cards(page)[1]).to_contain_text("200 OK", timeout=SLOW_MS)
    expect(page.page.locator(".lab-checks")).to_be_visible()

    page.go_to("Users")
    page.go_to("Call the API")
    expect(answer_cards(page)[1]).to_contain_text("200 OK", timeout=SLOW_MS)
    expect(page.page.locator(".lab-checks")).to_be_visible()

    other = open_ready(address.partition(f"{page.url}/")[2])
    other.sees("This browser does not know the call in the address.")
    expect(other.page.locator(".lab-cards")).to_have_count(0)


def test_the_way_is_drawn_for_the_call_that_is_chosen_and_moves_once(open_ready: OpenPage) -> None:
    page = signed_in(open_ready)
    choose_and_call(page, "/my-api")
    way = page.page.locator(".lab-way")
    expect(way).to_contain_text("answered here", timeout=SLOW_MS)
    lasts = "it => it.getAnimations()[0].effect.getComputedTiming().endTime"
    assert way.locator(".dot").evaluate(lasts) < 2000
    way.locator(".dot").evaluate("it => it.getAnimations().forEach((one) => one.finish())")
    way.get_by_text("Show the way again").click()
    assert way.locator(".dot").evaluate("it => it.getAnimations()[0].playState") == "running"
    page.act(page.page.get_by_role("radio", name="Without the header").click)
    expect(way).to_contain_text("stopped here", timeout=SLOW_MS)
    stop = way.locator(".turned")
    expect(stop).to_contain_text("no Authorization header")
    page.act(page.page.get_by_role("radio", name="With the ID token").click)
    expect(way).to_contain_text("answered here", timeout=SLOW_MS)
    assert way.locator(".dot").evaluate("it => it.getAnimations().length") == 0
    assert JWT.search(page.everything_shown()) is None


def test_nothing_moves_for_who_asked_for_no_motion(open_ready: OpenPage) -> None:
    page = signed_in(open_ready)
    page.page.emulate_media(reduced_motion="reduce")
    choose_and_call(page, "/my-api")
    way = page.page.locator(".lab-way")
    expect(way).to_be_visible(timeout=SLOW_MS)
    expect(way.locator(".dot")).to_be_hidden()
    expect(way.get_by_text("Show the way again")).to_be_hidden()


def test_enter_in_the_field_sends_free_text(open_ready: OpenPage) -> None:
    page = open_ready("call_api?call_api_send=Free+text")
    field = page.page.get_by_role("textbox", name="Header value")
    field.fill("Bearer nonsense")
    page.act(lambda: field.press("Enter"))
    expect(answer_cards(page)[1]).to_contain_text("not a readable token", timeout=SLOW_MS)
