"""Stories of the estimate above the users: asked for once a minute, and after each change here."""

from collections import Counter
from typing import Any

import pytest

from services.cloud.aws import Aws
from services.lab import Lab
from services.users.directory import Directory
from services.users.new_user import NewUser
from tests.pages._ui.rendered import told
from tests.pages.admin.scratch_users import PAGE, PASSWORD
from tests.pages.conftest import OpenPage

pytestmark = pytest.mark.engine


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> Counter[str]:
    """Count the calls to AWS by their operation."""
    calls: Counter[str] = Counter()
    original = Aws.call

    def call(self: Aws, service: str, operation: str, **parameters: Any) -> dict[str, Any]:
        calls[operation] += 1
        return original(self, service, operation, **parameters)

    monkeypatch.setattr(Aws, "call", call)
    return calls


def test_a_run_without_a_change_asks_cognito_for_nothing(
    directory: Directory, open_page: OpenPage, asked: Counter[str]
) -> None:
    app = open_page(PAGE)
    assert asked["describe_user_pool"] == 1
    asked.clear()
    app.run()
    assert "About 9 users" in told(app)
    assert asked == {}


def test_a_change_here_and_a_refresh_ask_again(
    directory: Directory, open_page: OpenPage, asked: Counter[str]
) -> None:
    directory.create(NewUser(username="scratch-gone", password=PASSWORD))
    app = open_page(PAGE, user="scratch-gone")
    assert "About 10 users" in told(app)
    app.button(key="admin_users_delete").click().run()
    app.text_input(key="admin_users_delete_reason").set_value("a test").run()
    app.text_input(key="admin_users_delete_name").set_value("scratch-gone").run()
    app.button(key="admin_users_delete_send").click().run()
    assert "About 9 users" in told(app)
    asked.clear()
    app.button(key="admin_users_refresh").click().run()
    assert asked["describe_user_pool"] == 1


def test_what_others_change_is_estimated_after_a_minute(
    directory: Directory, open_page: OpenPage, monkeypatch: pytest.MonkeyPatch
) -> None:
    app = open_page(PAGE)
    directory.create(NewUser(username="scratch-theirs", password=PASSWORD))
    assert "About 9 users" in told(app.run())
    now = Lab.now
    monkeypatch.setattr(Lab, "now", lambda self: now(self) + 61)
    assert "About 10 users" in told(app.run())
