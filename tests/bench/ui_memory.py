"""The memory of the UI's process while browser sessions come and go.

A session is what a browser makes of it for the server: a cookie, one websocket, a script run for
each page it looks at. No Chromium takes part: a hundred of them would take minutes.
"""

import time
from dataclasses import dataclass
from pathlib import Path
from statistics import median

import psutil
import requests
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.sync.client import ClientConnection, connect

from tests.bench.measure import MEGABYTE, Ratio
from tests.browser.lab_server import LabServer, running_lab

_READY = b"resources are in place"
_PAGES = ("sign_in", "call_api", "authorizer_lab")
_ANSWER_SECONDS, _READY_SECONDS = 30.0, 60.0
_COUNTS = (1, 20, 100)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Run:
    """What one run of a page's script sent, and where the navigation's pages are by address."""

    frames: list[bytes]
    hashes: dict[str, str]


def measure_ui_memory(scratch: Path, rounds: int = 3) -> list[Ratio]:
    """Return the memory after 20 and 100 sessions as ratios to that after the first."""
    seen: dict[int, list[float]] = {count: [] for count in _COUNTS}
    for _ in range(rounds):
        with running_lab(scratch / "memory-home") as server:
            for count, megabytes in _memory_by_sessions(server).items():
                seen[count].append(megabytes)
    first, *later = _COUNTS
    return [
        Ratio(
            name=f"memory of the UI after {count} sessions",
            baseline_name=f"after {first}",
            ours=median(seen[count]),
            baseline=median(seen[first]),
            aim=1.1,
            rounds=rounds,
            unit="MB",
        )
        for count in later
    ]


def _memory_by_sessions(server: LabServer) -> dict[int, float]:
    process = _ui_process(server)
    found = {}
    for number in range(1, max(_COUNTS) + 1):
        _come_and_go(server.url, waits=number == 1)
        if number in _COUNTS:
            found[number] = process.memory_info().rss / MEGABYTE
    return found


def _ui_process(server: LabServer) -> psutil.Process:
    family = psutil.Process(server.process.pid).children(recursive=True)
    return next(each for each in family if "infra_scripts.command_line.ui_server" in each.cmdline())


def _come_and_go(url: str, *, waits: bool) -> None:
    """Open the overview, until the lab is provisioned if it `waits`, then each page, and leave."""
    with connect(
        f"{url.replace('http', 'ws', 1)}/_stcore/stream",
        origin=url,
        subprotocols=["streamlit"],
        additional_headers={"Cookie": _new_cookie(url)},
        max_size=None,
        proxy=None,
    ) as browser:
        pages = _run(browser)
        deadline = time.monotonic() + _READY_SECONDS
        while waits and _READY not in b"".join(pages.frames):
            assert time.monotonic() < deadline, "the lab was not provisioned in time"
            time.sleep(0.2)
            pages = _run(browser)
        for page in _PAGES:
            _run(browser, page, pages.hashes[page])


def _new_cookie(url: str) -> str:
    with requests.Session() as session:
        session.trust_env = False
        session.get(f"{url}/_stcore/health", timeout=_ANSWER_SECONDS).raise_for_status()
        return "; ".join(f"{cookie.name}={cookie.value}" for cookie in session.cookies)


def _run(browser: ClientConnection, page: str = "", page_hash: str = "") -> _Run:
    """Let the server run a page's script and return all that it sent for it."""
    asked = BackMsg()
    asked.rerun_script.page_name = page
    asked.rerun_script.page_script_hash = page_hash
    browser.send(asked.SerializeToString())
    frames, hashes = [], {}
    while True:
        frame = browser.recv(timeout=_ANSWER_SECONDS)
        assert isinstance(frame, bytes)
        frames.append(frame)
        message = ForwardMsg.FromString(frame)
        kind = message.WhichOneof("type")
        if kind == "navigation":
            hashes = {
                each.url_pathname: each.page_script_hash for each in message.navigation.app_pages
            }
        if kind == "script_finished":
            return _Run(frames=frames, hashes=hashes)
