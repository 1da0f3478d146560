"""Users whose names and attributes are made to be taken for something else stay text, and fit."""

from collections.abc import Iterator
from urllib.parse import quote

import pytest
from playwright.sync_api import Browser, Dialog, expect

from tests.browser.admin.pool_filling import PooledUser, fill_pool
from tests.browser.admin.users_grid import grid, has_cell
from tests.browser.lab_page import SLOW_MS, LabPage, new_context
from tests.browser.lab_server import LabServer
from tests.browser.test_stories import wait_until_provisioned

FORMULA = '=HYPERLINK("http://evil.example","Prize")'
MARKDOWN = "![x](http://evil.example/x.png)[y](http://evil.example)**z**`q`:red[r]$e^x$"
HTML = "<img/src=x/onerror=alert(1)><script>alert(2)</script>"
TURNED, TURNED_SHOWN = "h-\u202enimda\u2066\u200f", "h-‹U+202E›nimda‹U+2066›‹U+200F›"
EMOJI = "h-👩\u200d👩\u200d👧\ufe0f🇩🇪"
LONG = "h" * 128
# Cognito takes letters, marks, symbols, numbers and punctuation as a username: no space.
NAMES = {
    "formula": (f"h{FORMULA}", f"h{FORMULA}"),
    "formula first": ("=1+1|h", "=1+1|h"),
    "markdown": (f"h{MARKDOWN}", f"h{MARKDOWN}"),
    "html": (f"h{HTML}", f"h{HTML}"),
    "right to left": (TURNED, TURNED_SHOWN),
    "emoji": (EMOJI, EMOJI),
    "128 characters": (LONG, LONG),
}
ATTRIBUTES = {
    "name": f"{FORMULA} {MARKDOWN} {HTML} {TURNED}",
    "nickname": "W" * 2048,
    "profile": f"http://evil.example/{'w' * 2000}",
    "email": "h@evil.example",
}
NAME_SHOWN = f"{FORMULA} {MARKDOWN} {HTML} {TURNED_SHOWN}"
ADDRESS = "admin_users?admin_users_text=evil"
UNSEEN = ("\u202e", "\u2066", "\u200f")


@pytest.fixture(scope="module")
def hostile_lab(browser: Browser, lab_server: LabServer) -> LabServer:
    context = new_context(browser)
    page = LabPage(context, lab_server.url)
    wait_until_provisioned(page)
    names = [name for name, _ in NAMES.values()]
    fill_pool(lab_server.home, [PooledUser(username=each, attributes=ATTRIBUTES) for each in names])
    page.open(ADDRESS)
    page.press("Refresh")
    page.sees(f"{len(NAMES)} users")
    context.close()
    return lab_server


@pytest.fixture(scope="module", params=[False, True], ids=["1440", "390"])
def tab_and_alerts(
    browser: Browser, hostile_lab: LabServer, request: pytest.FixtureRequest
) -> Iterator[tuple[LabPage, list[str]]]:
    """One tab of each size: a test loads its page anew, which takes a second less than a tab."""
    context = new_context(browser, phone=request.param, dark=request.param)
    page = LabPage(context, hostile_lab.url)
    alerts: list[str] = []

    def end_alert(dialog: Dialog) -> None:  # of a script that ran
        alerts.append(dialog.message)
        dialog.dismiss()

    page.page.on("dialog", end_alert)
    yield page, alerts
    context.close()


@pytest.fixture
def lab(tab_and_alerts: tuple[LabPage, list[str]]) -> Iterator[LabPage]:
    page, alerts = tab_and_alerts
    yield page
    assert (alerts, page.outside, page.console_errors) == ([], [], [])


def expect_text_that_fits(lab: LabPage) -> None:
    """Nothing became a link, a picture or a script, nothing unseen is left, and nothing sticks out.

    The table and code scroll by themselves; the page must not.
    """
    made = "a[href*='//evil'], img[src*='evil'], img[src='x'], script:has-text('alert'), .katex"
    expect(lab.page.locator(made)).to_have_count(0)
    shown = lab.everything_shown()
    assert [each for each in UNSEEN if each in shown] == []
    main = lab.page.get_by_test_id("stMain")
    assert main.evaluate("(it) => it.scrollWidth - it.clientWidth") <= 0


@pytest.mark.parametrize(
    ("column", "text"), [("Name", NAME_SHOWN), ("nickname", ATTRIBUTES["nickname"])]
)
def test_the_table_shows_them_as_text_on_one_line_each(
    lab: LabPage, column: str, text: str
) -> None:
    lab.open(f"{ADDRESS}&admin_users_columns={column}")
    lab.sees(f"{len(NAMES)} users")
    table = grid(lab).locator("table")
    expect(table).to_have_attribute("aria-rowcount", str(len(NAMES) + 1), timeout=SLOW_MS)
    has_cell(lab, column, 1, text)
    shown = {shown for _, shown in NAMES.values()}
    names = grid(lab).locator("td[aria-colindex='1']")
    assert set(names.all_text_contents()) == shown
    height = grid(lab).evaluate("(it) => it.getBoundingClientRect().height")
    assert height <= 35 * (len(NAMES) + 1) + 20
    expect_text_that_fits(lab)


@pytest.mark.parametrize("kind", list(NAMES))
def test_the_card_of_each_shows_the_name_and_the_record_as_text(lab: LabPage, kind: str) -> None:
    name, shown = NAMES[kind]
    lab.open(f"{ADDRESS}&user={quote(name)}")
    card = lab.keyed("admin_users_chosen")
    expect(card.get_by_role("heading", level=2)).to_have_text(shown, timeout=SLOW_MS)
    expect_text_that_fits(lab)
    assert card.evaluate("(it) => it.scrollWidth - it.clientWidth") <= 0


def test_the_table_offers_no_download_that_would_start_a_formula(lab: LabPage) -> None:
    lab.open(ADDRESS)
    lab.sees(f"{len(NAMES)} users")
    grid(lab).hover()
    tools = grid(lab).get_by_test_id("stElementToolbar")
    expect(tools.locator("[aria-label^='Download as CSV']")).to_have_count(1)
    expect(tools.locator("[aria-label^='Download as CSV']")).to_be_hidden()
    expect(tools.locator("[aria-label^='Fullscreen']")).to_be_visible()
