"""Every page in presenter's mode, signed in: no token, id or account number in its document."""

import json
import re
from pathlib import Path

from playwright.sync_api import expect

from pages._frame.navigation import NAVIGATION
from tests.browser.frame.test_session_renewal import sign_in_as_maya
from tests.browser.lab_page import SLOW_MS, LabPage
from tests.browser.lab_server import LabServer
from tests.browser.presenting.stage import document
from tests.browser.test_stories import OpenPage, wait_until_provisioned

ADDRESSES = [entry.address for entries in NAVIGATION.values() for entry in entries]
SHAPES = {
    "token": r"eyJ[\w-]{8,}",
    "ARN": r"arn:aws",
    "user pool id": r"us-east-1_\w",
    "account": r"(?<![\w.])\d{12}(?![\w.])",
    "sub": r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}",
}
NAMED = {"resource_server", "group", "log_group", "role", "function", "gateway_response", "stage"}


def ids(home: Path) -> set[str]:
    """Return AWS's ids of all that stands in the stacks of this home."""
    found = set()
    for path in home.glob("local/*.outputs.json"):
        for entry in json.loads(path.read_text("utf-8"))["resources"].values():
            if entry["kind"] not in NAMED | {"permission"}:
                found.add(entry["id"].partition(":")[0])
    return found


def told(page: LabPage, home: Path) -> list[str]:
    text = document(page)
    shapes = [
        f"{name}: {found[0]}" for name, it in SHAPES.items() if (found := re.search(it, text))
    ]
    return shapes + [each for each in ids(home) if each in text]


def test_no_page_tells_anything(open_page: OpenPage, lab_server: LabServer) -> None:
    page = open_page()
    wait_until_provisioned(page)
    page.open("walkthrough?step=tokens")
    page.press("Run this step")
    page.sees("The refresh token is not for reading")
    sign_in_as_maya(page)
    page.open("call_api?call_api_send=ID+token")
    page.press("Call without and with the header")
    page.open("")
    page.sees("/demo")
    assert told(page, lab_server.home), "without presenter's mode something is told"
    for address in ADDRESSES:
        page.open(f"{address}?present=1")
        expect(page.page.locator(".lab-stage")).to_be_visible(timeout=SLOW_MS)
        page.page.wait_for_timeout(500)
        assert told(page, lab_server.home) == [], address
        for number in range(page.page.get_by_test_id("stExpander").count()):
            page.page.get_by_test_id("stExpander").nth(number).locator("summary").first.click()
        page.wait()
        assert told(page, lab_server.home) == [], f"{address}, opened"


def test_a_token_that_is_revealed_stays_hidden(open_page: OpenPage, lab_server: LabServer) -> None:
    page = open_page()
    wait_until_provisioned(page)
    sign_in_as_maya(page)
    page.open("sign_in?present=1")
    page.sees("Signed in as maya")
    page.act(page.keyed("sign_in_tokens_opened").get_by_text("ID token", exact=True).click)
    page.page.get_by_role("tab", name="Raw").first.click()
    page.act(page.page.get_by_text("Reveal the token").first.click)
    page.sees("‹token›")
    assert told(page, lab_server.home) == []
