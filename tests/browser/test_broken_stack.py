"""A stack broken by hand, as its reader meets it: the fault first, repaired with the mouse."""

from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from services.home.engine_record import read_record
from services.lab import Lab, open_lab
from services.settings import Settings
from tests.browser.lab_page import SLOW_MS, LabPage
from tests.browser.lab_server import LabServer
from tests.browser.test_stories import READY, wait_until_provisioned
from tests.pages.broken_stack import remove_authorizer

OpenPage = Callable[..., LabPage]
SIZES = {"desktop": (1440, 900), "150 % zoom": (960, 600), "phone": (390, 844)}
REFUSED = 'HTTP/2 403\n\n{"message":"Missing Authentication Token"}'


def lab_of(server: LabServer) -> Lab:
    settings = Settings(home=server.home)
    record = read_record(settings.engine_dir)
    assert record is not None
    return open_lab(settings, endpoint_url=record.endpoint_url)


def reload_until(page: LabPage, text: str) -> None:
    """Reload until the page's reading of the stack is a newer one, which shows the text."""
    for _ in range(60):
        page.reload()
        if page.page.get_by_text(text).count():
            return
        page.page.wait_for_timeout(500)
    raise AssertionError(f"the page never said: {text}")


def test_a_method_without_authorizer_is_said_first_drawn_broken_and_repaired(
    open_page: OpenPage, lab_server: LabServer
) -> None:
    page = open_page()
    wait_until_provisioned(page)
    broken = page.page.locator(".lab-broken")
    expect(broken).to_have_count(0)
    remove_authorizer(lab_of(lab_server), "/my-api")

    reload_until(page, "The stack has 1 fault: Method GET /my-api has no authorizer.")
    repair = page.keyed("overview_provision").get_by_role("button", name="Repair")
    expect(page.page.get_by_role("heading", name="1. Repair the stack")).to_be_in_viewport()
    expect(repair).to_be_in_viewport()
    expect(broken).to_have_count(1)
    expect(broken).to_have_attribute("data-cell", "check")
    expect(broken).to_contain_text("no authorizer on GET /my-api")
    expect(broken.locator(".lab-line")).to_have_css("border-top-style", "dashed")

    page.go_to("Users")
    badge = page.page.get_by_test_id("stSidebar").get_by_role("link", name="Stack: 1 fault")
    expect(badge).to_be_visible()
    page.go_to("Stack")
    page.sees("The stack has 1 fault: Method GET /my-api has no authorizer.")

    page.act(badge.click)
    repair.click()
    page.sees(READY)
    expect(broken).to_have_count(0)
    expect(badge).to_have_count(0)
    expect(page.page.get_by_role("heading", name="1. Sign in")).to_be_in_viewport()


@pytest.mark.parametrize("size", SIZES.values(), ids=SIZES.keys())
def test_the_first_cause_is_in_view_after_a_paste_without_scrolling(
    open_ready: OpenPage, size: tuple[int, int]
) -> None:
    page = open_ready("response_doctor", size=size)
    find = page.page.get_by_role("button", name="Find the cause")
    expect(find).to_be_in_viewport(timeout=SLOW_MS)
    page.keyed("response_doctor_paste").get_by_role("textbox").fill(REFUSED)
    find.click()
    cause = page.keyed("response_doctor_first")
    expect(cause.get_by_role("heading")).to_be_in_viewport(timeout=SLOW_MS)
    expect(cause.get_by_text("What to do")).to_be_in_viewport()


@pytest.mark.parametrize("size", SIZES.values(), ids=SIZES.keys())
@pytest.mark.parametrize(
    ("path", "state"),
    [
        pytest.param("", READY, id="overview"),
        pytest.param("admin_stack", READY, id="stack"),
        pytest.param("admin_users", "In user pool", id="users"),
    ],
)
def test_a_page_says_its_state_first(
    open_ready: OpenPage, path: str, state: str, size: tuple[int, int]
) -> None:
    page = open_ready(path, size=size)
    expect(page.page.get_by_test_id("stMain").get_by_text(state).first).to_be_in_viewport(
        timeout=SLOW_MS
    )
    width = page.page.evaluate("document.documentElement.scrollWidth")
    assert width <= size[0]
