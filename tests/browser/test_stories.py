"""The main job as its users live it: a served lab, Chromium, the mouse."""

import re
import time
from collections.abc import Callable
from pathlib import Path
from urllib.parse import urlsplit

from playwright.sync_api import Browser, Locator, expect

from tests.browser.lab_page import SLOW_MS, LabPage, new_context
from tests.browser.lab_server import LabServer, running_lab

OpenPage = Callable[..., LabPage]
JWT = re.compile(r"eyJ[\w-]{10,}\.[\w-]+\.[\w-]+")
PROVISIONED_MS = 120_000
READY = re.compile(r"All \d+ resources are in place")


def sign_in_form(page: LabPage) -> Locator:
    return page.page.get_by_test_id("stForm").filter(has_text="Password")


def wait_until_provisioned(page: LabPage) -> None:
    """Wait on the overview, which is opened unless the tab shows it."""
    if urlsplit(page.page.url).path != "/":
        page.open()
    ready = page.page.get_by_text(READY).filter(visible=True).first
    expect(ready).to_be_visible(timeout=PROVISIONED_MS)


def create_user(page: LabPage, username: str, password: str) -> None:
    page.go_to("Users")
    page.press("Create a user")
    dialog = page.page.get_by_role("dialog")
    dialog.get_by_label("Username").fill(username)
    page.act(lambda: dialog.get_by_label("Username").press("Tab"))
    field = page.keyed("admin_users_password").get_by_role("textbox")
    field.fill(password)
    page.wait()
    send = dialog.get_by_role("button", name="Create the user")
    page.act(send.click)
    expect(dialog).to_have_count(0, timeout=SLOW_MS)
    page.sees(f"{username} was created.")


def sign_in(page: LabPage, username: str, password: str) -> None:
    page.go_to("Sign in")
    page.act(page.keyed("sign_in_persona").get_by_text("Someone else", exact=True).click)
    form = sign_in_form(page)
    form.get_by_role("textbox", name="Username").fill(username)
    form.get_by_role("textbox", name="Password").fill(password)
    page.act(form.get_by_role("button", name="Sign in").click)


def choose_route(page: LabPage, path: str) -> None:
    route = page.keyed("call_api_route").get_by_role("combobox")
    if path not in str(route.get_attribute("aria-label")) and route.input_value() != path:
        route.click()
        page.act(page.page.get_by_role("option", name=path, exact=True).click)


def choose_and_call(page: LabPage, path: str) -> None:
    page.go_to("Call the API")
    choose_route(page, path)
    page.press("Call without and with the header")


def answer_cards(page: LabPage) -> tuple[Locator, Locator]:
    """Return the two answers of a call without and with the header."""
    cards = page.page.locator(".lab-cards .card")
    return cards.nth(0), cards.nth(1)


def test_the_first_request_of_a_fresh_server_may_be_a_deep_link(
    browser: Browser, tmp_path: Path
) -> None:
    with running_lab(tmp_path / "home") as server:
        context = new_context(browser)
        page = LabPage(context, server.url)
        page.open("call_api")
        expect(page.page.get_by_role("heading", name="Call the API")).to_be_visible()
        navigation = page.page.get_by_test_id("stSidebarNav")
        expect(navigation.get_by_role("link", name="Stack", exact=True)).to_be_visible()
        page.sees("Local engine")
        expect(page.keyed("call_api_call")).to_be_visible(timeout=SLOW_MS)
        assert (page.outside, page.console_errors) == ([], [])
        context.close()


def test_create_a_user_sign_in_and_be_refused_without_and_let_in_with_the_token(
    open_page: OpenPage,
) -> None:
    page = open_page()
    wait_until_provisioned(page)
    create_user(page, "ada@example.com", "Correct-horse-9-battery")

    sign_in(page, "ada@example.com", "Correct-horse-9-battery")
    page.sees("Signed in as ada@example.com")
    expect(page.page.locator("a[href^='mailto:']")).to_have_count(0)
    page.sees("ID token")
    page.sees("Access token")
    page.sees("Genuine and valid")
    assert JWT.search(page.everything_shown()) is None

    choose_and_call(page, "/my-api")
    without, with_token = answer_cards(page)
    expect(without).to_contain_text("401 Unauthorized", timeout=SLOW_MS)
    expect(with_token).to_contain_text("200 OK", timeout=SLOW_MS)
    page.sees("The authorizer stopped it: there was no Authorization header.")
    page.sees("Every check passed: the function answered.")
    assert JWT.search(page.everything_shown()) is None

    page.reload()
    page.go_to("Sign in")
    page.sees("Signed in as ada@example.com")


def test_a_second_browser_sees_nothing_of_the_first(open_page: OpenPage) -> None:
    first = open_page()
    wait_until_provisioned(first)
    first.go_to("Sign in")
    first.act(sign_in_form(first).get_by_role("button", name="Sign in").click)
    first.sees("Signed in as maya")
    second = open_page("sign_in")
    second.sees("Who signs in?")
    second.go_to("Call the API")
    second.sees("You are not signed in")
    second.sees("Every call you send from this browser is listed here")


def test_the_main_button_of_a_popover_is_readable_in_the_dark(open_page: OpenPage) -> None:
    page = open_page(dark=True)
    wait_until_provisioned(page)
    page.page.get_by_role("button", name="Reset").first.click()
    button = page.keyed("overview_reset").get_by_role("button")
    expect(button).to_have_css("color", "rgb(15, 20, 36)")


def test_a_temporary_password_is_replaced_in_place(open_page: OpenPage) -> None:
    page = open_page("sign_in?sign_in_persona=finn")
    page.page.get_by_role("heading", name="Sign in").wait_for()
    sign_in_form(page).wait_for(timeout=SLOW_MS)
    page.act(sign_in_form(page).get_by_role("button", name="Sign in").click)
    page.sees("Choose a new password")
    page.press("Generate one")
    page.press("Set the password and sign in")
    page.sees("Signed in as finn")


def test_remove_the_stack_and_provision_it_again(open_page: OpenPage) -> None:
    page = open_page()
    wait_until_provisioned(page)
    page.go_to("Stack")
    page.sees(READY)
    page.page.get_by_text("Remove the stack", exact=True).first.click()
    field = page.keyed("admin_stack_confirm").get_by_role("textbox")
    field.fill("authorizer-lab")
    page.act(lambda: field.press("Enter"))
    page.keyed("admin_stack_remove").get_by_role("button").click()
    page.sees("Everything that carried this stack's tag is gone.")
    page.open("call_api")
    page.sees("There is no stack yet")
    page.open("")
    page.keyed("overview_provision").get_by_role("button").click()
    page.sees(READY)
    page.go_to("Sign in")
    sign_in_form(page).wait_for(timeout=SLOW_MS)


def test_stopping_the_server_leaves_no_process_and_the_home_private(tmp_path: Path) -> None:
    import psutil

    with running_lab(tmp_path / "home") as server:
        family: list[psutil.Process] = []
        for _ in range(SLOW_MS // 100):
            family = psutil.Process(server.process.pid).children(recursive=True)
            if any("local_engine.runner" in " ".join(child.cmdline()) for child in family):
                break
            time.sleep(0.1)
        else:
            raise AssertionError(f"no engine among {family}")
        assert (server.home.stat().st_mode & 0o777) == 0o700
    _, alive = psutil.wait_procs(family, timeout=60)
    assert alive == []


def test_the_log_of_the_server_holds_no_token(lab_server: LabServer) -> None:
    assert JWT.search(lab_server.log.read_text(errors="replace")) is None
