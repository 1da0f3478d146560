"""Groups and members with hostile names on the Groups page: they stay text, and they fit."""

from collections.abc import Callable
from urllib.parse import quote

import pytest
from playwright.sync_api import expect

from services.users.directory import NewUser
from tests.browser.lab_page import SLOW_MS, LabPage
from tests.browser.lab_server import LabServer
from tests.browser.test_broken_stack import lab_of
from tests.browser.test_stories import wait_until_provisioned

OpenPage = Callable[..., LabPage]
NAME = "=HYPERLINK(1)![x](http://evil.example/x.png)<img/src=x/onerror=alert(1)>🇫🇷" + "é" * 50
DESCRIPTION = f"{NAME} <script>alert(1)</script>\n# **x** :red[y] \u202enimda {'w' * 1500}"
USERNAME = "=cmd|'/c'!A1![u](http://evil.example/u.png)<b>u</b>\u202e👩‍👩‍👧" + "z" * 60
FITS = "document.documentElement.scrollWidth <= document.documentElement.clientWidth"


@pytest.mark.parametrize("phone", [False, True], ids=["desktop", "phone"])
def test_hostile_names_stay_text_and_fit(
    open_page: OpenPage, lab_server: LabServer, *, phone: bool
) -> None:
    page = open_page(phone=phone)
    dialogs: list[str] = []
    page.page.on("dialog", lambda each: (dialogs.append(each.message), each.dismiss()))
    wait_until_provisioned(page)
    lab = lab_of(lab_server)
    pool = {"UserPoolId": lab.directory.user_pool_id, "GroupName": NAME}
    lab.aws.call("cognito-idp", "create_group", **pool, Description=DESCRIPTION)
    lab.directory.create(NewUser(username=USERNAME, password="Correct-Horse-9", groups=(NAME,)))
    try:
        page.open(f"admin_groups?group={quote(NAME)}")
        card = page.keyed("admin_groups_chosen")
        expect(card.get_by_role("heading", level=2)).to_have_text(NAME, timeout=SLOW_MS)
        expect(card).to_contain_text("<script>alert(1)</script> # **x** :red[y] ‹U+202E›nimda")
        expect(card).to_contain_text("1 member, as Cognito has them now.")
        assert card.locator("img, script, b").count() == 0
        assert page.page.evaluate(FITS)
        for key in ("admin_groups_open_edit", "admin_groups_open_delete"):
            page.act(page.keyed(key).get_by_role("button").click)
            dialog = page.page.get_by_role("dialog")
            expect(dialog).to_contain_text(NAME)
            assert dialog.locator("img, script").count() == 0
            assert page.page.evaluate(FITS)
            box = dialog.bounding_box()
            assert box is not None
            assert box["x"] >= 0
            assert box["x"] + box["width"] <= (390 if phone else 1440)
            page.act(dialog.get_by_role("button", name="Cancel").click)
        assert dialogs == []
    finally:
        lab.aws.call("cognito-idp", "delete_group", **pool)
        lab.directory.delete(USERNAME)


def test_a_group_is_made_given_a_member_and_deleted_with_the_mouse(
    open_page: OpenPage, lab_server: LabServer
) -> None:
    page = open_page()
    wait_until_provisioned(page)
    lab_of(lab_server).directory.create(NewUser(username="edith", password="Correct-Horse-9"))
    page.go_to("Users")
    page.press("Refresh")  # another client made edith: she is known once all users are read again
    page.go_to("Groups")
    page.press("Create a group")
    dialog = page.page.get_by_role("dialog")
    page.act(lambda: dialog.get_by_role("textbox", name="Name").fill("editors"))
    page.act(dialog.get_by_role("button", name="Create the group").click)
    page.sees("Nobody is in this group.")
    page.press("Add members")
    page.act(lambda: dialog.get_by_role("textbox", name="Find users").fill("edith"))
    rows = dialog.locator("[data-testid=stDataFrame] .dvn-scroller")
    rows.wait_for()
    page.page.wait_for_timeout(500)  # the table is drawn on a canvas a moment later
    page.act(lambda: rows.click(position={"x": 16, "y": 50}))
    page.press("Add 1 user")
    page.sees("1 member, as Cognito has them now.")
    page.press("Delete this group")
    expect(dialog).to_contain_text("In it: 1 member.")
    page.act(lambda: dialog.get_by_role("textbox", name="Type the name to confirm").fill("editors"))
    page.act(lambda: dialog.get_by_role("textbox", name="Reason").fill("no longer used"))
    page.act(dialog.get_by_role("button", name="Delete the group").click)
    expect(page.keyed("admin_groups_chosen")).to_have_count(0)
    lab_of(lab_server).directory.delete("edith")
