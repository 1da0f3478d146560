"""Stories of what takes long with a file: it runs behind, tells how far it is, can be cancelled."""

import threading
from collections.abc import Iterator
from typing import Any

import pytest

from pages._server.process import LabProcess
from pages._ui.users.files import file_check
from services.users.csv_files.checking.looked_at import CheckStep, LookedAt
from services.users.directory import Directory
from services.users.imports.checked_file import check_file
from tests.pages._ui.rendered import rendered, told
from tests.pages.admin.files.file_stories import PAGE, SECONDS, SECRET, check, keys, pick
from tests.pages.conftest import OpenPage
from tests.waiting import until

pytestmark = pytest.mark.engine
FILE = f"username,password\nfile-ann,{SECRET}\n"


class SlowCheck:
    """A check that has read 4,000 of its rows and then waits until it may go on."""

    def __init__(self) -> None:
        self.go_on, self.is_over = threading.Event(), threading.Event()

    def __call__(self, *file: Any, tell: Any) -> Any:
        try:
            tell(LookedAt(step=CheckStep.COMPARE, rows=4_000, total=8_000))
            assert self.go_on.wait(SECONDS)
            return check_file(*file, tell=tell)
        finally:
            self.is_over.set()


@pytest.fixture
def slow(lab_process: LabProcess, monkeypatch: pytest.MonkeyPatch) -> Iterator[SlowCheck]:
    slow = SlowCheck()
    monkeypatch.setattr(file_check, "check_file", slow)
    yield slow
    slow.go_on.set()


@pytest.fixture
def impatient(directory: Directory, lab_process: LabProcess, open_page: OpenPage) -> OpenPage:
    """Pages that show what is not over yet; the users are read once before."""
    open_page(PAGE)
    users = lab_process.snapshots.of(directory)
    until(lambda: users.state.last is not None and not users.state.is_filling, seconds=SECONDS)
    lab_process.snapshots.patience_seconds = 0.1
    return open_page


def test_a_long_check_tells_how_far_it_is_and_then_what_it_found(
    impatient: OpenPage, slow: SlowCheck
) -> None:
    app = check(impatient(PAGE), FILE)
    assert not app.exception
    said = "Comparing with the user pool: 4,000 of 8,000 rows"
    until(lambda: said in rendered(app.run()), seconds=SECONDS)
    assert app.button(key="admin_files_check").disabled
    slow.go_on.set()
    until(lambda: "admin_files_begin" in keys(app.run()), seconds=SECONDS)
    assert "admin_files_checking_cancel" not in keys(app)
    assert not app.button(key="admin_files_check").disabled


def test_a_cancelled_check_ends_and_can_be_made_again(impatient: OpenPage, slow: SlowCheck) -> None:
    app = check(impatient(PAGE), FILE)
    app.button(key="admin_files_checking_cancel").click().run()
    assert "Cancelled. Nothing was sent." in told(app)
    assert "admin_files_begin" not in keys(app)
    slow.go_on.set()
    app.button(key="admin_files_check").click().run()
    until(lambda: "admin_files_begin" in keys(app.run()), seconds=SECONDS)


def test_a_check_ends_with_its_file(impatient: OpenPage, slow: SlowCheck) -> None:
    app = check(impatient(PAGE), FILE)
    work = app.session_state["_upload"].found.work
    app.switch_page("pages/admin/admin_jobs.py").run()
    until(lambda: work.is_cancelled, seconds=SECONDS)


def test_a_check_of_other_choices_is_not_shown(impatient: OpenPage, slow: SlowCheck) -> None:
    app = pick(check(impatient(PAGE), FILE), "existing", "skip")
    assert "admin_files_checking_cancel" not in keys(app)
    slow.go_on.set()
    back = pick(app, "existing", "refuse")
    until(lambda: "admin_files_begin" in keys(back.run()), seconds=SECONDS)


def test_no_two_checks_have_the_same_mark(directory: Directory, open_page: OpenPage) -> None:
    marks = set()
    app = check(open_page(PAGE), FILE)
    for _ in range(5):  # each is forgotten before the next is made: its place in memory is free
        marks.add(app.session_state["_upload"].found.work.result.mark)
        app.button(key="admin_files_check").click().run()
    assert len(marks) == 5
