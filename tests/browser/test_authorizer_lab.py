"""The Authorizer lab in Chromium: its grid is what `verify` says of the same stack."""

import json
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

from playwright.sync_api import Route, expect

from services.scenarios.table.grid import GRID
from tests.browser.lab_page import SLOW_MS, LabPage
from tests.browser.lab_server import ROOT, LabServer, clean_environment

OpenPage = Callable[..., LabPage]
HEARD = "Refresh token on /my-api/admins: 401, refused by the authorizer, as expected"
SIGNS = {"as expected": "=", "known difference": "≈", "different": "≠"}


def verified(home: Path, file: Path) -> dict[str, str]:
    """Run `verify` on the served home's stack; return each cell: status and sign."""
    subprocess.run(
        [sys.executable, "-m", "infra_scripts", "verify", "--json", str(file)],
        cwd=ROOT,
        env=clean_environment(AUTHORIZER_LAB_HOME=str(home)),
        check=True,
        capture_output=True,
        timeout=300,
    )
    results = json.loads(file.read_text(encoding="utf-8"))["results"]
    return {each["id"]: f"{each['observed']['status']}{SIGNS[each['outcome']]}" for each in results}


def open_lab(open_ready: OpenPage, query: str = "", *, phone: bool = False) -> LabPage:
    page = open_ready(f"authorizer_lab{query}", phone=phone)
    run_button(page, "run_grid").wait_for(timeout=SLOW_MS)
    return page


def run_button(page: LabPage, name: str):
    return page.keyed(f"authorizer_lab_{name}").get_by_role("button")


def cell(page: LabPage, scenario_id: str):
    return page.page.locator(f"#at-{scenario_id}")


def card(page: LabPage):
    return page.page.locator("#scenario-card")


def card_title(page: LabPage):
    return card(page).get_by_role("heading", level=2)


def run_to_the_end(page: LabPage, name: str) -> None:
    page.act(run_button(page, name).click)  # its run draws the progress, or what came of it
    expect(page.page.get_by_role("progressbar")).to_have_count(0, timeout=SLOW_MS)
    expect(run_button(page, name)).to_be_enabled(timeout=SLOW_MS)


def test_the_grid_is_what_verify_says_cell_by_cell_and_survives_a_reload(
    open_ready: OpenPage, lab_server: LabServer, tmp_path: Path
) -> None:
    page = open_lab(open_ready)
    run_to_the_end(page, "run_all")
    last = cell(page, "refresh-on-admins")
    expect(last).to_have_accessible_name(HEARD, timeout=SLOW_MS)
    shown = {scenario.id: cell(page, scenario.id).inner_text() for scenario in GRID}
    shown = {each: text.replace("\n", "") for each, text in shown.items()}
    said = verified(lab_server.home, tmp_path / "verify.json")
    assert shown == {scenario.id: said[scenario.id] for scenario in GRID}
    page.reload()
    expect(last).to_have_accessible_name(HEARD, timeout=SLOW_MS)


def test_a_click_on_a_cell_while_the_grid_runs_opens_its_card_and_does_not_stop_the_run(
    open_ready: OpenPage,
) -> None:
    page = open_lab(open_ready)
    run_button(page, "run_grid").click()
    cell(page, "id-on-admins").click()
    head = card_title(page)
    expect(head).to_have_text("ID token on /my-api/admins", timeout=SLOW_MS)
    expect(page.page).to_have_url(re.compile(r"\?scenario=id-on-admins$"))
    expect(run_button(page, "run_grid")).to_be_enabled(timeout=SLOW_MS)
    page.sees("All 50 answers are as expected on AWS.")


def test_a_link_shows_its_card_at_once_and_a_row_opens_another(open_ready: OpenPage) -> None:
    page = open_lab(open_ready, "?scenario=throttled&authorizer_lab_group=What+a+browser+needs")
    head = card_title(page)
    expect(head).to_have_text("Too many requests", timeout=SLOW_MS)
    expect(head).to_be_in_viewport()
    row = page.page.get_by_role("row", name="Preflight of a protected method")
    row.scroll_into_view_if_needed()
    box = row.get_by_role("rowheader").bounding_box()
    assert box is not None
    page.act(lambda: page.page.mouse.click(box["x"] + 8, box["y"] + 8))  # the row is the link
    expect(head).to_have_text("Preflight of a protected method", timeout=SLOW_MS)
    expect(head).to_be_in_viewport()
    assert "authorizer_lab_group=What+a+browser+needs" in page.page.url


def test_a_cell_is_chosen_by_keyboard_and_its_answer_is_focused_and_told(
    open_ready: OpenPage,
) -> None:
    page = open_lab(open_ready)
    page.page.wait_for_timeout(600)  # what a page opens with is no news
    cell(page, "id-on-one-client").focus()
    page.page.keyboard.press("Tab")
    expect(cell(page, "id-on-admins")).to_be_focused()
    page.act(lambda: page.page.keyboard.press("Enter"))
    expect(cell(page, "id-on-admins")).to_have_attribute("aria-current", "true")
    expect(page.page.locator(".lab-grid [aria-current]")).to_have_count(1)
    expect(card(page)).to_be_focused()
    expect(page.page.locator(".lab-live")).to_contain_text("403 Forbidden, refused by the function")
    page.act(cell(page, "garbage-on-open").click)
    page.page.go_back()
    expect(card_title(page)).to_have_text("ID token on /my-api/admins", timeout=SLOW_MS)


def test_without_the_own_script_a_cell_is_a_link_and_the_results_are_still_there(
    open_ready: OpenPage,
) -> None:
    page = open_ready()
    page.page.route("**/*.js", lambda route: route.abort() if is_ours(route) else route.fallback())
    page.open("authorizer_lab")
    run_button(page, "run_grid").click()
    expect(cell(page, "refresh-on-admins")).to_have_accessible_name(HEARD, timeout=SLOW_MS)
    with page.page.expect_navigation():
        cell(page, "expired-on-scoped").click()
    page.wait()
    expect(card(page)).to_contain_text("401 Unauthorized, refused by the authorizer")
    expect(card(page)).to_contain_text("the token has expired")
    expect(cell(page, "refresh-on-admins")).to_have_accessible_name(HEARD)
    page.console_errors.clear()  # of the script that was kept away


def is_ours(route: Route) -> bool:
    return "/static/" not in route.request.url


def test_an_answer_has_a_colour_and_a_shape_of_its_own_in_both_themes(open_ready: OpenPage) -> None:
    for dark in (False, True):
        page = open_ready("authorizer_lab", dark=dark)
        looks = [look(cell(page, it)) for it in ("id-on-open", "id-on-scoped", "id-on-admins")]
        assert len({colour for colour, _ in looks}) == 3, "three colours"
        assert [shape for _, shape in looks] == ["round", "square", "turned"]


def look(link) -> tuple[str, str]:
    """Return the colour of a cell and the form of its shape, as they are drawn."""
    return tuple(
        link.evaluate(
            """(link) => { const at = getComputedStyle(link.querySelector(".lab-shape"));
              const form = at.borderRadius === "50%" ? "round"
                : at.transform === "none" ? "square" : "turned";
              return [at.backgroundColor, form]; }"""
        )
    )


def test_on_a_phone_nothing_covers_the_grid_and_a_cell_leads_to_its_card_and_back(
    open_ready: OpenPage,
) -> None:
    page = open_lab(open_ready, "?scenario=throttled", phone=True)
    head = card_title(page)
    expect(head).to_be_in_viewport()
    first = cell(page, "garbage-on-scoped")
    page.act(first.click)
    expect(head).to_have_text("Garbage on /my-api/scoped", timeout=SLOW_MS)
    expect(head).to_be_in_viewport()
    card(page).get_by_role("link", name="Back to where it stands").click()
    expect(first).to_be_in_viewport()
    stuck = page.page.locator(".st-key-authorizer_lab_layout *").evaluate_all(
        """(all) => all.filter((it) => ["fixed", "sticky"].includes(getComputedStyle(it).position)
          && !it.closest(".lab-list")).length"""
    )
    assert stuck == 0
    legend, grid = (page.page.locator(css).bounding_box() for css in (".lab-legend", ".lab-grid"))
    assert legend is not None and grid is not None
    assert legend["y"] + legend["height"] <= grid["y"], "the legend stands above"
    assert page.page.evaluate("document.documentElement.scrollWidth") <= 390


def test_on_a_wide_screen_legend_and_card_stand_beside_the_grid(open_ready: OpenPage) -> None:
    page = open_lab(open_ready, "?scenario=id-on-admins")
    boxes = [
        page.page.locator(css).bounding_box()
        for css in (".lab-grid", ".lab-legend", "#scenario-card")
    ]
    assert all(boxes)
    grid, legend, head = boxes
    assert grid["x"] + grid["width"] <= legend["x"]
    assert legend["x"] + legend["width"] <= head["x"]
    tall = page.page.get_by_test_id("stMainBlockContainer").evaluate("(it) => it.scrollHeight")
    assert tall - grid["height"] <= 1.5 * 900


def test_no_word_of_the_known_differences_is_broken_in_two(open_ready: OpenPage) -> None:
    page = open_ready("authorizer_lab?view=fidelity")
    page.page.get_by_text("Where the local engine differs").click()
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
