"""Nobody is left stuck: the engine, the stack or the server goes and comes back under a page."""

import subprocess
import sys
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from urllib.parse import urlsplit

import psutil
from playwright.sync_api import Browser, Locator, expect

from tests.browser.lab_page import SLOW_MS, LabPage, new_context
from tests.browser.lab_server import ROOT, LabServer, clean_environment, running_lab
from tests.browser.test_stories import wait_until_provisioned
from tests.ports import free_port

OpenPage = Callable[..., LabPage]


def engine_of(server: LabServer) -> psutil.Process:
    for child in psutil.Process(server.process.pid).children(recursive=True):
        with suppress(psutil.Error):
            if "local_engine.runner" in " ".join(child.cmdline()):
                return child
    raise AssertionError("the server has no engine")


def command(server: LabServer, *arguments: str) -> None:
    subprocess.run(
        [sys.executable, "-m", "infra_scripts", *arguments],
        cwd=ROOT,
        env=clean_environment(AUTHORIZER_LAB_HOME=str(server.home)),
        check=True,
        capture_output=True,
        timeout=100,
    )


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
    page.act(page.keyed("call_api_route").get_by_text("/my-api/admins", exact=True).click)

    engine_of(lab_server).kill()
    page.sees("The local engine stopped and is being started again.")
    banner = page.page.get_by_text("is being started again")
    expect(banner).to_have_count(0, timeout=SLOW_MS)
    page.sees("Local engine")
    expect(page.page.get_by_role("radio", name="/my-api/admins")).to_be_checked()
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
    overview.sees("Press Provision")
    command(lab_server, "up")
    command(lab_server, "seed")
    expect(call_button(page)).to_be_visible(timeout=SLOW_MS)
    call(page)
    overview.sees("What to do next")
    expect(overview.page.get_by_text("Press Provision")).to_have_count(0, timeout=SLOW_MS)


def test_a_page_goes_on_when_its_server_was_killed_and_started_again(
    browser: Browser, tmp_path: Path
) -> None:
    home, port = tmp_path / "home", free_port()
    context = new_context(browser)
    with running_lab(home, port=port) as server:
        page = LabPage(context, server.url)
        page.open("call_api")
        call_button(page).wait_for(timeout=SLOW_MS)
        family = psutil.Process(server.process.pid).children(recursive=True)
        for process in (server.process, *family):
            with suppress(psutil.NoSuchProcess):
                process.kill()
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
