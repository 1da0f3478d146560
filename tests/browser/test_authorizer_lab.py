"""The Authorizer lab in Chromium: its grid is what `verify` says of the same stack."""

import json
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

from playwright.sync_api import expect

from services.scenarios.table.grid import GRID
from tests.browser.lab_page import SLOW_MS, LabPage
from tests.browser.lab_server import ROOT, LabServer, clean_environment
from tests.browser.test_stories import wait_until_provisioned

OpenPage = Callable[..., LabPage]
HEARD = "✓ 401 Refresh token on /my-api/admins"
SIGNS = {"as expected": "✓", "known difference": "≈", "different": "✗", "not run": "○"}


def verified(home: Path, file: Path) -> dict[str, str]:
    """Run `verify` on the served home's stack; return each cell: sign, status and title."""
    subprocess.run(
        [sys.executable, "-m", "infra_scripts", "verify", "--json", str(file)],
        cwd=ROOT,
        env=clean_environment(AUTHORIZER_LAB_HOME=str(home)),
        check=True,
        capture_output=True,
        timeout=100,
    )
    results = json.loads(file.read_text(encoding="utf-8"))["results"]
    return {
        each["id"]: f"{SIGNS[each['outcome']]} {each['observed']['status']}\n{each['title']}"
        for each in results
    }


def open_lab(open_page: OpenPage, query: str = "", *, phone: bool = False) -> LabPage:
    page = open_page(phone=phone)
    wait_until_provisioned(page)
    page.open(f"authorizer_lab{query}")
    run_button(page, "run_grid").wait_for(timeout=SLOW_MS)
    return page


def run_button(page: LabPage, name: str):
    return page.keyed(f"authorizer_lab_{name}").get_by_role("button")


def cell(page: LabPage, scenario_id: str):
    return page.keyed(f"authorizer_lab_cell_{scenario_id}").get_by_role("button")


def run_to_the_end(page: LabPage, name: str) -> None:
    run_button(page, name).click()
    expect(page.page.get_by_role("progressbar")).to_be_visible(timeout=SLOW_MS)
    expect(run_button(page, name)).to_be_enabled(timeout=SLOW_MS)


def test_the_grid_is_what_verify_says_cell_by_cell_and_survives_a_reload(
    open_page: OpenPage, lab_server: LabServer, tmp_path: Path
) -> None:
    page = open_lab(open_page)
    run_to_the_end(page, "run_all")
    last = cell(page, "refresh-on-admins")
    expect(last).to_have_accessible_name(HEARD, timeout=SLOW_MS)
    shown = {scenario.id: cell(page, scenario.id).text_content() for scenario in GRID}
    said = verified(lab_server.home, tmp_path / "verify.json")
    assert shown == {scenario.id: said[scenario.id] for scenario in GRID}
    page.reload()
    expect(last).to_have_accessible_name(HEARD, timeout=SLOW_MS)


def test_a_click_on_a_cell_while_the_grid_runs_opens_its_card_and_does_not_stop_the_run(
    open_page: OpenPage,
) -> None:
    page = open_lab(open_page)
    run_button(page, "run_grid").click()
    cell(page, "id-on-admins").click()
    head = page.keyed("authorizer_lab_card").get_by_role("heading", level=2)
    expect(head).to_have_text("ID token on /my-api/admins", timeout=SLOW_MS)
    expect(page.page).to_have_url(re.compile(r"\?scenario=id-on-admins$"))
    expect(run_button(page, "run_grid")).to_be_enabled(timeout=SLOW_MS)
    page.sees("✓ as expected: 50")


def test_a_link_shows_its_card_at_once_and_a_row_opens_another(open_page: OpenPage) -> None:
    page = open_lab(open_page, "?scenario=throttled&authorizer_lab_group=What+a+browser+needs")
    head = page.keyed("authorizer_lab_card").get_by_role("heading", level=2)
    expect(head).to_have_text("Too many requests", timeout=SLOW_MS)
    expect(head).to_be_in_viewport()
    table = page.keyed("authorizer_lab_list_area").locator("canvas").first
    table.scroll_into_view_if_needed()
    box = table.bounding_box()
    assert box is not None
    page.act(lambda: page.page.mouse.click(box["x"] + 150, box["y"] + 35 + 17))
    expect(head).to_have_text("Preflight of a protected method", timeout=SLOW_MS)
    expect(head).to_be_in_viewport()


def test_on_a_phone_the_linked_card_comes_first_and_a_cell_leads_to_its_card(
    open_page: OpenPage,
) -> None:
    page = open_lab(open_page, "?scenario=throttled", phone=True)
    head = page.keyed("authorizer_lab_card").get_by_role("heading", level=2)
    expect(head).to_be_in_viewport()
    page.act(cell(page, "garbage-on-scoped").click)
    page.page.get_by_role("link", name="Garbage on /my-api/scoped ↓").click()
    expect(head).to_have_text("Garbage on /my-api/scoped", timeout=SLOW_MS)
    expect(head).to_be_in_viewport()
    others = page.keyed("authorizer_lab_list_area")
    others.evaluate("(it) => it.scrollIntoView()")
    expect(head).not_to_be_in_viewport()
    others.get_by_role("link", name="Garbage on /my-api/scoped ↑").click()
    expect(head).to_be_in_viewport()
    width = page.page.evaluate("document.documentElement.scrollWidth")
    assert width <= 390


def test_no_word_of_the_known_differences_is_broken_in_two(open_page: OpenPage) -> None:
    page = open_page("authorizer_lab?view=fidelity")
    table = page.page.locator("table.lab-differences")
    expect(table.get_by_text("Token lifetimes")).to_be_visible(timeout=SLOW_MS)
    broken = table.evaluate(
        """(table) => [...table.querySelectorAll("th, td:last-child a")].flatMap((cell) => {
          const text = cell.firstChild, range = document.createRange();
          return [...text.data.matchAll(/\\S+/g)].filter((word) => {
            range.setStart(text, word.index);
            range.setEnd(text, word.index + word[0].length);
            return range.getClientRects().length > 1;
          }).map((word) => word[0]);
        })"""
    )
    assert broken == []
