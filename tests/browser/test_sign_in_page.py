"""The Sign in page in Chromium: what is in view, what the keyboard does, and what Copy brings."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Browser, Locator, expect

from tests.browser.lab_page import SLOW_MS, LabPage
from tests.browser.lab_server import LabServer
from tests.browser.test_stories import JWT, sign_in_form

OpenPage = Callable[..., LabPage]
HEIGHT = "(it) => it.scrollHeight"
NOT_FOUND = "Failed to load resource: the server responded with a status of 404 (Not Found)"
CONFLICT = "Failed to load resource: the server responded with a status of 409 (Conflict)"
FOCUSED = "() => document.activeElement.innerText || document.activeElement.ariaLabel || ''"


@pytest.fixture
def open_form(open_ready: OpenPage) -> Callable[..., LabPage]:
    """Return a function that opens the form with a test user chosen."""

    def opened(username: str = "maya", *, phone: bool = False) -> LabPage:
        page = open_ready(f"sign_in?sign_in_persona={username}", phone=phone)
        sign_in_form(page).wait_for(timeout=SLOW_MS)
        return page

    return opened


def field(page: LabPage, key: str) -> Locator:
    return page.keyed(key).get_by_role("textbox")


def sign_in(page: LabPage) -> None:
    page.act(sign_in_form(page).get_by_role("button", name="Sign in").click)
    page.sees("Signed in as")


def tabs_to(page: LabPage, name: str) -> int:
    """Press Tab until the element with this text has the focus; return how often.

    Streamlit disables its buttons for a moment after a page was loaded.
    """
    expect(page.page.get_by_role("button", name=name)).to_be_enabled()
    for presses in range(20):
        if name in page.page.evaluate(FOCUSED):
            return presses
        page.page.keyboard.press("Tab")
    raise AssertionError(f"{name} is not reached")


@pytest.mark.parametrize(
    ("phone", "most"),
    [pytest.param(False, 1350, id="a laptop"), pytest.param(True, 2532, id="a phone")],
)
def test_what_stands_there_after_signing_in_is_short(
    open_form: Callable[..., LabPage], phone: bool, most: int
) -> None:
    page = open_form(phone=phone)
    sign_in(page)
    page.sees("Look closer")
    main = page.page.get_by_test_id("stMainBlockContainer")
    assert main.evaluate(HEIGHT) <= most
    assert page.page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    button = page.keyed("sign_in_call").get_by_role("button", name="Call the API with this token")
    expect(button).to_be_in_viewport()
    first = main.locator("button:not(.lab-term)").filter(visible=True).first
    expect(first).to_have_text(re.compile("Call the API with this token"))


def test_the_keyboard_alone_signs_in_and_calls(open_form: Callable[..., LabPage]) -> None:
    page = open_form()
    expect(field(page, "sign_in_username")).to_be_focused()
    page.act(lambda: page.page.keyboard.press("Enter"))
    page.sees("Signed in as maya")
    expect(page.page.locator("[data-lab-result]")).to_be_focused()
    assert tabs_to(page, "Call the API with this token") <= 6
    page.act(lambda: page.page.keyboard.press("Enter"))
    expect(page.page.get_by_role("heading", name="Call the API", level=1)).to_be_visible()


def test_what_is_open_is_remembered_and_the_main_action_stays_near(
    open_form: Callable[..., LabPage],
) -> None:
    page = open_form()
    sign_in(page)
    page.act(page.keyed("sign_in_tokens_opened").get_by_text("Access token", exact=True).click)
    page.sees("The app client this access token was issued to.")
    page.go_to("Call the API")
    page.go_to("Sign in")
    page.sees("The app client this access token was issued to.")
    page.reload()
    page.sees("The app client this access token was issued to.")
    expect(page.page.locator("[data-lab-result]")).to_be_focused()
    assert tabs_to(page, "Call the API with this token") <= 6


def test_there_is_one_way_to_sign_out(open_form: Callable[..., LabPage]) -> None:
    page = open_form()
    sign_in(page)
    out = page.page.get_by_role("button", name=re.compile("sign out", re.IGNORECASE))
    expect(out).to_have_count(1)
    page.act(out.click)
    page.sees("The tokens themselves stay valid until they expire.")
    expect(field(page, "sign_in_username")).to_be_focused()


def test_a_token_is_copied_and_never_stands_in_the_page(open_form: Callable[..., LabPage]) -> None:
    page = open_form()
    sign_in(page)
    page.page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    held = {}
    for name in ("ID token", "Access token", "Refresh token"):
        button = page.page.get_by_role("button", name=f"Copy the {name}")
        button.click()
        expect(button).to_have_text("Copied")
        held[name] = page.page.evaluate("navigator.clipboard.readText()")
        assert held[name].startswith("eyJ")
        assert held[name] not in page.page.content()
    assert len(set(held.values())) == 3
    assert JWT.search(page.page.content()) is None
    assert all(text not in page.page.url for text in held.values())
    page.keyed("sign_in_opened").get_by_text("Decode any token", exact=True).click()
    page.keyed("sign_in_paste_text").get_by_role("textbox").fill(held["Access token"])
    page.press("Decode")
    page.sees("Says what the user may do.")


def test_after_a_sign_out_elsewhere_nothing_is_copied(open_form: Callable[..., LabPage]) -> None:
    page = open_form()
    sign_in(page)
    page.page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.page.evaluate("navigator.clipboard.writeText('as it was')")
    page.page.route("**/lab/token/*", lambda route: route.fulfill(status=404, body=""))
    button = page.page.get_by_role("button", name="Copy the ID token")
    button.click()
    expect(button).to_have_text("Not copied")
    assert page.page.evaluate("navigator.clipboard.readText()") == "as it was"
    page.console_errors.remove(NOT_FOUND)


def test_a_page_copies_the_token_that_it_shows_and_nobody_elses(
    open_form: Callable[..., LabPage],
) -> None:
    page = open_form()
    # Without the news of the server the page does not follow the other one.
    page.page.route_web_socket(re.compile(r"/lab/state"), lambda _: None)
    page.open("sign_in")
    sign_in(page)
    context = page.page.context
    context.grant_permissions(["clipboard-read", "clipboard-write"])
    other = LabPage(context, page.url)
    other.open("sign_in")
    other.press("Sign out")
    other.open("sign_in?sign_in_persona=omar")
    other.act(sign_in_form(other).get_by_role("button", name="Sign in").click)
    other.sees("Signed in as omar")

    page.page.bring_to_front()
    page.page.evaluate("navigator.clipboard.writeText('as it was')")
    button = page.page.get_by_role("button", name="Copy the ID token")
    button.click()
    expect(button).to_have_text("Not copied")
    assert page.page.evaluate("navigator.clipboard.readText()") == "as it was"
    expect(page.page.locator(".lab-live")).to_contain_text("another token")
    page.console_errors.remove(CONFLICT)


def test_who_leaves_at_once_after_signing_in_is_still_signed_in(
    open_form: Callable[..., LabPage],
) -> None:
    for _ in range(3):
        page = open_form()
        sign_in(page)
        page.page.goto(f"{page.url}/call_api")
        page.sees("maya")
        expect(page.page.get_by_text("You are not signed in")).to_have_count(0)


def test_the_reason_of_a_refusal_is_in_view_on_a_small_screen(
    open_form: Callable[..., LabPage],
) -> None:
    page = open_form()
    page.page.set_viewport_size({"width": 720, "height": 450})
    page.open("sign_in?sign_in_persona=dana")
    page.act(sign_in_form(page).get_by_role("button", name="Sign in").click)
    box = page.page.get_by_test_id("stAlert").first
    expect(box.get_by_text("Try next:")).to_be_in_viewport(ratio=1, timeout=SLOW_MS)


def test_the_countdowns_of_a_token_agree(open_form: Callable[..., LabPage]) -> None:
    page = open_form()
    sign_in(page)
    page.act(page.keyed("sign_in_tokens_opened").get_by_text("ID token", exact=True).click)
    clocks = page.page.locator(".lab-countdown b")
    expect(clocks).to_have_count(3)
    looks = []
    for _ in range(3):  # one look may fall on the moment at which a second ends
        looks.append(
            clocks.evaluate_all(
                "(all) => all.map((it) => getComputedStyle(it).getPropertyValue('--lab-left'))"
            )
        )
        page.page.wait_for_timeout(400)
    assert any(len(set(shown)) == 1 for shown in looks), looks
    assert all(max(map(int, shown)) - min(map(int, shown)) <= 1 for shown in looks), looks


def test_a_term_is_explained_by_hover_by_keyboard_and_by_touch(
    open_form: Callable[..., LabPage],
) -> None:
    page = open_form()
    term = page.page.locator(".lab-term", has_text="challenge")
    meaning = term.locator("span")
    expect(meaning).not_to_be_visible()
    term.hover()
    expect(meaning).to_be_visible()
    page.page.mouse.move(0, 0)
    expect(meaning).not_to_be_visible()
    page.page.locator(".lab-term").nth(1).focus()
    page.page.keyboard.press("Tab")
    expect(meaning).to_be_visible()
    expect(term).to_have_accessible_name(re.compile("^challenge: Cognito's request"))
    page.page.keyboard.press("Escape")
    expect(meaning).not_to_be_visible()
    phone = open_form(phone=True)
    term = phone.page.locator(".lab-term", has_text="challenge")
    term.click()
    expect(term.locator("span")).to_be_in_viewport(ratio=1)


def test_a_viewer_elsewhere_reads_the_own_time_beside_utc(
    browser: Browser, ready_lab: LabServer
) -> None:
    context = browser.new_context(timezone_id="Asia/Tokyo")
    page = LabPage(context, ready_lab.url)
    page.open("sign_in")
    sign_in(page)
    page.sees(re.compile(r"are valid until .* \d\d:\d\d:\d\d UTC \(.*\d\d:\d\d:\d\d JST\)"))
    context.close()


def test_enter_sends_the_code_of_the_authenticator_app(
    open_form: Callable[..., LabPage],
) -> None:
    page = open_form("theo")
    page.act(sign_in_form(page).get_by_role("button", name="Sign in").click)
    code = field(page, "sign_in_code")
    expect(code).to_be_focused()
    code.fill("000000")
    page.act(lambda: code.press("Enter"))
    page.sees("The code is incorrect")
    page.press("Fill in the current code")
    expect(code).not_to_have_value("000000")
    expect(code).to_be_focused()
    shown = page.page.get_by_test_id("stMain")  # the live region keeps what it told
    expect(shown.get_by_text("The code is incorrect")).to_have_count(0)
    page.act(lambda: code.press("Enter"))
    page.sees("Signed in as theo")


def test_enter_sends_a_new_password(open_form: Callable[..., LabPage]) -> None:
    page = open_form("finn")
    page.act(sign_in_form(page).get_by_role("button", name="Sign in").click)
    password = field(page, "sign_in_new_password")
    expect(password).to_be_focused()
    page.page.keyboard.type("too-short")
    page.act(lambda: page.page.keyboard.press("Enter"))
    page.sees("does not meet the password policy")
    password.fill("Chosen-by-the-keys-2027")
    page.page.keyboard.press("Enter")
    page.sees("Signed in as finn")


def test_on_a_phone_no_keyboard_opens_by_itself(open_page: OpenPage) -> None:
    page = open_page("sign_in", phone=True)
    touch = page.page.context.new_cdp_session(page.page)
    touch.send("Emulation.setEmitTouchEventsForMouse", {"enabled": True, "configuration": "mobile"})
    touch.send("Emulation.setTouchEmulationEnabled", {"enabled": True})
    page.reload()
    sign_in_form(page).wait_for(timeout=SLOW_MS)
    page.page.wait_for_timeout(500)
    expect(field(page, "sign_in_username")).not_to_be_focused()
