"""What happens to a sign-in is seen in every tab of its browser, and after the server's restart."""

from collections.abc import Callable
from pathlib import Path
from urllib.parse import urlsplit

import psutil
from playwright.sync_api import Browser, expect

from tests.browser.frame.test_recovery import QUIET_MS, kill_all
from tests.browser.frame.test_session_renewal import NOT_SIGNED_IN, sign_in_as_maya
from tests.browser.lab_page import SLOW_MS, LabPage, new_context
from tests.browser.lab_server import LabServer, running_lab
from tests.browser.test_stories import wait_until_provisioned
from tests.ports import free_port

OpenPage = Callable[..., LabPage]
SOON_MS = 8_000  # of a busy machine; in use it is half a second
LOST = "The server was restarted: sign in again."


def wait_for_mark(page: LabPage) -> None:
    for _ in range(SLOW_MS // 10):
        if any("signed_in" in each["name"] for each in page.page.context.cookies()):
            return
        page.page.wait_for_timeout(10)
    raise AssertionError("the browser has no mark")


def test_the_other_tabs_follow_a_sign_out_and_keep_what_is_typed(
    open_page: OpenPage, lab_server: LabServer
) -> None:
    page = open_page()
    wait_until_provisioned(page)
    sign_in_as_maya(page)
    wait_for_mark(page)
    other, typing = (LabPage(page.page.context, lab_server.url) for _ in range(2))
    other.open("call_api")
    other.sees("maya")
    typing.open("self_service")
    field = typing.page.get_by_role("main").get_by_role("textbox").first
    field.wait_for(timeout=SLOW_MS)
    field.fill("half-typed")
    typing.page.wait_for_timeout(QUIET_MS)

    page.press("Sign out")
    expect(other.keyed("frame_user")).to_have_count(0, timeout=SOON_MS)
    other.sees(NOT_SIGNED_IN)
    expect(typing.keyed("frame_user")).to_have_count(0, timeout=SOON_MS)
    expect(field).to_have_value("half-typed")
    runs = other.runs
    other.page.wait_for_timeout(QUIET_MS)
    assert other.runs == runs  # it was run anew once, and is not again and again
    assert other.console_errors == typing.console_errors == []


def test_after_a_restart_of_the_server_the_page_says_that_the_sign_in_is_lost_and_leads_back(
    browser: Browser, tmp_path: Path
) -> None:
    home, port = tmp_path / "home", free_port()
    context, stranger = new_context(browser), new_context(browser)
    with running_lab(home, port=port) as server:
        page, visitor = LabPage(context, server.url), LabPage(stranger, server.url)
        page.open()
        wait_until_provisioned(page)
        visitor.open("call_api")
        sign_in_as_maya(page)
        wait_for_mark(page)
        page.go_to("Call the API")
        kill_all(psutil.Process(server.process.pid))
    with running_lab(home, port=port):
        page.sees(LOST)
        visitor.sees(NOT_SIGNED_IN)
        expect(visitor.page.get_by_text(LOST)).to_have_count(0)
        page.reload()
        page.sees(LOST)
        page.act(page.page.get_by_role("link", name="Sign in again").click)
        sign_in_as_maya(page)
        expect(page.page.get_by_text(LOST)).to_have_count(0, timeout=SLOW_MS)
        page.act(page.page.get_by_role("link", name="Back to Call the API").click)
        assert urlsplit(page.page.url).path == "/call_api"
        wait_for_mark(page)
        page.press("Sign out")
        page.sees(NOT_SIGNED_IN)  # else the reload may come before the sign-out
        page.reload()
        expect(page.page.get_by_text(LOST)).to_have_count(0)
        context.close()
        stranger.close()
