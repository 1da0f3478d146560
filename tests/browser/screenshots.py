"""`make screenshots`: the pictures in docs/screenshots, taken from a served lab."""

import sys
import tempfile
from pathlib import Path

from playwright.sync_api import Browser, expect, sync_playwright

from tests.browser.lab_page import CHROMIUM, FLAGS, SLOW_MS, LabPage, new_context
from tests.browser.lab_server import ROOT, running_lab
from tests.browser.views import views

_FOLDER = ROOT / "docs" / "screenshots"
_TALLEST = 1400


def take(browser: Browser, url: str, *, dark: bool) -> None:
    context = new_context(browser, dark=dark)
    page = LabPage(context, url)
    theme = "dark" if dark else "light"
    for name, show in views(page):
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
