"""An engine that is suspended looks healthy from outside: the page says that it does not answer."""

from collections.abc import Callable

from playwright.sync_api import expect

from tests.browser.frame.test_recovery import QUIET_MS, call, call_button, engine_of
from tests.browser.lab_page import SLOW_MS, LabPage
from tests.browser.lab_server import LabServer
from tests.browser.test_stories import wait_until_provisioned

OpenPage = Callable[..., LabPage]


def test_a_suspended_engine_is_told_on_idle_and_on_waiting_pages_and_is_started_again(
    open_page: OpenPage, lab_server: LabServer
) -> None:
    idle, waiting = open_page(), open_page()
    wait_until_provisioned(idle)
    waiting.open("call_api")
    call_button(waiting).wait_for(timeout=SLOW_MS)
    idle.page.wait_for_timeout(QUIET_MS)

    engine_of(lab_server).suspend()
    call_button(waiting).click()
    idle.sees("The local engine does not answer.")
    idle.sees("Local engine does not answer")
    expect(waiting.page.locator(".lab-gone")).to_contain_text(
        "The local engine does not answer. This page waits for it", timeout=SLOW_MS
    )
    expect(idle.page.get_by_text("does not answer")).to_have_count(0, timeout=SLOW_MS)
    expect(waiting.page.locator(".lab-gone")).to_have_count(0, timeout=SLOW_MS)
    waiting.wait()
    call(waiting)


def test_an_engine_that_goes_on_after_a_while_is_not_started_again(
    open_page: OpenPage, lab_server: LabServer
) -> None:
    page = open_page()
    wait_until_provisioned(page)
    engine = engine_of(lab_server)
    engine.suspend()
    page.sees("The local engine does not answer.")
    engine.resume()
    expect(page.page.get_by_text("does not answer")).to_have_count(0, timeout=SLOW_MS)
    assert engine_of(lab_server).pid == engine.pid
