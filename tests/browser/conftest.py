"""Fixtures of the browser stories: one chromium, one served lab per module, clean contexts."""

import os
import shutil
from collections.abc import Callable, Generator, Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Error, expect, sync_playwright

from tests.browser.lab_page import CHROMIUM, FLAGS, SLOW_MS, LabPage, new_context
from tests.browser.lab_server import LabServer, running_lab
from tests.browser.test_stories import wait_until_provisioned

_TABS: pytest.StashKey[list[LabPage]] = pytest.StashKey()
_SHOWN_CHARACTERS = 2000


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if "tests/browser/" in str(item.path).replace(os.sep, "/"):
            item.add_marker(pytest.mark.browser)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(
    item: pytest.Item, call: pytest.CallInfo[None]
) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """Say with a failure what each tab showed: on another machine nobody can look."""
    report = yield
    if call.when == "call" and report.failed:
        for tab in item.stash.get(_TABS, []):
            report.sections.append((f"Tab at {tab.page.url}", _shown(tab)))
    return report


def _shown(tab: LabPage) -> str:
    try:
        return tab.everything_shown()[:_SHOWN_CHARACTERS]
    except Error as error:
        return f"It cannot be read: {error.message}"


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
def open_page(
    browser: Browser, lab_server: LabServer, request: pytest.FixtureRequest
) -> Iterator[Callable[..., LabPage]]:
    """Return a function that opens a tab in a browser of its own; checks every tab at the end."""
    contexts: list[BrowserContext] = []
    pages: list[LabPage] = request.node.stash.setdefault(_TABS, [])

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
