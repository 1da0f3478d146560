"""Stories of changes of groups that are undone on the page Audit, and the pages right after."""

import pytest

from pages._server.process import LabProcess
from services.users.directory import Directory
from services.users.pool_group import PoolGroup
from tests.pages._ui.rendered import told
from tests.pages.admin.groups.group_stories import PAGE, new_user, press, rows
from tests.pages.conftest import OpenPage

pytestmark = pytest.mark.engine
AUDIT = "admin/admin_audit.py"


def newest(lab_process: LabProcess) -> str:
    return lab_process.lab().desk.book.view().entries[0].id


def test_a_deleted_group_comes_back_and_its_members_are_counted_at_once(
    lab_process: LabProcess, directory: Directory, group: PoolGroup, open_page: OpenPage
) -> None:
    new_user(directory, "scratch-0", "scratch")
    app = press(open_page(PAGE, group="scratch"), "admin_groups_open_delete")
    assert "The page Audit can undo it" in told(app)
    app.text_input(key="admin_groups_confirm").set_value("scratch")
    app.text_input(key="admin_groups_delete_reason").set_value("no longer used").run()
    press(app, "admin_groups_delete_send")
    snapshot = lab_process.snapshots.of(directory)
    assert "scratch" not in snapshot.group_sizes()
    audit = press(open_page(AUDIT, change=newest(lab_process)), "admin_audit_undo")
    assert "members: none → scratch-0" in told(audit).replace("\\", "")
    press(audit, "admin_audit_undo_send")
    assert not audit.error
    assert snapshot.group_sizes()["scratch"] == 1
    assert directory.groups_of("scratch-0") == ("scratch",)
    listed = {row["Group"]: row for row in rows(open_page(PAGE))}
    assert listed["scratch"]["Precedence"] == 5
    users = open_page("admin/admin_users.py", admin_users_group="scratch")
    assert list(users.dataframe[0].value["Username"]) == ["scratch-0"]


def test_a_created_group_that_is_in_use_is_not_undone_and_the_page_says_why(
    lab_process: LabProcess, directory: Directory, group: PoolGroup, open_page: OpenPage
) -> None:
    created = newest(lab_process)
    new_user(directory, "scratch-0", "scratch")
    app = open_page(AUDIT, change=created)
    assert app.button(key="admin_audit_undo").disabled
    assert "scratch was changed again since: members." in told(app)
    directory.remove_from_group("scratch-0", "scratch")
    press(app.run(), "admin_audit_undo")
    assert app.button(key="admin_audit_undo_send").disabled
    app.text_input(key="admin_audit_undo_reason").set_value("the wrong name").run()
    press(app, "admin_audit_undo_send")
    assert [row["Group"] for row in rows(open_page(PAGE))] == ["admins", "staff"]
