"""The frame's own script in Chromium: soft links, results, times and copying, under our policy."""

import re
from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.lab_page import SLOW_MS, LabPage
from tests.browser.lab_server import LabServer

OpenPage = Callable[..., LabPage]
DRAW = """(html) => {
  const part = document.createElement("div");
  part.id = "drawn-by-the-test";
  part.append(document.createRange().createContextualFragment(html));
  document.querySelector("#drawn-by-the-test")?.remove();
  document.querySelector("[data-testid=stMainBlockContainer]").append(part);
}"""
RESULT = '<section data-lab-result="{id}" data-lab-say="{say}">{text}</section>'


def draw(page: Page, html: str) -> None:
    """Put HTML into the page as Streamlit puts what `st.html` gets."""
    page.evaluate(DRAW, html)


@pytest.fixture
def lab(open_ready: OpenPage) -> LabPage:
    page = open_ready("authorizer_lab")
    page.keyed("authorizer_lab_run_grid").wait_for(timeout=SLOW_MS)
    return page


@pytest.fixture
def elsewhere(browser: Browser, lab_server: LabServer) -> Iterator[Callable[[str], Page]]:
    """Return a function that opens a page for a viewer in another time zone."""
    contexts = []

    def opened(time_zone: str) -> Page:
        context = browser.new_context(timezone_id=time_zone)
        contexts.append(context)
        page = LabPage(context, lab_server.url)
        page.open("sign_in")
        return page.page

    yield opened
    for context in contexts:
        context.close()


def shown_card(page: LabPage):
    return page.keyed("authorizer_lab_card").get_by_role("heading", level=2)


def test_a_soft_link_runs_the_page_with_its_query_and_does_not_load_it(lab: LabPage) -> None:
    lab.page.evaluate("window.isTheSame = true")
    draw(lab.page, '<a href="?scenario=throttled" data-lab-soft>Too many</a>')
    lab.act(lab.page.get_by_role("link", name="Too many", exact=True).click)
    expect(shown_card(lab)).to_have_text("Too many requests", timeout=SLOW_MS)
    expect(lab.page).to_have_url(re.compile(r"/authorizer_lab\?scenario=throttled$"))
    lab.act(lab.page.go_back)
    expect(lab.page).to_have_url(re.compile(r"/authorizer_lab$"))
    assert lab.page.evaluate("window.isTheSame") is True


def test_a_widget_that_is_bound_to_the_query_follows_a_soft_link_and_back(
    open_ready: OpenPage,
) -> None:
    page = open_ready("sign_in?sign_in_persona=maya")
    choice = page.keyed("sign_in_persona")
    expect(choice.get_by_role("radio", name="maya")).to_be_checked(timeout=SLOW_MS)
    draw(page.page, '<a href="?sign_in_persona=finn" data-lab-soft>Finn</a>')
    page.act(page.page.get_by_role("link", name="Finn").click)
    expect(choice.get_by_role("radio", name="finn")).to_be_checked()
    page.act(page.page.go_back)
    expect(choice.get_by_role("radio", name="maya")).to_be_checked()


def test_a_soft_link_leads_to_another_page(lab: LabPage) -> None:
    lab.page.evaluate("window.isTheSame = true")
    draw(lab.page, '<a href="/sign_in?sign_in_persona=finn" data-lab-soft>Finn</a>')
    lab.act(lab.page.get_by_role("link", name="Finn").click)
    expect(lab.page.get_by_role("heading", name="Sign in", level=1)).to_be_visible(timeout=SLOW_MS)
    assert lab.page.evaluate("window.isTheSame") is True


def test_a_link_without_the_mark_loads_its_page_and_ctrl_opens_a_tab(lab: LabPage) -> None:
    lab.page.evaluate("window.isTheSame = true")
    draw(
        lab.page,
        '<a href="?scenario=throttled" data-lab-soft>Soft</a>'
        '<a href="?scenario=throttled">Hard</a>',
    )
    with lab.page.context.expect_page() as other:
        lab.page.get_by_role("link", name="Soft").click(modifiers=["Control"])
    other.value.close()
    assert lab.page.evaluate("window.isTheSame") is True
    lab.page.get_by_role("link", name="Hard").click()
    expect(shown_card(lab)).to_have_text("Too many requests", timeout=SLOW_MS)
    assert lab.page.evaluate("window.isTheSame") is None


def focused(page: Page) -> str | None:
    return page.evaluate("document.activeElement.dataset.labResult ?? null")


def test_a_new_result_gets_the_focus_comes_into_view_and_is_told_once(lab: LabPage) -> None:
    lab.wait()
    lab.page.wait_for_timeout(1000)  # the page has to be open: what it opens with is no news
    draw(lab.page, RESULT.format(id="1", say="401, stopped", text="first"))
    first = lab.page.get_by_text("first", exact=True)
    expect(first).to_be_focused()
    expect(first).to_be_in_viewport()
    told = lab.page.locator(".lab-live")
    expect(told).to_have_text("401, stopped")
    lab.page.get_by_role("heading", level=1).evaluate("(it) => { it.tabIndex = -1; it.focus(); }")
    draw(lab.page, RESULT.format(id="1", say="401, stopped", text="again"))
    lab.page.wait_for_timeout(200)
    assert focused(lab.page) is None
    draw(lab.page, RESULT.format(id="2", say="200, let in", text="second"))
    expect(lab.page.get_by_text("second", exact=True)).to_be_focused()
    expect(told).to_have_text("200, let in")


def test_a_slow_page_takes_no_focus_for_a_result_kept_from_before(open_ready: OpenPage) -> None:
    page = open_ready("call_api")
    page.press("Call without the header")
    expect(page.page.locator("[data-lab-result]:focus")).to_have_count(1)
    slow = page.page.context.new_cdp_session(page.page)
    slow.send("Emulation.setCPUThrottlingRate", {"rate": 8})
    page.reload()  # a slow page draws its result long after the run has ended
    expect(page.page.locator("[data-lab-result]")).not_to_have_count(0)
    page.page.wait_for_timeout(1000)
    assert focused(page.page) is None


def test_a_result_that_a_page_opens_with_takes_no_focus(open_page: OpenPage) -> None:
    page = open_page("sign_in")
    # In one go: it counts how long after the page was opened the result is there.
    page.page.evaluate(
        f"""(html) => {{
          history.pushState(null, "", "/elsewhere");
          document.querySelector("[data-testid=stSidebarNavLink]").focus();
          ({DRAW})(html);
        }}""",
        RESULT.format(id="kept", say="kept", text="kept"),
    )
    page.page.wait_for_timeout(200)
    assert focused(page.page) is None
    expect(page.page.locator(".lab-live")).to_have_text("")


@pytest.mark.parametrize(
    ("zone", "shown"),
    [
        pytest.param(
            "Europe/Berlin", "23 Nov 2026, 08:34:55 UTC (09:34:55 CET)", id="the same day"
        ),
        pytest.param(
            "Pacific/Auckland",
            "23 Nov 2026, 18:34:55 UTC (Tue 24 Nov, 07:34:55 GMT+13)",
            id="the next day",
        ),
        pytest.param("UTC", "23 Nov 2026, 08:34:55 UTC", id="nothing to add"),
    ],
)
def test_the_viewers_time_stands_beside_utc_once(
    elsewhere: Callable[[str], Page], zone: str, shown: str
) -> None:
    page = elsewhere(zone)
    utc = shown.split(" (", maxsplit=1)[0]
    iso = f"2026-11-23T{utc[13:21]}Z"
    draw(page, f'<time datetime="{iso}" data-lab-time="{iso}">{utc}</time>')
    expect(page.locator("time[data-lab-time]")).to_have_text(shown)
    page.evaluate("document.body.append(document.createElement('p'))")
    page.wait_for_timeout(200)
    expect(page.locator("time[data-lab-time]")).to_have_text(shown)


def test_a_text_is_copied_without_being_shown(lab: LabPage) -> None:
    lab.page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    draw(
        lab.page,
        '<div class="st-key-lab_unseen_it"><pre><code>a.b.c</code></pre></div>'
        '<button type="button" data-lab-copy="lab_unseen_it">Copy it</button>'
        '<button type="button" data-lab-copy="nowhere">Copy nothing</button>',
    )
    expect(lab.page.get_by_text("a.b.c")).to_be_hidden()
    lab.page.get_by_role("button", name="Copy it").click()
    expect(lab.page.get_by_role("button", name="Copied")).to_be_visible()
    assert lab.page.evaluate("navigator.clipboard.readText()") == "a.b.c"
    expect(lab.page.get_by_role("button", name="Copy it")).to_be_visible()
    lab.page.get_by_role("button", name="Copy nothing").click()
    expect(lab.page.get_by_role("button", name="Not copied")).to_be_visible()
    assert lab.page.evaluate("navigator.clipboard.readText()") == "a.b.c"
