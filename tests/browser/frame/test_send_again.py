"""The engine is killed under a call: the page says that it is back, and to press the button again.

It is suspended first, so that the call is under way when it is killed.
"""

import time
from collections.abc import Callable
from contextlib import suppress

import psutil
import pytest
from playwright.sync_api import Locator, expect

from tests.browser.frame.test_recovery import call_button, engine_of
from tests.browser.frame.test_session_renewal import sign_in_as_maya
from tests.browser.lab_page import SLOW_MS, LabPage
from tests.browser.lab_server import LabServer
from tests.browser.test_stories import sign_in_form, wait_until_provisioned

GROWN_SECONDS = 10.5  # of three that die younger, one after the other, none is started again
OpenPage = Callable[..., LabPage]
# botocore tries a call that was cut off again within a second: the next engine is held back longer,
# as one that answered by then would let the work go on as if nothing had been.
HELD_SECONDS = 1.5
AT_WORK = "[data-testid=stSpinner], [data-testid=stProgress]"
AGAIN = "The local engine was started again since and answers: press the button again."


def grown_engine(page: LabPage, server: LabServer) -> psutil.Process:
    engine = engine_of(server)
    age = time.time() - engine.create_time()
    page.page.wait_for_timeout(max(0.0, GROWN_SECONDS - age) * 1000)
    return engine


def killed_under_a_call(engine: psutil.Process, server: LabServer) -> None:
    """Kill the engine; the one that is started instead answers only after a while."""
    engine.kill()
    until = time.monotonic() + SLOW_MS / 1000
    while (following := _engine_or_none(server)) in (None, engine):
        assert time.monotonic() < until, "no engine was started again"
        time.sleep(0.01)
    assert following is not None
    following.suspend()
    time.sleep(HELD_SECONDS)
    following.resume()


def _engine_or_none(server: LabServer) -> psutil.Process | None:
    with suppress(AssertionError):
        return engine_of(server)
    return None


def _sign_in(page: LabPage) -> Locator:
    return sign_in_form(page).get_by_role("button", name="Sign in")


def _race(page: LabPage) -> Locator:
    return page.keyed("revocation_run").get_by_role("button")


@pytest.mark.parametrize(
    ("path", "button"),
    [
        pytest.param("sign_in", _sign_in, id="a sign-in"),
        pytest.param("call_api", call_button, id="a call"),
        pytest.param("revocation", _race, id="a race"),
    ],
)
def test_what_was_cut_off_is_sent_again(
    open_page: OpenPage,
    lab_server: LabServer,
    path: str,
    button: Callable[[LabPage], Locator],
) -> None:
    page = open_page()
    wait_until_provisioned(page)
    page.open(path)
    button(page).wait_for(timeout=SLOW_MS)
    page.wait()
    engine = grown_engine(page, lab_server)
    engine.suspend()
    button(page).click()
    page.page.locator(AT_WORK).first.wait_for(timeout=SLOW_MS)
    page.page.wait_for_timeout(1000)  # what is drawn at work sends its call a little later
    killed_under_a_call(engine, lab_server)
    page.sees(AGAIN)
    page.wait()
    page.act(button(page).click)
    expect(page.page.get_by_text(AGAIN)).to_have_count(0, timeout=SLOW_MS)


def test_what_was_done_before_still_stands_after_the_engine_was_killed(
    open_page: OpenPage, lab_server: LabServer
) -> None:
    page = open_page()
    wait_until_provisioned(page)
    sign_in_as_maya(page)
    grown_engine(page, lab_server).kill()
    page.page.wait_for_timeout(1500)
    page.open("call_api")
    page.act(call_button(page).click)
    page.sees("200")
