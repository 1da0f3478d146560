"""A browser page that knows when Streamlit has finished, and keeps what must not happen."""

import re
from collections.abc import Callable
from contextlib import suppress
from typing import Any
from urllib.parse import urlsplit

from playwright.sync_api import Browser, BrowserContext, Error, Page, Request, WebSocket, expect

CHROMIUM = "/usr/bin/chromium"
# Chromium takes the last list alone, so what Playwright turns off by itself stands here, too.
_TURNED_OFF = (
    "WebUIOmniboxPopup",  # two hidden pages of the address bar, loaded anew for each window
    "WebUIOmniboxAimPopup",
    "AvoidUnnecessaryBeforeUnloadCheckSync",
    "DestroyProfileOnBrowserClose",
    "HttpsUpgrades",
    "HttpsFirstBalancedModeAutoEnable",
    "LensOverlay",
    "MediaRouter",
    "PaintHolding",
    "ThirdPartyStoragePartitioning",
    "AvoidCorsURLLoaderRestartOnRedirect",
    "OptimizationHints",
    "NetworkTimeServiceQuerying",
    "AimEnabled",
    "PreconnectToSearch",
)
FLAGS = [
    f"--disable-features={','.join(_TURNED_OFF)}",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-dev-shm-usage",
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1, EXCLUDE localhost",
]
SLOW_MS = 90_000
DESKTOP, PHONE = (1440, 900), (390, 844)
# Streamlit says that a run has ended before it has drawn all of it.
_DRAWN = f"() => new Promise((done) => requestIdleCallback(done, {{ timeout: {SLOW_MS} }}))"
# Streamlit probes these below a deep link and falls back when they are not there.
_HARMLESS = re.compile(r"/(_stcore/health|_stcore/host-config|host-config)$")


class LabPage:
    """One tab. `outside` and `console_errors` must be empty at the end of every story."""

    def __init__(self, context: BrowserContext, url: str, *, is_watched: bool = True) -> None:
        self.url = url
        self.page: Page = context.new_page()
        self.page.set_default_timeout(SLOW_MS)
        self.outside: list[str] = []
        self.console_errors: list[str] = []
        self._runs = 0
        if not is_watched:  # watching costs time, which a measurement must not pay
            return
        self.page.on("websocket", self._watch)
        self.page.on("request", self._see_request)
        self.page.on("console", self._see_console)
        self.page.on("pageerror", lambda error: self.console_errors.append(str(error)))

    @property
    def runs(self) -> int:
        """How many script runs have ended in this tab."""
        return self._runs

    def open(self, path: str = "") -> None:
        self.page.goto(f"{self.url}/{path.lstrip('/')}")
        self.wait()

    def reload(self) -> None:
        self.page.reload()
        self.wait()

    def wait(self) -> None:
        """Wait until the app is connected, no script runs, and all that one drew is there."""
        app = self.page.locator("[data-testid=stApp]")
        expect(app).to_have_attribute("data-test-connection-state", "CONNECTED", timeout=SLOW_MS)
        expect(app).to_have_attribute("data-test-script-state", "notRunning", timeout=SLOW_MS)
        with suppress(Error):  # the page is loaded anew just now: what comes next waits for itself
            self.page.evaluate(_DRAWN)

    def act(self, action: Callable[[], Any]) -> None:
        """Do `action` and wait for the script run that it causes."""
        before = self._runs
        action()
        waited = 0
        while self._runs <= before:
            self.page.wait_for_timeout(10)
            waited += 10
            assert waited < SLOW_MS, "the action caused no script run"
        self.wait()

    def press(self, name: str, *, exact: bool = True) -> None:
        button = self.page.get_by_role("button", name=name, exact=exact).first
        self.act(button.click)

    def go_to(self, title: str) -> None:
        """Follow the navigation's link with the mouse."""
        link = self.page.get_by_test_id("stSidebarNav").get_by_role("link", name=title, exact=True)
        path = urlsplit(link.get_attribute("href") or "").path
        self.act(link.click)
        # The run waited for may have been another one, of a part that renews itself.
        self.page.wait_for_url(lambda url: urlsplit(url).path == path)
        self.wait()

    def keyed(self, key: str) -> Any:
        return self.page.locator(f".st-key-{key}")

    def sees(self, text: str | re.Pattern[str]) -> None:
        expect(self.page.get_by_text(text).filter(visible=True).first).to_be_visible(
            timeout=SLOW_MS
        )

    def everything_shown(self) -> str:
        return self.page.locator("body").inner_text()

    def _watch(self, socket: WebSocket) -> None:
        from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

        def on_frame(payload: bytes | str) -> None:
            if isinstance(payload, bytes):
                kind = ForwardMsg.FromString(payload).WhichOneof("type")
                self._runs += kind == "script_finished"

        socket.on("framereceived", on_frame)

    def _see_request(self, request: Request) -> None:
        host = urlsplit(request.url).hostname
        if host not in {"localhost", "127.0.0.1", None}:
            self.outside.append(request.url)

    def _see_console(self, message: Any) -> None:
        if message.type != "error":
            return
        if _HARMLESS.search(str(message.location.get("url", ""))):
            return
        self.console_errors.append(message.text)


def new_context(
    browser: Browser, *, dark: bool = False, phone: bool = False, size: tuple[int, int] = DESKTOP
) -> BrowserContext:
    width, height = PHONE if phone else size
    return browser.new_context(
        viewport={"width": width, "height": height},
        color_scheme="dark" if dark else "light",
        timezone_id="UTC",
        locale="en-GB",
    )
