"""A server that is killed while everything is put back: the next one finishes it."""

import os
import signal
from pathlib import Path

from playwright.sync_api import Browser, expect

from infra_scripts.walkthrough.steps import STEPS, step
from tests.browser.lab_page import LabPage, new_context
from tests.browser.lab_server import running_lab
from tests.browser.presenting.stage import is_on_stage, run_by_key
from tests.browser.test_stories import wait_until_provisioned
from tests.waiting import until


def test_the_next_start_finishes_it(browser: Browser, tmp_path: Path) -> None:
    home = tmp_path / "home"
    mark = home / "local" / "authorizer-lab.put-back.json"
    context = new_context(browser)
    try:
        with running_lab(home) as server:
            page = LabPage(context, server.url)
            page.open()
            wait_until_provisioned(page)
            page.open("walkthrough?present=1&step=call-refused")
            is_on_stage(page, step("call-refused"))
            run_by_key(page, step("call-refused"))
            page.page.keyboard.press("u")
            expect(page.page.get_by_role("dialog", name="Put everything back")).to_be_visible()
            page.page.keyboard.press("Enter")
            until(mark.exists)
            os.kill(server.process.pid, signal.SIGKILL)
            server.process.wait()
            assert mark.exists(), "it was killed before the end"
        with running_lab(home) as server:
            until(lambda: not mark.exists(), seconds=60)
            page.url = server.url
            page.open("walkthrough")
            page.sees(f"0 of {len(STEPS)} steps done")
    finally:
        context.close()
