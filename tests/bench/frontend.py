"""The ratios a user feels in the browser: command to usable page, and the rerun of a page."""

import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import count
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright

from tests.bench.measure import Ratio, in_turns
from tests.bench.rerun_clock import COUNT_RUNS, rerun_milliseconds
from tests.browser.lab_page import CHROMIUM, FLAGS, LabPage, new_context
from tests.browser.lab_server import ROOT, clean_environment, running_lab, stop, wait_healthy
from tests.ports import free_port

_EMPTY_APP = 'import streamlit as st\nst.title("Empty")\nst.button("Again")\n'
_READY = "resources are in place"
_PAGES = (
    "",
    "sign_in",
    "call_api",
    "authorizer_lab",
    "response_doctor",
    "revocation",
    "admin_users",
    "admin_stack",
)


def measure_in_browser(scratch: Path) -> list[Ratio]:
    (scratch / "empty.py").write_text(_EMPTY_APP, encoding="utf-8")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        try:
            return [*_starts(browser, scratch), *_reruns(browser, scratch)]
        finally:
            browser.close()


def _starts(browser: Browser, scratch: Path) -> Iterator[Ratio]:
    homes = count()

    def lab(home: Path, text: str) -> float:
        started = time.perf_counter()
        with running_lab(home) as server:
            return _shown_after(browser, server.url, started, text)

    def empty() -> float:
        started = time.perf_counter()
        with _empty_app(scratch) as url:
            return _shown_after(browser, url, started, "Empty")

    known_home = scratch / "known-home"
    measured = {
        "`demo` to a provisioned lab, new home": lambda: lab(
            scratch / f"home-{next(homes)}", _READY
        ),
        "`demo` to a provisioned lab, known home": lambda: lab(known_home, _READY),
        "`demo` to the first page, new home": lambda: lab(
            scratch / f"home-{next(homes)}", "Authorizer Lab"
        ),
    }
    for name, ours in measured.items():
        yield in_turns(
            name,
            ours=ours,
            baseline=empty,
            baseline_name="an empty Streamlit app",
            aim=2.0,
            rounds=5,
            warm_up=1,
        )


def _reruns(browser: Browser, scratch: Path) -> Iterator[Ratio]:
    with _empty_app(scratch) as url, running_lab(scratch / "known-home") as server:
        empty = _counted_page(browser, url)
        page = _counted_page(browser, server.url)
        page.sees(_READY)
        _sign_in_and_call(page)
        for path in _PAGES:
            page.open(path)
            page.page.wait_for_timeout(1000)  # what loads lazily has loaded
            yield in_turns(
                f"rerun of {path or 'overview'}",
                ours=lambda: rerun_milliseconds(page.page),
                baseline=lambda: rerun_milliseconds(empty.page),
                baseline_name="an empty page",
                aim=2.0,
                rounds=25,
            )


def _sign_in_and_call(page: LabPage) -> None:
    """Fill the pages: the tokens, both answers with the way drawn, a call for the doctor."""
    page.open("sign_in")
    page.page.get_by_role("button", name="Sign in", exact=True).first.click()
    page.sees("Signed in as maya")
    page.open("call_api")
    page.page.get_by_role("button", name="Call without and with the header").first.click()
    page.sees("Sent back:")


def _counted_page(browser: Browser, url: str) -> LabPage:
    context = new_context(browser)
    context.add_init_script(COUNT_RUNS)
    page = LabPage(context, url, is_watched=False)
    page.open()
    return page


def _shown_after(browser: Browser, url: str, started: float, text: str) -> float:
    context = new_context(browser)
    try:
        page = LabPage(context, url, is_watched=False)
        page.page.goto(url)
        page.sees(text)
        return (time.perf_counter() - started) * 1000
    finally:
        context.close()


@contextmanager
def _empty_app(scratch: Path) -> Iterator[str]:
    port = free_port()
    log = scratch / f"empty-{port}.log"
    with log.open("wb") as output:
        process = subprocess.Popen(
            [
                *(sys.executable, "-m", "streamlit", "run", str(scratch / "empty.py")),
                *("--server.port", str(port), "--server.headless", "true"),
                *("--server.address", "127.0.0.1", "--browser.gatherUsageStats", "false"),
            ],
            cwd=ROOT,
            env=clean_environment(),
            stdout=output,
            stderr=subprocess.STDOUT,
        )
    try:
        wait_healthy(f"http://127.0.0.1:{port}", process, log)
        yield f"http://localhost:{port}"
    finally:
        stop(process)
