"""Nobody is left stuck: the engine, the stack or the server goes and comes back under a page."""

import subprocess
import sys
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from urllib.parse import urlsplit

import psutil
from playwright.sync_api import Browser, Locator, expect

from tests.browser.lab_page import SLOW_MS, LabPage, new_context
from tests.browser.lab_server import ROOT, LabServer, clean_environment, running_lab
from tests.browser.test_stories import choose_route, wait_until_provisioned
from tests.ports import free_port

OpenPage = Callable[..., LabPage]
DIED = "The local engine stopped and is being started again."
# An engine is back within a second: what the page says meanwhile is noted inside the page.
NOTE = """(text) => {
  const look = () => { window.hasSaid ||= document.body.innerText.includes(text); };
  new MutationObserver(look).observe(document.body, { subtree: true, childList: true });
}"""
QUIET_MS = 3200  # so long after a click no page is run anew by itself


def engine_of(server: LabServer) -> psutil.Process:
    for child in psutil.Process(server.process.pid).children(recursive=True):
        with suppress(psutil.Error):
            if "local_engine.runner" in " ".join(child.cmdline()):
                return child
    raise AssertionError("the server has no engine")


def kill_all(parent: psutil.Process) -> None:
    for process in (parent, *parent.children(recursive=True)):
        with suppress(psutil.NoSuchProcess):
            process.kill()


def command(server: LabServer, *arguments: str) -> None:
    subprocess.run(
        [sys.executable, "-m", "infra_scripts", *arguments],
        cwd=ROOT,
        env=clean_environment(AUTHORIZER_LAB_HOME=str(server.home)),
        check=True,
        capture_output=True,
        timeout=300,
    )


def wait_until_said(page: LabPage) -> None:
    until = time.monotonic() + SLOW_MS / 1000
    while not page.page.evaluate("window.hasSaid === true"):
        assert time.monotonic() < until, "the page did not say that the engine died"
        page.page.wait_for_timeout(50)


def call_button(page: LabPage) -> Locator:
    return page.keyed("call_api_call").get_by_role("button")


def call(page: LabPage) -> None:
    page.act(call_button(page).click)
    page.sees("401 Unauthorized")


def test_a_page_says_that_the_engine_died_and_comes_back_as_it_was_without_a_click(
    open_page: OpenPage, lab_server: LabServer
) -> None:
    page = open_page()
    wait_until_provisioned(page)
    page.open("call_api")
    call_button(page).wait_for(timeout=SLOW_MS)
    choose_route(page, "/my-api/admins")
    page.page.wait_for_timeout(QUIET_MS)
    page.page.evaluate(NOTE, DIED)

    engine_of(lab_server).kill()
    wait_until_said(page)
    expect(page.page.get_by_text(DIED)).to_have_count(0, timeout=SLOW_MS)
    page.sees("Local engine")
    expect(page.keyed("call_api_route").get_by_role("combobox")).to_have_value("/my-api/admins")
    page.wait()
    call(page)


def test_a_page_follows_commands_that_remove_the_stack_and_provision_it_again(
    open_page: OpenPage, lab_server: LabServer
) -> None:
    page, overview = open_page(), open_page()
    wait_until_provisioned(overview)
    page.open("call_api")
    call_button(page).wait_for(timeout=SLOW_MS)
    command(lab_server, "down", "--yes")
    page.sees("There is no stack yet")
    overview.sees("1. Provision the stack")
    command(lab_server, "up")
    command(lab_server, "seed")
    expect(call_button(page)).to_be_visible(timeout=SLOW_MS)
    call(page)
    overview.sees("What to do next")
    expect(overview.page.get_by_text("1. Provision the stack")).to_have_count(0, timeout=SLOW_MS)


def test_a_page_goes_on_when_its_server_was_killed_and_started_again(
    browser: Browser, tmp_path: Path
) -> None:
    home, port = tmp_path / "home", free_port()
    context = new_context(browser)
    with running_lab(home, port=port) as server:
        page = LabPage(context, server.url)
        page.open("call_api")
        call_button(page).wait_for(timeout=SLOW_MS)
        kill_all(psutil.Process(server.process.pid))
    page.sees("The lab's server does not answer.")
    expect(page.page.get_by_text("streamlit run")).to_be_hidden()
    with running_lab(home, port=port):
        expect(page.page.get_by_text("does not answer")).to_have_count(0, timeout=SLOW_MS)
        expect(call_button(page)).to_be_enabled(timeout=SLOW_MS)
        page.wait()
        call(page)
        assert urlsplit(page.page.url).path == "/call_api"
        assert page.outside == []
        context.close()
