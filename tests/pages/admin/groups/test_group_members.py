"""Stories of a group's members on the Groups page, against the real stack."""

import pytest

from pages._server.process import LabProcess
from services.errors import InvalidRequest
from services.users.directory import Directory, UserPage
from services.users.groups.group_changes import change_of_group_end
from services.users.pool_group import GroupValues, PoolGroup
from tests.pages._ui.rendered import told
from tests.pages.admin.groups.group_stories import PAGE, choose, made, new_user, press, rows
from tests.pages.conftest import OpenPage

pytestmark = pytest.mark.engine
HOSTILE = "=HYPERLINK(1)![x](http://evil)<img/src=x>🇫🇷"


def test_members_are_added_and_counted_at_once(
    directory: Directory, group: PoolGroup, open_page: OpenPage
) -> None:
    for number in range(2):
        new_user(directory, f"scratch-{number}")
    app = press(open_page(PAGE, group="scratch"), "admin_groups_add")
    app.text_input(key="admin_groups_find").set_value("scratch-").run()
    assert [row["Username"] for row in rows(app, 1)] == ["scratch-0", "scratch-1"]
    choose(app, 1, 0, 1)
    press(app, "admin_groups_add_send")
    assert [row["Username"] for row in rows(app, 1)] == ["scratch-0", "scratch-1"]
    assert {row["Group"]: row["Members"] for row in rows(app)}["scratch"] == 2
    assert directory.groups_of("scratch-1") == ("scratch",)


def test_a_user_whom_nobody_has_read_is_added_by_the_very_name(
    directory: Directory, group: PoolGroup, open_page: OpenPage
) -> None:
    app = press(open_page(PAGE, group="scratch"), "admin_groups_add")
    app.text_input(key="admin_groups_find").set_value("scratch-late").run()
    press(app, "admin_groups_add_send")
    assert "does not exist" in told(app)
    new_user(directory, "scratch-late")
    press(app, "admin_groups_add_send")
    assert [row["Username"] for row in rows(app, 1)] == ["scratch-late"]


def test_a_member_is_taken_out_for_a_reason(
    directory: Directory, group: PoolGroup, open_page: OpenPage
) -> None:
    new_user(directory, "scratch-0", "scratch")
    app = open_page(PAGE, group="scratch")
    assert app.button(key="admin_groups_take_out").disabled
    choose(app, 1, 0)
    press(app, "admin_groups_take_out")
    assert "keep naming the group" in told(app)
    assert app.button(key="admin_groups_out_send").disabled
    app.text_input(key="admin_groups_take_out_reason").set_value("left the team").run()
    press(app, "admin_groups_out_send")
    assert directory.groups_of("scratch-0") == ()
    assert "Nobody is in this group." in told(app)
    assert {row["Group"]: row["Members"] for row in rows(app)}["scratch"] == 0


def test_members_are_paged_as_cognito_gives_them(
    directory: Directory, group: PoolGroup, open_page: OpenPage
) -> None:
    for number in range(61):
        new_user(directory, f"scratch-{number:02}", "scratch")
    app = open_page(PAGE, group="scratch")
    assert len(rows(app, 1)) == 60
    assert app.button(key="admin_groups_previous").disabled
    press(app, "admin_groups_next")
    assert [row["Username"] for row in rows(app, 1)] == ["scratch-60"]
    assert app.button(key="admin_groups_next").disabled
    press(app, "admin_groups_previous")
    assert len(rows(app, 1)) == 60


def test_names_and_descriptions_stay_text_whatever_they_hold(
    lab_process: LabProcess, directory: Directory, open_page: OpenPage
) -> None:
    description = f"{HOSTILE} \u202enimda\n# x :red[y] " + "w" * 1900
    made(lab_process, GroupValues(name=HOSTILE, description=description))
    new_user(directory, "scratch-\u202e![u](http://evil)", HOSTILE)
    app = open_page(PAGE, group=HOSTILE)
    assert HOSTILE in [row["Group"] for row in rows(app)]
    assert rows(app, 1)[0]["Username"] == "scratch-‹U+202E›![u](http://evil)"
    choose(app, 1, 0)
    for key in ("admin_groups_take_out", "admin_groups_open_edit", "admin_groups_open_delete"):
        press(app, key)
        shown = "\n".join(each.value for each in (*app.header, *app.markdown, *app.caption))
        assert "![" not in shown.replace("\\!\\[", "")
        assert "http://" not in shown
        assert ":red[y]" not in shown
        assert "<img" not in shown.replace("\\<img", "")
        assert "<img" not in "\n".join(block.proto.body for block in app.get("html")[1:])
        assert "\u202e" not in shown


def test_a_group_that_is_gone_behind_the_dialog_is_told_in_it(
    lab_process: LabProcess, directory: Directory, group: PoolGroup, open_page: OpenPage
) -> None:
    app = press(open_page(PAGE, group="scratch"), "admin_groups_add")
    app.text_input(key="admin_groups_find").set_value("theo").run()
    choose(app, 1, 0)
    lab_process.lab().desk.do(change_of_group_end(group), reason="a test")
    press(app, "admin_groups_add_send")
    assert "someone may have deleted the group" in told(app)
    assert "no group with the name in the address" in told(app)
    assert app.text_input(key="admin_groups_find").value == "theo"
    assert directory.groups_of("theo") == ()


def test_a_page_that_cognito_refuses_leads_back_to_the_first_one(
    directory: Directory, group: PoolGroup, open_page: OpenPage, monkeypatch: pytest.MonkeyPatch
) -> None:
    original = Directory.list_members

    def refuse(self: Directory, group: str, token: str | None = None) -> UserPage:
        if token:
            raise InvalidRequest("Invalid NextToken.", code="InvalidParameterException")
        return original(self, group)

    monkeypatch.setattr(Directory, "list_members", refuse)
    new_user(directory, "scratch-in", "scratch")
    app = open_page(PAGE, group="scratch")
    app.session_state["_admin_groups_member_pages"] = ("scratch", [None, "older"])
    app.run()
    assert "Cognito takes the way to that page no longer." in app.warning[0].value
    assert [row["Username"] for row in rows(app, 1)] == ["scratch-in"]
    assert not app.run().warning
