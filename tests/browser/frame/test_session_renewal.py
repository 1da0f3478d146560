"""A sign-in renews the session's cookie: a planted one opens nothing, the browser's own goes on."""

import re
from collections.abc import Callable

import requests
from playwright.sync_api import BrowserContext, WebSocketRoute, expect

from tests.browser.lab_page import SLOW_MS, LabPage
from tests.browser.lab_server import LabServer
from tests.browser.test_stories import sign_in_form, wait_until_provisioned

OpenPage = Callable[..., LabPage]
NOT_SIGNED_IN = "You are not signed in"
MOVED_ON = "This browser has signed in again since, in another tab."


def session_cookie(context: BrowserContext) -> str:
    cookies = context.cookies()
    (value,) = [
        each["value"] for each in cookies if each["name"].startswith("authorizer_lab_session")
    ]
    return value


def plant(context: BrowserContext, url: str, value: str) -> None:
    """Put a cookie into a browser, as any other program on localhost can: it ignores the port."""
    port = url.rpartition(":")[2]
    context.add_cookies([{"name": f"authorizer_lab_session_{port}", "value": value, "url": url}])


def sign_in_as_maya(page: LabPage) -> None:
    page.go_to("Sign in")
    sign_in_form(page).wait_for(timeout=SLOW_MS)
    page.act(sign_in_form(page).get_by_role("button", name="Sign in").click)
    page.sees("Signed in as maya")


def wait_for_another_cookie(context: BrowserContext, old: str, page: LabPage) -> str:
    for _ in range(SLOW_MS // 10):
        if session_cookie(context) != old:
            return session_cookie(context)
        page.page.wait_for_timeout(10)
    raise AssertionError("the browser has fetched no new cookie")


def test_a_planted_cookie_opens_nothing_after_the_sign_in_and_a_reload_keeps_it(
    open_page: OpenPage, lab_server: LabServer
) -> None:
    attacker = open_page()
    wait_until_provisioned(attacker)
    planted = session_cookie(attacker.page.context)
    victim = open_page()
    plant(victim.page.context, lab_server.url, planted)
    victim.reload()
    assert session_cookie(victim.page.context) == planted

    sign_in_as_maya(victim)
    renewed = wait_for_another_cookie(victim.page.context, planted, victim)
    assert renewed != planted

    attacker.go_to("Call the API")  # over the websocket that was open before
    attacker.sees(NOT_SIGNED_IN)
    attacker.reload()
    attacker.sees(NOT_SIGNED_IN)
    attacker.open("sign_in")
    attacker.sees("Who signs in?")

    victim.reload()
    victim.sees("Signed in as maya")
    assert session_cookie(victim.page.context) == renewed
    victim.go_to("Call the API")
    expect(victim.page.get_by_text(NOT_SIGNED_IN)).to_have_count(0)

    other = open_page()
    plant(other.page.context, lab_server.url, renewed)
    other.open("sign_in")
    other.sees("Signed in as maya")  # the new value, and it alone, is the session


def test_a_tab_that_was_open_before_says_so_and_is_signed_in_after_a_reload(
    open_page: OpenPage, lab_server: LabServer
) -> None:
    first = open_page()
    wait_until_provisioned(first)
    context = first.page.context
    second = LabPage(context, lab_server.url)
    second.open("call_api")
    second.sees(NOT_SIGNED_IN)
    old = session_cookie(context)
    sign_in_as_maya(first)
    wait_for_another_cookie(context, old, first)

    second.go_to("Users")
    second.sees(MOVED_ON)
    second.reload()
    expect(second.page.get_by_text(MOVED_ON)).to_have_count(0)
    second.go_to("Sign in")
    second.sees("Signed in as maya")
    assert (second.outside, second.console_errors) == ([], [])


def test_a_connection_that_broke_comes_back_signed_in(open_page: OpenPage) -> None:
    page = open_page()
    wait_until_provisioned(page)
    sockets: list[WebSocketRoute] = []

    def through(socket: WebSocketRoute) -> None:
        socket.connect_to_server()
        sockets.append(socket)

    page.page.route_web_socket(re.compile("/_stcore/stream$"), through)
    page.open("sign_in")
    old = session_cookie(page.page.context)
    sign_in_form(page).wait_for(timeout=SLOW_MS)
    sign_in_form(page).get_by_role("button", name="Sign in").click()
    page.sees("Signed in as maya")
    wait_for_another_cookie(page.page.context, old, page)

    before = len(sockets)
    sockets[-1].close(code=1011, reason="a broken connection")
    for _ in range(SLOW_MS // 10):
        if len(sockets) > before:
            break
        page.page.wait_for_timeout(10)
    page.wait()
    assert len(sockets) == before + 1
    page.page.get_by_test_id("stSidebarNav").get_by_role("link", name="Call the API").click()
    page.sees("Call without and with the header")
    expect(page.page.get_by_text(NOT_SIGNED_IN)).to_have_count(0)


def test_metrics_are_not_served(lab_server: LabServer) -> None:
    assert requests.get(f"{lab_server.url}/_stcore/metrics", timeout=60).status_code == 404
    assert requests.get(f"{lab_server.url}/_stcore/host-config", timeout=60).status_code == 200
