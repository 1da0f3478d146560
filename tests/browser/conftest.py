"""Fixtures of the browser stories: one chromium, one served lab per module, clean contexts."""

import os
import shutil
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, expect, sync_playwright

from tests.browser.lab_page import CHROMIUM, FLAGS, SLOW_MS, LabPage, new_context
from tests.browser.lab_server import LabServer, running_lab
from tests.browser.test_stories import wait_until_provisioned


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if "tests/browser/" in str(item.path).replace(os.sep, "/"):
            item.add_marker(pytest.mark.browser)


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    # Not for the session: while Playwright is open its event loop runs in the worker's main thread,
    # where asyncio.run() and Python 3.11's ast.parse() of other tests then fail.
    executable = shutil.which("chromium") or CHROMIUM
    if not os.path.exists(executable):  # noqa: PTH110 - plain question about one path
        message = "chromium is not installed: apt-get install chromium"
        if os.environ.get("CI"):
            pytest.fail(message)
        pytest.skip(message)
    with sync_playwright() as playwright:
        expect.set_options(timeout=SLOW_MS)  # a slow machine takes its time for each drawing
        chromium = playwright.chromium.launch(executable_path=executable, args=FLAGS)
        yield chromium
        chromium.close()


@pytest.fixture(scope="module")
def lab_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[LabServer]:
    with running_lab(tmp_path_factory.mktemp("lab") / "home") as server:
        yield server


@pytest.fixture
def open_page(browser: Browser, lab_server: LabServer) -> Iterator[Callable[..., LabPage]]:
    """Return a function that opens a tab in a browser of its own; checks every tab at the end."""
    contexts, pages = [], []

    def opened(path: str = "", **look: Any) -> LabPage:
        context = new_context(browser, **look)
        contexts.append(context)
        page = LabPage(context, lab_server.url)
        pages.append(page)
        page.open(path)
        return page

    yield opened
    for context in contexts:
        context.close()
    assert [url for page in pages for url in page.outside] == []
    assert [text for page in pages for text in page.console_errors] == []


@pytest.fixture(scope="module")
def ready_lab(browser: Browser, lab_server: LabServer) -> LabServer:
    """The served lab once its stack is in place, as its overview says."""
    context = new_context(browser)
    wait_until_provisioned(LabPage(context, lab_server.url))
    context.close()
    return lab_server


@pytest.fixture
def open_ready(ready_lab: LabServer, open_page: Callable[..., LabPage]) -> Callable[..., LabPage]:
    """Return what `open_page` does, for a lab whose stack is in place: no page is loaded before."""
    return open_page
