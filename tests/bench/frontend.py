"""The ratios a user feels in the browser: command to usable page, and the rerun of a page."""

import subprocess
import sys
import time
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright

from tests.bench.measure import Ratio, in_turns
from tests.browser.lab_page import CHROMIUM, FLAGS, LabPage, new_context
from tests.browser.lab_server import ROOT, clean_environment, running_lab, stop, wait_healthy
from tests.ports import free_port

_EMPTY_APP = 'import streamlit as st\nst.title("Empty")\nst.button("Again")\n'
_RERUN_ROUNDS = 30


def measure_in_browser(scratch: Path) -> list[Ratio]:
    (scratch / "empty.py").write_text(_EMPTY_APP, encoding="utf-8")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        try:
            return [_start_up(browser, scratch), *_reruns(browser, scratch)]
        finally:
            browser.close()


def _start_up(browser: Browser, scratch: Path) -> Ratio:
    homes = iter(range(1000))

    def ours() -> float:
        started = time.perf_counter()
        with running_lab(scratch / f"home-{next(homes)}") as server:
            return _usable_after(browser, server.url, started, "resources exist as described")

    def empty() -> float:
        started = time.perf_counter()
        url, process = _start_empty(scratch)
        try:
            return _usable_after(browser, url, started, "Empty")
        finally:
            stop(process)

    return in_turns(
        "installed `demo` to a usable page",
        ours=ours,
        baseline=empty,
        baseline_name="an empty Streamlit app",
        aim=2.0,
        rounds=5,
        warm_up=1,
    )


def _reruns(browser: Browser, scratch: Path) -> list[Ratio]:
    url, process = _start_empty(scratch)
    try:
        with running_lab(scratch / "rerun-home") as server:
            empty = _page(browser, url)
            overview = _page(browser, server.url)
            overview.sees("resources exist as described")
            return [
                in_turns(
                    f"rerun of {name}",
                    ours=lambda page=page: _rerun(page),
                    baseline=lambda: _rerun(empty),
                    baseline_name="an empty page",
                    aim=2.0,
                    rounds=_RERUN_ROUNDS,
                )
                for name, page in _pages_to_rerun(overview)
            ]
    finally:
        stop(process)


def _pages_to_rerun(page: LabPage) -> "list[tuple[str, LabPage]]":
    return [("overview", page)]


def _rerun(page: LabPage) -> float:
    """Press Streamlit's rerun key and wait for the end of the run."""
    started = time.perf_counter()
    page.act(lambda: page.page.keyboard.press("r"))
    return (time.perf_counter() - started) * 1000


def _page(browser: Browser, url: str) -> LabPage:
    page = LabPage(new_context(browser), url)
    page.open()
    return page


def _usable_after(browser: Browser, url: str, started: float, text: str) -> float:
    context = new_context(browser)
    try:
        page = LabPage(context, url)
        page.page.goto(url)
        page.sees(text)
        return (time.perf_counter() - started) * 1000
    finally:
        context.close()


def _start_empty(scratch: Path) -> tuple[str, subprocess.Popen[bytes]]:
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
    wait_healthy(f"http://127.0.0.1:{port}", process, log)
    return f"http://localhost:{port}", process
