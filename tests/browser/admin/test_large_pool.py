"""A pool of 5,000 users beside the test users, found and changed with the mouse."""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, expect

from tests.browser.admin.pool_filling import PooledUser, fill_pool
from tests.browser.admin.users_grid import (
    click_second_heading,
    grid,
    has_cell,
    mark_row,
    open_row,
)
from tests.browser.lab_page import SLOW_MS, LabPage, new_context
from tests.browser.lab_server import LabServer
from tests.browser.test_stories import wait_until_provisioned

USERS = 5_000
ALL_COUNTED = re.compile("5,009 users: counted exactly")


def person(number: int) -> PooledUser:
    name = f"person-{number:04}"
    attributes = {"email": f"{name}@example.com", "name": f"Person {USERS - number:04}"}
    return PooledUser(username=name, attributes=attributes, is_disabled=number % 100 == 0)


TAKING_AWAY = {"Disable", "Delete the user"}  # these ask for a reason


@pytest.fixture(scope="module")
def users_page(browser: Browser, lab_server: LabServer) -> Iterator[LabPage]:
    context = new_context(browser)
    page = LabPage(context, lab_server.url)
    wait_until_provisioned(page)
    fill_pool(lab_server.home, map(person, range(USERS)))
    page.open("admin_users")
    page.sees(ALL_COUNTED)
    yield page
    context.close()
    assert page.console_errors == []


@pytest.fixture
def lab(users_page: LabPage) -> LabPage:
    users_page.open("admin_users")
    users_page.sees(ALL_COUNTED)
    return users_page


def search(lab: LabPage, text: str, found: str) -> None:
    field = lab.keyed("admin_users_text").get_by_role("textbox")
    field.fill(text)
    lab.act(lambda: field.press("Enter"))
    lab.sees(found)


def choose_in_panel(lab: LabPage, panel: str | re.Pattern[str], key: str, option: str) -> None:
    lab.page.get_by_role("button", name=panel).first.click()
    lab.act(lab.keyed(key).get_by_text(option, exact=True).click)
    lab.page.keyboard.press("Escape")


def move(lab: LabPage, label: str) -> None:
    """Make a move of the chosen user: its button, then the same words in the dialog."""
    card = lab.keyed("admin_users_chosen")
    lab.act(card.get_by_role("button", name=label, exact=True).click)
    confirm(lab, label)


def confirm(lab: LabPage, label: str) -> None:
    dialog = lab.page.get_by_role("dialog")
    if label in TAKING_AWAY:
        dialog.get_by_role("textbox", name="Reason").fill("A rehearsal")
        lab.wait()
    lab.act(dialog.get_by_role("button", name=label, exact=True).click)
    expect(dialog).to_have_count(0, timeout=SLOW_MS)


def test_a_part_of_a_name_finds_one_of_five_thousand(lab: LabPage) -> None:
    search(lab, "SON-4321", "1 user")
    lab.sees(re.compile("fits, of 5,009: counted exactly"))
    has_cell(lab, "Username", 1, "person-4321")
    assert "admin_users_text=SON-4321" in lab.page.url


def test_filtered_users_are_sorted_and_paged_as_a_whole(lab: LabPage) -> None:
    lab.open("admin_users?admin_users_sort=Name&admin_users_columns=Name")
    choose_in_panel(lab, re.compile("Filters$"), "admin_users_enabled", "Disabled")
    lab.sees("51 users")
    lab.sees("Page 1 of 6")
    has_cell(lab, "Name", 1, "Person 0100")
    lab.press("Next")
    has_cell(lab, "Name", 1, "Person 1100")
    lab.press("Previous")
    has_cell(lab, "Name", 1, "Person 0100")
    choose_in_panel(lab, "Sort: Name", "admin_users_order", "Descending")
    has_cell(lab, "Name", 1, "Person 5000")


def test_a_heading_sorts_the_whole_pool_and_again_the_other_way_round(lab: LabPage) -> None:
    lab.open("admin_users?admin_users_columns=name")
    has_cell(lab, "Username", 1, "dana")
    click_second_heading(lab)
    has_cell(lab, "Name", 1, "Person 0001")
    assert "admin_users_sort=name" in lab.page.url
    lab.wait()
    click_second_heading(lab)
    has_cell(lab, "Name", 1, "Person 5000")
    expect(lab.page.get_by_role("button", name="Sort: Name ↓")).to_be_visible()


def test_marked_rows_stay_marked_over_pages(lab: LabPage) -> None:
    has_cell(lab, "Username", 1, "dana")
    mark_row(lab, 1)
    lab.sees("1 user marked")
    lab.press("Next")
    mark_row(lab, 2)
    lab.sees(re.compile("2 users marked.*1 of them not on this page"))
    lab.press("Previous")
    mark_row(lab, 1)
    lab.sees(re.compile("1 user marked.*1 of them not on this page"))
    lab.press("Unmark all")
    lab.sees("Tick rows to mark users.")


def test_any_page_is_one_step_away_and_only_its_rows_are_drawn(lab: LabPage) -> None:
    lab.sees("Page 1 of 501")
    number = lab.keyed("admin_users_page").get_by_role("spinbutton")
    number.fill("400")
    lab.act(lambda: number.press("Enter"))
    lab.sees("Page 400 of 501")
    has_cell(lab, "Username", 1, re.compile(r"person-39\d\d"))
    expect(grid(lab).locator("table")).to_have_attribute("aria-rowcount", "11")  # and the headings


def test_who_is_chosen_comes_into_view_and_has_the_focus(lab: LabPage) -> None:
    lab.page.wait_for_timeout(1000)  # what a page shows when it opens is not brought into view
    open_row(lab, 1)
    card = lab.keyed("admin_users_chosen")
    expect(card.get_by_role("heading").first).to_be_in_viewport(timeout=SLOW_MS)
    focused = lab.page.locator(".lab-result-mark:focus")
    expect(focused).to_have_attribute("data-lab-say", re.compile("sign in|password"))


def undo_newest(lab: LabPage, username: str) -> None:
    """Undo the user's newest change on the page Audit, and come back to their row."""
    choose_section(lab, "History")
    lab.act(lab.page.get_by_role("link", name=re.compile("in the audit log", re.I)).click)
    mark_row(lab, 1)
    lab.press("Undo")
    dialog = lab.page.get_by_role("dialog")
    lab.act(dialog.get_by_role("button", name="Undo the change").click)
    expect(dialog).to_have_count(0, timeout=SLOW_MS)
    lab.sees("It was undone already.")
    lab.open(f"admin_users?admin_users_text={username}")
    lab.sees("1 user")


def choose_section(lab: LabPage, section: str) -> None:
    choice = lab.keyed("admin_users_section").get_by_text(section, exact=True)
    lab.act(choice.click)


def test_the_row_is_right_after_an_undo_of_disable(lab: LabPage) -> None:
    search(lab, "person-1234", "1 user")
    open_row(lab, 1)
    move(lab, "Disable")
    has_cell(lab, "Status", 1, re.compile("Disabled"))
    undo_newest(lab, "person-1234")
    has_cell(lab, "Status", 1, "Must change password")


def test_the_row_is_right_after_an_undo_of_a_verified_mark(lab: LabPage) -> None:
    search(lab, "person-1235", "1 user")
    has_cell(lab, "Verified", 1, "false")
    open_row(lab, 1)
    choose_section(lab, "Attributes")
    move(lab, "Mark the e-mail as verified")
    has_cell(lab, "Verified", 1, "true")
    undo_newest(lab, "person-1235")
    has_cell(lab, "Verified", 1, "false")


def test_the_row_is_right_after_each_action_and_gone_after_the_last(lab: LabPage) -> None:
    search(lab, "person-2345", "1 user")
    has_cell(lab, "Status", 1, "Must change password")
    open_row(lab, 1)
    card = lab.keyed("admin_users_chosen")
    expect(card.get_by_role("heading", name="person-2345")).to_be_visible(timeout=SLOW_MS)
    move(lab, "Disable")
    has_cell(lab, "Status", 1, re.compile("Disabled"))
    move(lab, "Enable")
    has_cell(lab, "Status", 1, "Must change password")
    lab.press("Delete this user")
    typed = lab.page.get_by_role("dialog").get_by_label("Type the username to confirm")
    lab.act(lambda: typed.fill("person-2345"))
    confirm(lab, "Delete the user")
    lab.sees("No user fits")
    lab.press("Show all")
    lab.sees("5,008 users")
