"""The Audit page in Chromium: another process changes a user, the page tells it and undoes it."""

import re

import pytest
from playwright.sync_api import expect

from services.cloud.aws import Aws
from services.errors import UserNotFound
from services.home.engine_record import read_record
from services.home.outputs import require_outputs
from services.settings import Settings
from services.users.changes.desk import Desk
from services.users.directory import NewUser
from tests.browser.lab_page import SLOW_MS
from tests.browser.lab_server import LabServer
from tests.browser.test_accessibility import violations
from tests.browser.test_stories import OpenPage, wait_until_provisioned
from tests.services.users.changes.made_changes import PASSWORD, disabling, enabling

HOSTILE = 'ann-=1+1 <b>x</b> ![x](http://evil) "\u200f'


def desk_of(server: LabServer) -> Desk:
    settings = Settings(home=server.home)
    record = read_record(settings.engine_dir)
    assert record is not None
    return Desk(Aws(settings, record.endpoint_url), require_outputs(settings).user_pool_id)


def test_a_change_of_another_process_is_told_and_undone(
    open_page: OpenPage, lab_server: LabServer
) -> None:
    page = open_page()
    wait_until_provisioned(page)
    page.open("admin_audit")
    page.sees("No change yet")
    desk = desk_of(lab_server)
    desk.directory.create(NewUser(username="ann", password=PASSWORD))
    desk.do(disabling(), reason="left the team")
    page.open(f"admin_audit?change={desk.book.view().entries[0].id}")
    page.sees("Disable: ann")
    page.sees("enabled: yes → no")
    page.press("Undo")
    dialog = page.page.get_by_role("dialog")
    expect(dialog).to_contain_text("Undo: Disable for ann")
    page.act(dialog.get_by_role("button", name="Undo the change").click)
    expect(dialog).to_have_count(0, timeout=SLOW_MS)
    page.sees("It was undone already.")
    page.sees("2 changes")
    expect(page.page.get_by_role("button", name="Undo", exact=True)).to_be_disabled()
    assert desk.directory.get("ann").enabled
    assert [entry.label for entry in desk.book.view().entries] == ["Undo: Disable", "Disable"]


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
def test_whatever_a_name_and_a_reason_hold_stays_text_and_fits_a_phone(
    open_page: OpenPage, lab_server: LabServer, *, dark: bool
) -> None:
    page = open_page(phone=True, dark=dark)
    wait_until_provisioned(page)
    desk = desk_of(lab_server)
    with pytest.raises(UserNotFound):
        desk.do(enabling(f"{HOSTILE}{'y' * 90}"), reason=f"{HOSTILE}{'z' * 150}")
    page.open(f"admin_audit?change={desk.book.view().entries[0].id}")
    page.sees(re.compile("Enable: ann-=1"))
    page.sees(re.compile(r"‹U\+200F›"))
    fits = "() => document.documentElement.scrollWidth <= window.innerWidth"
    assert page.page.evaluate(fits)
    assert violations(page) == []
