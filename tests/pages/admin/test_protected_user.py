"""Stories of users whom nobody may take away: their buttons are greyed, with the reason."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from pages._server.process import LabProcess
from services.users.directory import Directory
from services.users.new_user import NewUser
from tests.pages.admin.scratch_users import PAGE, PASSWORD
from tests.pages.conftest import OpenPage

pytestmark = pytest.mark.engine
GUARDED = ("admin_users_move_disable", "admin_users_delete")


@pytest.fixture
def protected_users(lab_process: LabProcess) -> Iterator[Path]:
    path = lab_process.settings.protected_users_path
    yield path
    path.unlink(missing_ok=True)


def reasons(app: AppTest) -> list[str]:
    """Return what the greyed buttons say, "" for one that can be pressed."""
    buttons = [app.button(key=key) for key in GUARDED]
    return [(each.help or "no reason") if each.disabled else "" for each in buttons]


def test_a_test_user_of_the_demos_cannot_be_disabled_or_deleted(
    directory: Directory, open_page: OpenPage
) -> None:
    app = open_page(PAGE, user="maya")
    disable, delete = (text.replace("\\", "") for text in reasons(app))
    assert disable.startswith("This user cannot be disabled here: it is a test user that the demos")
    assert delete.startswith("This user cannot be deleted here: it is a test user that the demos")
    assert not app.button(key="admin_users_move_sign_out").disabled
    assert open_page(PAGE, user="dana").button(key="admin_users_move_enable").disabled is False


def test_the_reason_is_written_once(directory: Directory, open_page: OpenPage) -> None:
    def written(username: str) -> tuple[int, int]:
        app = open_page(PAGE, user=username)
        shown = " ".join(each.value for each in (*app.markdown, *app.caption))
        return shown.count("it is a test user"), shown.count("protected, as said above")

    assert written("maya") == (1, 1)
    assert written("dana") == (1, 0), "a disabled user's reason stands at the deletion"


def test_a_name_in_the_file_counts_from_the_next_run_on(
    directory: Directory, open_page: OpenPage, protected_users: Path
) -> None:
    directory.create(NewUser(username="scratch-kept", password=PASSWORD))
    app = open_page(PAGE, user="scratch-kept")
    assert reasons(app) == ["", ""]
    protected_users.write_text("SCRATCH-kept\n", encoding="utf-8")
    assert all("it is a protected user" in text for text in reasons(app.run()))
    protected_users.unlink()
    assert reasons(app.run()) == ["", ""]


def test_while_the_file_cannot_be_read_nothing_is_taken_away(
    directory: Directory, open_page: OpenPage, protected_users: Path
) -> None:
    directory.create(NewUser(username="scratch-kept", password=PASSWORD))
    protected_users.write_bytes(b"\xff\xfe\xff")
    app = open_page(PAGE, user="scratch-kept")
    assert all("is no text" in text for text in reasons(app))
    assert not app.exception
