"""`make screenshots`: the pictures in docs/screenshots, taken from a served lab."""

import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

from playwright.sync_api import Browser, expect, sync_playwright

from tests.browser.lab_page import CHROMIUM, FLAGS, SLOW_MS, LabPage, new_context
from tests.browser.lab_server import ROOT, running_lab
from tests.browser.test_authorizer_lab import run_to_the_end
from tests.browser.test_stories import choose_and_call, sign_in_form, wait_until_provisioned

_FOLDER = ROOT / "docs" / "screenshots"
_TALLEST = 1400


def _signed_in(page: LabPage) -> None:
    page.go_to("Sign in")
    sign_in_form(page).wait_for()
    page.act(sign_in_form(page).get_by_role("button", name="Sign in").click)
    page.sees("Signed in as maya")


def _grid_run(page: LabPage) -> None:
    page.open("authorizer_lab")
    run_to_the_end(page, "run_grid")
    page.sees("All 50 answers are as expected on AWS.")


def _refusal_examined(page: LabPage) -> None:
    page.open("call_api?call_api_send=Access+token")
    page.press("Call without and with the header")
    page.open("response_doctor")
    page.sees("What to do")


def _all_raced(page: LabPage) -> None:
    page.open("revocation")
    page.press("Run all six")
    matrix = page.page.locator("table.lab-race.matrix")
    expect(matrix.locator("td .refused")).to_have_count(8, timeout=SLOW_MS)


def _views(page: LabPage) -> Iterator[tuple[str, Callable[[], object]]]:
    """Yield the name of each picture and how to get to what it shows, in order."""
    yield "overview", lambda: wait_until_provisioned(page)
    yield "sign-in", lambda: page.open("sign_in")
    yield "tokens", lambda: _signed_in(page)
    yield "call-the-api", lambda: choose_and_call(page, "/my-api")
    yield "authorizer-lab", lambda: _grid_run(page)
    yield "response-doctor", lambda: _refusal_examined(page)
    yield "revocation-race", lambda: _all_raced(page)
    yield "users", lambda: page.open("admin_users")
    yield "stack", lambda: page.open("admin_stack")


def take(browser: Browser, url: str, *, dark: bool) -> None:
    context = new_context(browser, dark=dark)
    page = LabPage(context, url)
    theme = "dark" if dark else "light"
    for name, show in _views(page):
        show()
        # Syntax colours, tables and the message that a job is done come a little later.
        page.page.wait_for_timeout(1500)
        expect(page.page.get_by_test_id("stToast")).to_have_count(0, timeout=SLOW_MS)
        _fit(page)
        page.page.screenshot(path=_FOLDER / f"{name}-{theme}.png")
    context.close()


def _fit(page: LabPage) -> None:
    """Make the window as tall as the page, within reason: the main area scrolls by itself."""
    size = page.page.viewport_size
    assert size is not None
    content = page.page.get_by_test_id("stMainBlockContainer").evaluate("(it) => it.scrollHeight")
    page.page.set_viewport_size(
        {"width": size["width"], "height": min(max(int(content), 700), _TALLEST)}
    )
    page.page.wait_for_timeout(300)


def main() -> int:
    _FOLDER.mkdir(parents=True, exist_ok=True)
    with (
        tempfile.TemporaryDirectory() as scratch,
        running_lab(Path(scratch) / "home") as server,
        sync_playwright() as playwright,
    ):
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        take(browser, server.url, dark=False)
        take(browser, server.url, dark=True)
        browser.close()
    return 0


if __name__ == "__main__":
    sys.exit(main())
