"""A user whom another client deleted: the click on the row is answered where it is seen."""

from collections.abc import Callable

from playwright.sync_api import expect

from services.users.directory import NewUser
from tests.browser.admin.users_grid import grid, has_cell, open_row
from tests.browser.lab_page import SLOW_MS, LabPage
from tests.browser.lab_server import LabServer
from tests.browser.test_broken_stack import lab_of

LAST_ROW = 10  # behind the nine test users, where the top of the page is out of view


def test_the_row_goes_and_the_reason_comes_into_view(
    open_ready: Callable[..., LabPage], lab_server: LabServer
) -> None:
    directory = lab_of(lab_server).directory
    directory.create(NewUser(username="zoe", password="Correct-Horse-9"))
    page = open_ready("admin_users", phone=True)
    has_cell(page, "Username", LAST_ROW, "zoe")
    directory.delete("zoe")
    grid(page).scroll_into_view_if_needed()
    open_row(page, LAST_ROW)
    page.sees("9 users")
    said = page.page.get_by_text("The user pool has no user with the name in the address")
    expect(said).to_be_in_viewport(timeout=SLOW_MS)
