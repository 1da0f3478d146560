"""The whole walkthrough in the browser: with the mouse, and with keys and a killed server."""

import os
import signal
import socket
from collections.abc import Callable

import pytest
from playwright.sync_api import Browser, expect

from infra_scripts.walkthrough.steps import STEPS
from infra_scripts.walkthrough.walk_step import StepKind, WalkStep
from tests.browser.lab_page import SLOW_MS, LabPage, new_context
from tests.browser.lab_server import running_lab
from tests.browser.test_stories import wait_until_provisioned
from tests.ports import free_port
from tests.waiting import until


def run(page: LabPage, walked: WalkStep) -> None:
    """Run the step that is shown and see it done."""
    page.sees(f"Step {STEPS.index(walked) + 1} of {len(STEPS)}")
    explains = walked.kind is StepKind.EXPLAIN
    page.press("Understood" if explains else "Run this step")
    here = page.page.locator(".lab-walk a[aria-current]")
    expect(here.get_by_label("done", exact=True)).to_be_visible(timeout=SLOW_MS)
    if walked.kind is StepKind.CALL:
        page.sees(f"{walked.status} ")


def answers(port: int) -> bool:
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0


def test_the_walkthrough_with_the_mouse(open_page: Callable[..., LabPage]) -> None:
    page = open_page()
    wait_until_provisioned(page)
    page.go_to("Walkthrough")
    for walked in STEPS:
        run(page, walked)
        if walked is not STEPS[-1]:
            page.act(page.page.locator("a[data-lab-next]").click)
    page.sees(f"{len(STEPS)} of {len(STEPS)} steps done")
    page.press("Start over")
    page.sees(f"0 of {len(STEPS)} steps done")


def test_with_keys_and_a_killed_server_it_goes_on_where_it_stood(
    browser: Browser, tmp_path_factory: pytest.TempPathFactory
) -> None:
    home = tmp_path_factory.mktemp("killed") / "home"
    port = free_port()
    context = new_context(browser)
    half = len(STEPS) // 2
    try:
        with running_lab(home, port=port) as server:
            page = LabPage(context, server.url)
            page.open()
            wait_until_provisioned(page)
            page.go_to("Walkthrough")
            for walked in STEPS[:half]:
                page.sees(f"Step {STEPS.index(walked) + 1} of {len(STEPS)}")
                page.act(lambda: page.page.keyboard.press("m"))
                here = page.page.locator(".lab-walk a[aria-current]")
                expect(here.get_by_label("done", exact=True)).to_be_visible(timeout=SLOW_MS)
                page.act(lambda: page.page.keyboard.press("ArrowRight"))
            os.kill(server.process.pid, signal.SIGKILL)
            server.process.wait()
            until(lambda: not answers(port))  # the UI ends by itself, a moment later
        with running_lab(home, port=port) as server:
            page.open("walkthrough")
            page.sees(f"{half} of {len(STEPS)} steps done")
            for walked in STEPS[half:]:
                run(page, walked)
                if walked is not STEPS[-1]:
                    page.act(lambda: page.page.keyboard.press("ArrowRight"))
            page.sees(f"{len(STEPS)} of {len(STEPS)} steps done")
    finally:
        context.close()
