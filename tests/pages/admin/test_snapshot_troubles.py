"""Stories of the page Users when Cognito, the disk or the audit log refuses in the middle."""

import shutil
from collections import Counter
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from pages._server.process import LabProcess
from services.cloud.aws import Aws
from services.errors import AccessDenied
from services.users.directory import Directory
from services.users.groups.group_changes import change_of_new_group
from services.users.new_user import NewUser
from services.users.pool_group import GroupValues
from tests.pages._ui.rendered import told
from tests.pages.admin.scratch_users import PAGE, PASSWORD
from tests.pages.conftest import OpenPage

pytestmark = pytest.mark.engine
NOT_READ = "No users have been read from Cognito yet."


class Trouble:
    """Counts the calls to AWS; does something before those whose operation has a `hook`."""

    def __init__(self) -> None:
        self.calls: Counter[str] = Counter()
        self.hooks: dict[str, Callable[[], object]] = {}

    def call(self, operation: str) -> None:
        self.calls[operation] += 1
        self.hooks.get(operation, lambda: None)()


@pytest.fixture
def trouble(monkeypatch: pytest.MonkeyPatch) -> Trouble:
    found, original = Trouble(), Aws.call

    def call(self: Aws, service: str, operation: str, **parameters: Any) -> dict[str, Any]:
        found.call(operation)
        return original(self, service, operation, **parameters)

    monkeypatch.setattr(Aws, "call", call)
    return found


@pytest.fixture
def fresh(lab_process: LabProcess, directory: Directory) -> Iterator[LabProcess]:
    """The process before anybody has read a user."""
    lab_process.snapshots.close()
    shutil.rmtree(lab_process.settings.snapshot_dir, ignore_errors=True)
    yield lab_process
    lab_process.snapshots.close()


def denied() -> None:
    raise AccessDenied("Nobody may list users", code="AccessDeniedException")


def disable(app: AppTest) -> AppTest:
    app.button(key="admin_users_move_disable").click().run()
    app.text_input(key="admin_users_move_reason").set_value("ticket 7").run()
    return app.button(key="admin_users_move_send").click().run()


def test_a_pool_that_nobody_may_list_is_not_called_empty_and_is_not_asked_at_each_click(
    fresh: LabProcess, open_page: OpenPage, trouble: Trouble
) -> None:
    trouble.hooks["list_users"] = denied
    app = open_page(PAGE)
    for _ in range(4):
        assert NOT_READ in told(app)
        assert "No users here" not in told(app)
        assert "0 users" not in told(app)
        assert "Nobody may list users" in app.error[0].value
        app.run()
    assert trouble.calls["list_users"] == 1
    app.button(key="admin_users_refresh").click().run()
    assert trouble.calls["list_users"] == 2
    assert "Nobody may list users" in app.error[0].value
    trouble.hooks.clear()
    app.button(key="admin_users_refresh").click().run()
    assert len(app.dataframe[0].value) == 9
    assert not app.error


def test_a_change_is_made_and_told_when_the_snapshot_was_removed_meanwhile(
    fresh: LabProcess, directory: Directory, open_page: OpenPage
) -> None:
    directory.create(NewUser(username="scratch-kept", password=PASSWORD, permanent=True))
    app = open_page(PAGE, admin_users_text="scratch", user="scratch-kept")
    shutil.rmtree(fresh.settings.snapshot_dir)
    disable(app)
    assert not app.exception
    assert not app.error
    assert [chips[0] for chips in app.dataframe[0].value["Status"]] == ["Disabled"]
    assert not directory.get("scratch-kept").enabled
    assert "kept on this machine" in told(app)


def test_where_the_disk_refuses_the_page_works_and_says_why(
    fresh: LabProcess, open_page: OpenPage
) -> None:
    fresh.settings.snapshot_dir.write_text("in the way")
    app = open_page(PAGE)
    assert len(app.dataframe[0].value) == 9
    assert "kept in memory" in told(app)
    assert "Kept in memory until the server ends: " in told(app)
    assert "it is a file, where a directory belongs" in told(app).replace("\\", "")
    fresh.settings.snapshot_dir.unlink()


def test_a_change_whose_end_cannot_be_written_down_is_in_the_table_all_the_same(
    fresh: LabProcess, directory: Directory, open_page: OpenPage, trouble: Trouble
) -> None:
    directory.create(NewUser(username="scratch-unsaid", password=PASSWORD, permanent=True))
    log = fresh.settings.audit_path
    kept = log.with_suffix(".kept")
    app = open_page(PAGE, user="scratch-unsaid")

    def block() -> None:
        log.rename(kept)
        log.mkdir()

    trouble.hooks["admin_disable_user"] = block
    disable(app)
    log.rmdir()
    kept.rename(log)
    assert "audit" in app.error[0].value
    found = fresh.snapshots.of(directory)._reader.row("scratch-unsaid")
    assert found
    assert not found.user.enabled


def test_a_group_whose_end_cannot_be_written_down_has_nobody_in_the_table(
    fresh: LabProcess, directory: Directory, open_page: OpenPage, trouble: Trouble
) -> None:
    fresh.lab().desk.do(change_of_new_group(GroupValues(name="scratch")))
    user = NewUser(username="scratch-in", password=PASSWORD, permanent=True, groups=("scratch",))
    directory.create(user)
    app = open_page("admin/admin_groups.py", group="scratch")
    assert fresh.snapshots.of(directory).group_sizes()["scratch"] == 1
    log = fresh.settings.audit_path
    kept = log.with_suffix(".kept")

    def block() -> None:
        log.rename(kept)
        log.mkdir()

    trouble.hooks["delete_group"] = block
    app.button(key="admin_groups_open_delete").click().run()
    app.text_input(key="admin_groups_confirm").set_value("scratch").run()
    app.text_input(key="admin_groups_delete_reason").set_value("no longer used").run()
    app.button(key="admin_groups_delete_send").click().run()
    log.rmdir()
    kept.rename(log)
    assert "audit" in app.error[0].value
    assert "scratch" not in fresh.snapshots.of(directory).group_sizes()
