"""Stories of groups on the Groups page, against the real stack."""

import pytest

from pages._server.process import LabProcess
from services.errors import AccessDenied, ResourceNotFound
from services.users.directory import Directory
from services.users.pool_group import GroupValues, PoolGroup, read_group
from tests.pages._ui.rendered import rendered, told, told_in_html
from tests.pages.admin.groups.group_stories import (
    PAGE,
    choose,
    made,
    new_user,
    press,
    rows,
    sort_by,
)
from tests.pages.conftest import OpenPage

pytestmark = pytest.mark.engine
READ_GROUPS = "pages._ui.users.groups.groups_now.read_groups"
ROLES, TRUST = ("group-one", "group-two"), '{"Version": "2012-10-17", "Statement": []}'


def test_the_groups_of_the_pool_are_listed_with_their_members_counted(
    directory: Directory, open_page: OpenPage
) -> None:
    app = open_page(PAGE)
    listed = {row["Group"]: (row["Precedence"], row["Members"]) for row in rows(app)}
    sizes = {name: len(directory.list_members(name).users) for name in ("admins", "staff")}
    assert listed == {"admins": (1, sizes["admins"]), "staff": (10, sizes["staff"])}
    assert sizes["admins"] == 2
    assert "2 groups in user pool" in told(app).replace("*", "")
    assert "Members are counted here, among the users that Cognito listed" in told(app)


def test_a_group_is_found_by_its_description(group: PoolGroup, open_page: OpenPage) -> None:
    app = open_page(PAGE, admin_groups_text="DRAFT")
    assert [row["Group"] for row in rows(app)] == ["scratch"]
    app.text_input(key="admin_groups_text").set_value("no such group").run()
    assert rows(app) == []
    assert "No group fits" in told(app)


def test_a_heading_sorts_the_groups_of_all_pages(
    lab_process: LabProcess, directory: Directory, open_page: OpenPage
) -> None:
    for number in range(12):
        made(lab_process, GroupValues(name=f"scratch-{number:02}", precedence=100 - number))
    app = open_page(PAGE)
    assert [row["Group"] for row in rows(app)][:3] == ["admins", "staff", "scratch-11"]
    assert len(rows(app)) == 12
    sort_by(app, "Precedence")
    assert [row["Group"] for row in rows(app)][:2] == ["scratch-00", "scratch-01"]
    sort_by(app, "Group")
    assert [row["Group"] for row in rows(app)][:2] == ["admins", "scratch-00"]
    sort_by(app, "Group")
    assert [row["Group"] for row in rows(app)][:2] == ["staff", "scratch-11"]
    assert app.query_params["admin_groups_sort"] == "Group"
    assert rows(open_page(PAGE, admin_groups_sort="Members"))[-1]["Members"] == 0
    assert rows(open_page(PAGE, admin_groups_sort="x"))[0]["Group"] == "admins"


def test_a_chosen_row_shows_the_group_as_cognito_has_it(
    directory: Directory, open_page: OpenPage
) -> None:
    app = choose(open_page(PAGE), 0, 0)
    assert app.query_params["group"] == "admins"
    assert {row["Username"] for row in rows(app, 1)} == {"omar", "priya"}
    assert "name the group in `cognito:groups`" in told(app)
    assert "It has no role" in told(app)
    assert "2 members, as Cognito has them now." in told(app)
    assert "none" in told_in_html(app)


def test_a_group_that_is_not_there_is_said(directory: Directory, open_page: OpenPage) -> None:
    app = open_page(PAGE, group="nowhere")
    assert "no group with the name in the address" in told(app)
    assert len(rows(app)) == 2


def test_a_group_is_created_and_shown(
    lab_process: LabProcess, directory: Directory, open_page: OpenPage
) -> None:
    app = press(open_page(PAGE), "admin_groups_open_create")
    press(app, "admin_groups_create_send")
    assert app.error[0].value == "The name is empty\\."
    app.text_input(key="admin_groups_name").set_value("two words").run()
    app.text_input(key="admin_groups_role").set_value("no-role").run()
    assert "no space" in told(app)
    press(app, "admin_groups_create_send")
    assert "no space" in app.error[0].value
    assert "The role is no ARN" in app.error[0].value
    assert [row["Group"] for row in rows(app)] == ["admins", "staff"]
    app.text_input(key="admin_groups_role").set_value("").run()
    app.text_input(key="admin_groups_name").set_value("scratch-new").run()
    app.text_area(key="admin_groups_description").set_value("New here")
    app.number_input(key="admin_groups_precedence").set_value(3).run()
    press(app, "admin_groups_create_send")
    pool_id = directory.user_pool_id
    assert read_group(lab_process.lab().aws, pool_id, "scratch-new").precedence == 3
    assert [row["Group"] for row in rows(app)] == ["admins", "scratch-new", "staff"]
    assert app.header[0].value == "scratch\\-new"
    assert "Nobody is in this group." in told(app)


def test_a_name_that_is_taken_is_refused_and_what_was_typed_stays(
    group: PoolGroup, open_page: OpenPage
) -> None:
    app = press(open_page(PAGE), "admin_groups_open_create")
    app.text_input(key="admin_groups_name").set_value("scratch").run()
    press(app, "admin_groups_create_send")
    assert "GroupExistsException" in told(app)
    assert app.text_input(key="admin_groups_name").value == "scratch"


def test_an_edit_sends_what_changed(
    lab_process: LabProcess, group: PoolGroup, open_page: OpenPage
) -> None:
    app = press(open_page(PAGE, group="scratch"), "admin_groups_open_edit")
    assert app.text_area(key="admin_groups_description").value == "A draft"
    app.number_input(key="admin_groups_precedence").set_value(0).run()
    assert "keep cognito:roles" in told(app).replace("`", "")
    press(app, "admin_groups_edit_send")
    lab = lab_process.lab()
    now = read_group(lab.aws, lab.directory.user_pool_id, "scratch")
    assert (now.precedence, now.description) == (0, "A draft")
    assert rows(app)[0]["Group"] == "scratch"


def test_an_edit_without_a_change_and_one_behind_a_change_are_refused(
    lab_process: LabProcess, group: PoolGroup, open_page: OpenPage
) -> None:
    app = press(open_page(PAGE, group="scratch"), "admin_groups_open_edit")
    press(app, "admin_groups_edit_send")
    assert "exactly these values" in told(app)
    lab = lab_process.lab()
    asked = {"UserPoolId": lab.directory.user_pool_id, "GroupName": "scratch"}
    lab.aws.call("cognito-idp", "update_group", **asked, Description="Theirs")
    app.number_input(key="admin_groups_precedence").set_value(9).run()
    press(app, "admin_groups_edit_send")
    assert "changed by somebody else" in told(app)
    assert read_group(lab.aws, lab.directory.user_pool_id, "scratch").precedence == 5


def test_a_group_is_deleted_by_its_name_and_for_a_reason(
    lab_process: LabProcess, directory: Directory, group: PoolGroup, open_page: OpenPage
) -> None:
    new_user(directory, "scratch-0", "scratch")
    app = press(open_page(PAGE, group="scratch"), "admin_groups_open_delete")
    assert "In it: 1 member." in told(app)
    app.text_input(key="admin_groups_confirm").set_value("scratc").run()
    app.text_input(key="admin_groups_delete_reason").set_value("no longer used").run()
    assert app.button(key="admin_groups_delete_send").disabled
    app.text_input(key="admin_groups_confirm").set_value("scratch").run()
    press(app, "admin_groups_delete_send")
    with pytest.raises(ResourceNotFound):
        read_group(lab_process.lab().aws, directory.user_pool_id, "scratch")
    assert [row["Group"] for row in rows(app)] == ["admins", "staff"]
    assert not app.warning
    assert lab_process.snapshots.of(directory).group_sizes().get("scratch") is None


def test_a_group_that_the_demos_need_is_not_deleted_and_the_page_says_why(
    directory: Directory, open_page: OpenPage
) -> None:
    button = open_page(PAGE, group="admins").button(key="admin_groups_open_delete")
    assert button.disabled
    assert button.help == "The test users of the demos are in it."


def test_a_tie_of_precedence_with_another_role_is_said(
    lab_process: LabProcess, directory: Directory, open_page: OpenPage
) -> None:
    aws = lab_process.lab().aws
    roles = [
        aws.call("iam", "create_role", RoleName=name, AssumeRolePolicyDocument=TRUST)["Role"]["Arn"]
        for name in ROLES
    ]
    try:
        made(lab_process, GroupValues(name="scratch-one", precedence=4, role_arn=roles[0]))
        app = open_page(PAGE, group="scratch-one")
        assert "ID tokens have its role" in told(app)
        assert roles[0] in told_in_html(app)
        press(app, "admin_groups_open_create")
        app.text_input(key="admin_groups_name").set_value("scratch-two").run()
        app.number_input(key="admin_groups_precedence").set_value(4).run()
        app.text_input(key="admin_groups_role").set_value(roles[1]).run()
        assert "scratch-one has the same precedence and another role" in told(app)
    finally:
        for name in ROLES:
            aws.call("iam", "delete_role", RoleName=name)


def test_without_groups_the_page_says_what_they_are_for(
    directory: Directory, open_page: OpenPage, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(READ_GROUPS, lambda *_: ())
    app = open_page(PAGE)
    assert "No group yet" in told(app)
    assert not app.dataframe
    assert not app.button(key="admin_groups_open_create").disabled


def test_a_cloud_that_refuses_to_list_is_told(
    directory: Directory, open_page: OpenPage, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object) -> None:
        raise AccessDenied("AWS refused ListGroups: no.", hint="Ask for the permission.")

    monkeypatch.setattr(READ_GROUPS, refuse)
    app = open_page(PAGE)
    assert "AWS refused ListGroups" in told(app)
    assert "Ask for the permission" in told(app)
    assert "Traceback" not in rendered(app)


def test_a_long_description_is_cut_with_a_mark_and_whole_on_the_card(
    lab_process: LabProcess, directory: Directory, open_page: OpenPage
) -> None:
    text = "They read every invoice of the last ten years and sign those that are above a limit."
    made(lab_process, GroupValues(name="scratch-long", description=text))
    app = open_page(PAGE, group="scratch-long")
    cell = {row["Group"]: row["Description"] for row in rows(app)}["scratch-long"]
    assert cell == "They read every invoice of the last ten years and sign those t…"
    assert text in told(app)
