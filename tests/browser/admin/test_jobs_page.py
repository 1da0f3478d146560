"""Acting on many users in Chromium: dry run, begin, pause, resume, cancel, results, undo."""

import re
from collections.abc import Iterable

import pytest
from playwright.sync_api import expect

from services.settings import Settings
from tests.browser.admin.pool_filling import PooledUser, fill_pool
from tests.browser.lab_page import SLOW_MS, LabPage
from tests.browser.lab_server import LabServer
from tests.browser.test_accessibility import violations
from tests.browser.test_broken_stack import lab_of
from tests.browser.test_stories import OpenPage

MANY, MOST = 500, 2_500  # the second job has to last until its buttons are pressed
PROTECTED = ("crowd-0007", "crowd-0100", "crowd-0499")


def people(begins: str, count: int) -> Iterable[PooledUser]:
    for number in range(count):
        name = f"{begins}-{number:04}"
        yield PooledUser(username=name, attributes={"email": f"{name}@example.com"})


@pytest.fixture(scope="module")
def crowded_lab(ready_lab: LabServer) -> LabServer:
    """The served lab with two crowds; three users of the first one are protected."""
    fill_pool(ready_lab.home, [*people("crowd", MANY), *people("mass", MOST)])
    names = "".join(f"{name}\n" for name in PROTECTED)
    Settings(home=ready_lab.home).protected_users_path.write_text(names, encoding="utf-8")
    return ready_lab


def press_live(page: LabPage, name: str | re.Pattern[str]) -> None:
    """Press a button of a part that renews itself: no single run tells that it is done."""
    button = page.page.get_by_role("button", name=name, exact=True)
    expect(button).to_be_enabled(timeout=SLOW_MS)
    button.click()


def check_to_disable(page: LabPage, begins: str, count: int) -> None:
    page.open(f"admin_users?admin_users_text={begins}-")
    page.sees(re.compile("fit, of .*: counted exactly"))  # it runs again when all are read
    page.wait()  # what comes of a click in a run that goes on is not brought into view
    page.press("Act on many")
    page.sees(f"All {count:,} users who fit the filter")
    act = page.keyed("admin_users_bulk_act").get_by_role("combobox")
    expect(act).to_be_in_viewport()  # nobody has to scroll to the panel
    act.click()
    page.act(page.page.get_by_role("option", name="Disable", exact=True).click)
    page.press("Check first")
    page.sees(re.compile("would change"))


def begin(page: LabPage, label: str) -> None:
    """Type the reason where one is asked for, begin, and wait for the job's own page."""
    reason = page.page.get_by_role("textbox", name="Reason")
    if reason.count():
        reason.fill("A rehearsal")
    press_live(page, re.compile(f"^Begin: {label} for"))
    head = page.keyed("admin_jobs_chosen").get_by_role("heading").first
    expect(head).to_have_text(label, timeout=SLOW_MS)


def is_now(page: LabPage, state: str) -> None:
    card = page.keyed("admin_jobs_chosen")
    expect(card.get_by_text(state, exact=True).first).to_be_visible(timeout=SLOW_MS)


def disabled_in(server: LabServer, begins: str) -> set[str]:
    lab = lab_of(server)
    found, token = set[str](), None
    while True:
        page = lab.directory.list_page(token=token)
        off = (user.username for user in page.users if not user.enabled)
        found |= {name for name in off if name.startswith(begins)}
        token = page.next_token
        if token is None:
            return found


def test_five_hundred_are_disabled_but_for_the_protected_who_are_named_and_it_is_undone(
    open_page: OpenPage, crowded_lab: LabServer
) -> None:
    page = open_page("admin_jobs")
    page.sees("No job yet")
    check_to_disable(page, "crowd", MANY)
    page.sees("497 users would change, 3 would be refused. Nothing was sent.")
    assert disabled_in(crowded_lab, "crowd") == set()
    begin(page, "Disable")
    is_now(page, "Finished")
    page.sees("✗ Refused: 3")
    page.act(page.page.get_by_role("radio", name="✗ Refused: 3").click)
    refused = page.keyed("admin_jobs_chosen").get_by_test_id("stDataFrame")
    for name in PROTECTED:
        expect(refused).to_contain_text(name, timeout=SLOW_MS)
    expect(refused).to_contain_text("it is a protected user")
    everybody = {user.username for user in people("crowd", MANY)}
    assert disabled_in(crowded_lab, "crowd") == everybody - {*PROTECTED}

    page.press("Check the undo")
    page.sees("497 users would change. Nothing was sent.")
    begin(page, "Undo: Disable")
    is_now(page, "Finished")
    assert disabled_in(crowded_lab, "crowd") == set()
    page.open("admin_users?admin_users_text=crowd-&admin_users_enabled=Disabled")
    page.sees("No user fits")


def test_a_job_is_paused_resumed_and_cancelled(open_page: OpenPage, crowded_lab: LabServer) -> None:
    page = open_page()
    check_to_disable(page, "mass", MOST)
    begin(page, "Disable")
    press_live(page, "Pause")
    is_now(page, "Paused")
    page.reload()  # as a closed browser that comes back
    is_now(page, "Paused")
    at_rest = disabled_in(crowded_lab, "mass")
    assert 0 < len(at_rest) < MOST
    assert violations(page) == []
    assert disabled_in(crowded_lab, "mass") == at_rest
    press_live(page, "Resume")
    is_now(page, "Running")
    press_live(page, "Cancel")
    is_now(page, "Cancelled")
    page.sees(re.compile("Not begun: "))
    assert len(at_rest) < len(disabled_in(crowded_lab, "mass")) < MOST
