"""The keyboard and the palette, the theme, titles and toasts, in Chromium."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from pages._frame.navigation import NAVIGATION
from tests.browser.frame.test_session_renewal import sign_in_as_maya
from tests.browser.lab_page import SLOW_MS, LabPage
from tests.browser.test_authorizer_lab import run_to_the_end
from tests.browser.test_stories import sign_in_form

OpenPage = Callable[..., LabPage]
ADDRESSES = [entry.address for entries in NAVIGATION.values() for entry in entries]
FINDER = "Find a page, scenario, user or cause"


@pytest.fixture
def lab(open_ready: OpenPage) -> LabPage:
    page = open_ready("call_api")
    page.keyed("call_api_call").wait_for(timeout=SLOW_MS)
    return page


def finder(page: Page):
    return page.get_by_role("combobox", name=FINDER)


def test_from_the_top_of_each_page_two_keys_lead_to_its_main_action(lab: LabPage) -> None:
    for address in ADDRESSES:
        lab.open(address)
        main = lab.page.get_by_test_id("stMainBlockContainer")
        expect(main.locator("a[href], button:not(.lab-term)").first).to_be_visible(timeout=SLOW_MS)
        lab.wait()
        if address == "sign_in":  # it leads into its form by itself
            expect(main.locator("input:focus")).to_have_count(1)
            continue
        lab.page.keyboard.press("Tab")
        skip = lab.page.get_by_role("button", name="Skip to the main action")
        expect(skip).to_be_focused()
        lab.page.keyboard.press("Enter")
        focused = main.locator(":focus")
        expect(focused).to_be_in_viewport()
        assert focused.evaluate("(it) => it.matches('a[href], button:not(:disabled)')")


def test_keys_lead_to_pages_and_do_the_main_action(lab: LabPage) -> None:
    # Not by way of Sign in: its first field takes the focus, and then the next key.
    lab.act(lambda: lab.page.keyboard.press("2"))
    expect(lab.page).to_have_title("Walkthrough · Authorizer Lab", timeout=SLOW_MS)
    lab.act(lambda: lab.page.keyboard.press("4"))
    expect(lab.page).to_have_title("Call the API · Authorizer Lab", timeout=SLOW_MS)
    lab.keyed("call_api_call").wait_for(timeout=SLOW_MS)
    lab.act(lambda: lab.page.keyboard.press("m"))
    lab.sees("401 Unauthorized")
    lab.act(lambda: lab.page.keyboard.press("0"))
    expect(lab.page).to_have_title("Self-service · Authorizer Lab", timeout=SLOW_MS)


def test_keys_do_nothing_in_a_field_with_a_modifier_or_when_they_are_off(lab: LabPage) -> None:
    lab.go_to("Sign in")
    field = sign_in_form(lab).get_by_role("textbox", name="Username")
    field.fill("")
    field.press_sequentially("4m?/")
    field.press("Control+k")
    expect(field).to_have_value("4m?/")
    expect(lab.page.locator("dialog[open]")).to_have_count(0)
    lab.page.get_by_role("heading", level=1).evaluate("(it) => { it.tabIndex = -1; it.focus(); }")
    lab.page.keyboard.press("Alt+4")
    lab.page.keyboard.press("?")
    dialog = lab.page.get_by_role("dialog", name="Keyboard shortcuts")
    expect(dialog).to_be_visible()
    dialog.get_by_role("checkbox", name="Keys without Ctrl are on").uncheck()
    lab.page.keyboard.press("Escape")
    expect(dialog).to_have_count(0)
    lab.page.keyboard.press("4")
    lab.page.keyboard.press("?")
    lab.page.wait_for_timeout(200)
    expect(lab.page.locator("dialog[open]")).to_have_count(0)
    expect(lab.page).to_have_url(re.compile("/sign_in"))
    lab.page.keyboard.press("Control+k")
    expect(finder(lab.page)).to_be_focused()


def test_the_list_of_keys_names_every_page_and_gives_the_focus_back(lab: LabPage) -> None:
    opener = lab.page.get_by_role("button", name="Keys ?")
    opener.click()
    dialog = lab.page.get_by_role("dialog", name="Keyboard shortcuts")
    titles = [entry.title for each in NAVIGATION.values() for entry in each]
    for digit, title in zip("1234567890", titles, strict=False):
        row = dialog.get_by_role("row", name=f"{digit} {title}", exact=True)
        expect(row).to_be_visible()
    for title in titles[10:]:
        row = dialog.get_by_role("row", name=f"Ctrl K {title}: type its name", exact=True)
        expect(row).to_be_visible()
    expect(dialog.get_by_role("button", name="Close")).to_be_focused()
    dialog.get_by_role("button", name="Close").click()
    expect(opener).to_be_focused()


@pytest.mark.parametrize(
    ("typed", "first", "shown"),
    [
        pytest.param("call api", "Call the API", re.compile(r"/call_api$"), id="a page"),
        pytest.param(
            "garbage scoped",
            "Garbage on /my-api/scoped",
            re.compile(r"\?scenario=garbage-on-scoped$"),
            id="a scenario",
        ),
        pytest.param("sign in as finn", "Sign in as finn", re.compile("=finn$"), id="a test user"),
        pytest.param(
            "token has expired", "The token has expired", re.compile(r"\?cause="), id="a cause"
        ),
    ],
)
def test_the_palette_finds_and_enter_leads_there(
    open_ready: OpenPage, typed: str, first: str, shown: re.Pattern[str]
) -> None:
    page = open_ready()
    page.page.evaluate("window.isTheSame = true")
    page.page.keyboard.press("Control+k")
    asked = page.page.locator(".lab-find-count")  # beyond the pages, once the server has answered
    expect(asked).to_have_text(re.compile("^[0-9]{3} found, the first 40 shown$"))
    page.page.keyboard.type(typed)
    chosen = page.page.get_by_role("option", selected=True)
    expect(chosen).to_contain_text(first)
    expect(finder(page.page)).to_have_attribute(
        "aria-activedescendant", str(chosen.get_attribute("id"))
    )
    page.act(lambda: page.page.keyboard.press("Enter"))
    expect(page.page).to_have_url(shown)
    expect(page.page.locator("dialog[open]")).to_have_count(0)
    assert page.page.evaluate("window.isTheSame") is True
    if "cause" in page.page.url:
        page.sees("What to do")


def test_arrows_go_round_and_a_user_opens_on_the_users_page(lab: LabPage) -> None:
    lab.page.keyboard.press("/")
    lab.page.keyboard.type("maya")
    expect(lab.page.locator(".lab-found-title")).to_have_text(["Sign in as maya", "maya"])
    selected = lab.page.get_by_role("option", selected=True)
    lab.page.keyboard.press("ArrowUp")
    expect(selected).to_contain_text("User")
    lab.page.keyboard.press("ArrowDown")
    expect(selected).to_contain_text("Sign in as maya")
    lab.page.keyboard.press("ArrowDown")
    lab.act(lambda: lab.page.keyboard.press("Enter"))
    expect(lab.keyed("admin_users_chosen")).to_contain_text("maya", timeout=SLOW_MS)


def test_what_is_not_there_is_not_found(lab: LabPage) -> None:
    lab.page.keyboard.press("Control+k")
    lab.page.keyboard.type("no such thing <b>")
    expect(lab.page.get_by_role("status").get_by_text("Nothing found")).to_be_visible()
    lab.page.keyboard.press("Enter")
    expect(finder(lab.page)).to_be_focused()


def background(page: Page) -> str:
    return page.get_by_test_id("stApp").evaluate("(it) => getComputedStyle(it).backgroundColor")


def test_the_theme_is_chosen_in_the_sidebar_at_once_and_kept_on_every_page(lab: LabPage) -> None:
    theme = lab.page.get_by_role("group", name="Theme")
    assert background(lab.page) == "rgb(255, 255, 255)"
    theme.get_by_role("button", name="Dark").click()
    app = lab.page.get_by_test_id("stApp")
    expect(app).to_have_css("background-color", "rgb(15, 20, 36)")
    lab.open("sign_in")
    expect(app).to_have_css("background-color", "rgb(15, 20, 36)")
    expect(theme.get_by_role("button", name="Dark")).to_have_attribute("aria-pressed", "true")
    theme.get_by_role("button", name="System").click()
    expect(app).to_have_css("background-color", "rgb(255, 255, 255)")
    lab.page.emulate_media(color_scheme="dark")
    expect(app).to_have_css("background-color", "rgb(15, 20, 36)")


def test_a_toast_tells_what_the_page_does_not_show_and_repeats_nothing(lab: LabPage) -> None:
    lab.open("authorizer_lab")
    run_to_the_end(lab, "run_grid")
    lab.sees("All 50 answers are as expected on AWS.")
    lab.page.wait_for_timeout(1000)
    toast = lab.page.get_by_test_id("stToast")
    expect(toast).to_have_count(0)
    lab.open()
    lab.page.get_by_role("button", name="Reset", exact=True).click()
    lab.page.get_by_role("button", name="Reset the lab").click()
    expect(toast).to_contain_text("Reset the lab: done", timeout=SLOW_MS)


@pytest.mark.parametrize("phone", [False, True], ids=["1440x900", "390x844"])
def test_a_toast_covers_nothing_of_the_page(open_ready: OpenPage, *, phone: bool) -> None:
    page = open_ready()
    sign_in_as_maya(page)
    sign_out = page.page.get_by_role("button", name="Sign out").last
    if phone:
        page.page.set_viewport_size({"width": 390, "height": 844})
        page.page.get_by_role("button", name="Menu", exact=True).click()
        sign_out.scroll_into_view_if_needed()
        expect(sign_out).to_be_in_viewport(timeout=SLOW_MS)
    sign_out.click()
    toast = page.page.get_by_test_id("stToast")
    expect(toast).to_be_visible(timeout=SLOW_MS)
    page.page.wait_for_timeout(400)  # it comes in from below
    below = page.page.get_by_test_id("stMain").bounding_box()
    above = toast.bounding_box()
    assert below is not None
    assert above is not None
    assert below["y"] + below["height"] <= above["y"]
