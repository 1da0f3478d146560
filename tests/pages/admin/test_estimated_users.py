"""Stories of the estimate above the users: asked for once a minute, and after each change here."""

import pytest
from streamlit.testing.v1 import AppTest

from services.lab import Lab
from services.users.directory import Directory
from services.users.new_user import NewUser
from tests.pages.admin.scratch_users import PAGE, PASSWORD
from tests.pages.conftest import OpenPage

pytestmark = pytest.mark.engine


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """Collect what Cognito answers; the watch of the stack describes the pool for itself."""
    answers: list[int] = []
    original = Directory.estimated_count

    def estimated_count(self: Directory) -> int:
        answers.append(original(self))
        return answers[-1]

    monkeypatch.setattr(Directory, "estimated_count", estimated_count)
    return answers


def estimate_of(app: AppTest) -> str:
    """Return what stands beside the total: Cognito's estimate is in its help."""
    return next(each.proto.help for each in app.markdown if "counted exactly" in each.value)


def test_a_run_without_a_change_asks_nothing(
    directory: Directory, open_page: OpenPage, asked: list[int]
) -> None:
    app = open_page(PAGE)
    for _ in range(3):
        assert "About 9 users" in estimate_of(app.run())
    assert asked == [9]


def test_a_change_here_and_a_refresh_ask_again(
    directory: Directory, open_page: OpenPage, asked: list[int]
) -> None:
    directory.create(NewUser(username="scratch-gone", password=PASSWORD))
    app = open_page(PAGE, user="scratch-gone")
    assert "About 10 users" in estimate_of(app)
    app.button(key="admin_users_delete").click().run()
    app.text_input(key="admin_users_delete_reason").set_value("a test").run()
    app.text_input(key="admin_users_delete_name").set_value("scratch-gone").run()
    app.button(key="admin_users_delete_send").click().run()
    assert "About 9 users" in estimate_of(app)
    app.button(key="admin_users_refresh").click().run()
    assert asked == [10, 9, 9]


def test_what_others_change_is_estimated_after_a_minute(
    directory: Directory, open_page: OpenPage, monkeypatch: pytest.MonkeyPatch
) -> None:
    app = open_page(PAGE)
    directory.create(NewUser(username="scratch-theirs", password=PASSWORD))
    assert "About 9 users" in estimate_of(app.run())
    now = Lab.now
    monkeypatch.setattr(Lab, "now", lambda self: now(self) + 61)
    assert "About 10 users" in estimate_of(app.run())
