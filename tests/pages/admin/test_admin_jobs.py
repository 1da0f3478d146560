"""Stories of acting on many users: the dry run on the page Users, the job on the page Jobs."""

from collections.abc import Iterator

import pytest
from streamlit.testing.v1 import AppTest

from pages._server.process import LabProcess
from services.users.bulk.acts.act import Act, ActKind
from services.users.bulk.journal.journal_view import BulkState
from services.users.bulk.run.bulk_job import BulkJob
from services.users.directory import Directory
from services.users.new_user import NewUser
from tests.pages._ui.rendered import rendered, rows_to_read, told
from tests.pages.admin.groups.group_stories import choose
from tests.pages.conftest import OpenPage
from tests.waiting import until

pytestmark = pytest.mark.engine
USERS, JOBS = "admin/admin_users.py", "admin/admin_jobs.py"
PASSWORD = "Created-Pass-2027!"
NAMES = ("crowd-0", "crowd-1", "crowd-2")
SECONDS = 100


@pytest.fixture
def directory(lab_process: LabProcess) -> Iterator[Directory]:
    directory = lab_process.lab().directory
    for name in NAMES:
        directory.create(NewUser(username=name, password=PASSWORD))
    yield directory
    lab_process.bulk.close()
    for user in directory.list_page().users:
        if user.username in NAMES:
            directory.delete(user.username)


def begun(process: LabProcess, kind: ActKind, *, reason: str = "a rehearsal") -> BulkJob:
    lab = process.lab()
    desk = process.bulk.of(lab)
    plan = desk.dry_run(desk.act_source(Act(kind=kind), NAMES))
    return process.bulk.start(lab, plan, reason=reason, typed=None)


def checked(app: AppTest, kind: ActKind) -> AppTest:
    app.button(key="admin_users_bulk_open").click().run()
    app.selectbox(key="admin_users_bulk_act").select(kind.value).run()
    return app.button(key="admin_users_bulk_check").click().run()


def keys(app: AppTest) -> set[str | None]:
    return {button.key for button in app.button}


def test_the_filter_is_checked_first_and_nothing_is_sent(
    directory: Directory, open_page: OpenPage
) -> None:
    directory.disable("crowd-1")
    app = checked(open_page(USERS, admin_users_text="crowd-"), ActKind.DISABLE)
    assert not app.exception
    assert "**2 users** would change, 1 is as wanted already. Nothing was sent." in told(app)
    rows = rows_to_read(app)
    assert [row["User"] for row in rows] == list(NAMES)
    assert rows[1]["What or why"] == "The user is disabled already."
    assert app.button(key="admin_users_bulk_begin").disabled  # no reason yet
    assert directory.get("crowd-0").enabled


def test_another_act_makes_the_check_old(directory: Directory, open_page: OpenPage) -> None:
    app = checked(open_page(USERS, admin_users_text="crowd-"), ActKind.DISABLE)
    app.selectbox(key="admin_users_bulk_act").select(ActKind.SIGN_OUT.value).run()
    assert "was changed since the last check" in told(app)
    assert "admin_users_bulk_begin" not in keys(app)


def test_a_delete_asks_for_the_count_and_the_pools_name(
    directory: Directory, open_page: OpenPage
) -> None:
    app = checked(open_page(USERS, admin_users_text="crowd-"), ActKind.DELETE)
    app.text_input(key="admin_users_bulk_reason").set_value("gone").run()
    assert app.button(key="admin_users_bulk_begin").disabled
    app.text_input(key="admin_users_bulk_count").set_value("2").run()
    app.text_input(key="admin_users_bulk_pool").set_value("x").run()
    app.button(key="admin_users_bulk_begin").click().run()
    assert "The count is not the number of users who would be deleted" in app.error[0].value
    assert directory.get("crowd-0")


def test_a_begun_job_opens_its_page_and_changes_the_rows_at_once(
    lab_process: LabProcess, directory: Directory, open_page: OpenPage
) -> None:
    app = checked(open_page(USERS, admin_users_text="crowd-"), ActKind.DISABLE)
    app.text_input(key="admin_users_bulk_reason").set_value("ticket 9").run()
    app.button(key="admin_users_bulk_begin").click().run()
    assert not app.exception
    [summary] = lab_process.bulk.of(lab_process.lab()).jobs()[:1]
    assert summary.header.reason == "ticket 9"
    until(lambda: not lab_process.bulk.at_work(), seconds=SECONDS)
    lab_process.bulk.wait_until_caught_up(summary.header.id, SECONDS)
    users = open_page(USERS, admin_users_text="crowd-")
    assert [chips[0] for chips in users.dataframe[0].value["Status"]] == ["Disabled"] * 3


def test_a_row_that_is_chosen_tells_its_reason_whole(
    lab_process: LabProcess, directory: Directory, open_page: OpenPage
) -> None:
    directory.disable("crowd-1")
    job = begun(lab_process, ActKind.DISABLE)
    assert job.wait(SECONDS)
    app = open_page(JOBS, job=job.id)
    number = list(app.dataframe[1].value["User"]).index("crowd-1")
    app = choose(app, 1, number)
    assert not app.exception
    assert "**crowd-1**: The user is disabled already." in told(app)


def test_a_job_has_a_result_for_each_user_and_is_undone_by_another(
    lab_process: LabProcess, directory: Directory, open_page: OpenPage
) -> None:
    job = begun(lab_process, ActKind.DISABLE)
    assert job.wait(SECONDS)
    app = open_page(JOBS, job=job.id)
    assert list(app.dataframe[1].value["Result"]) == ["✓ Done"] * 3
    app.button(key="admin_jobs_undo_check").click().run()
    assert "**3 users** would change. Nothing was sent." in told(app)
    app.button(key="admin_jobs_undo_begin").click().run()
    assert not app.exception
    until(lambda: all(directory.get(name).enabled for name in NAMES), seconds=SECONDS)
    until(lambda: not lab_process.bulk.at_work(), seconds=SECONDS)


def test_a_job_that_a_server_left_is_interrupted_and_resumed(
    lab_process: LabProcess, directory: Directory, open_page: OpenPage
) -> None:
    job = begun(lab_process, ActKind.DISABLE)
    job.pause()
    lab_process.bulk.close()
    if job.state is not BulkState.INTERRUPTED:
        pytest.skip("the job was over before it could be paused")
    app = open_page(JOBS, job=job.id)
    assert "before the job was over" in app.warning[0].value
    app.button(key="admin_jobs_resume").click().run()
    until(lambda: not lab_process.bulk.at_work(), seconds=SECONDS)
    assert [directory.get(name).enabled for name in NAMES] == [False] * 3


def test_passwords_are_shown_once(
    lab_process: LabProcess, directory: Directory, open_page: OpenPage
) -> None:
    job = begun(lab_process, ActKind.TEMPORARY_PASSWORD)
    assert job.wait(SECONDS)
    app = open_page(JOBS, job=job.id)
    app.button(key="admin_jobs_passwords_show").click().run()
    assert [line.partition(",")[0] for line in app.code[0].value.split()] == ["username", *NAMES]
    assert "/lab/download/" in rendered(app)
    other = open_page(JOBS, job=job.id)
    assert "admin_jobs_passwords_show" not in keys(other)
    assert not other.code
    assert "/lab/download/" not in rendered(other)
    app.button(key="admin_jobs_passwords_done").click().run()
    assert not app.code
    assert "/lab/download/" not in rendered(app)


def test_once_it_is_checked_the_next_step_is_the_main_one(
    directory: Directory, open_page: OpenPage
) -> None:
    app = checked(open_page(USERS, admin_users_text="crowd-"), ActKind.ENABLE)
    kinds = {button.key: button.proto.type for button in app.button}
    assert kinds["admin_users_bulk_check"] == "secondary"


def test_where_nobody_is_marked_there_is_no_choice_of_whom(
    directory: Directory, open_page: OpenPage
) -> None:
    app = open_page(USERS, admin_users_text="crowd-")
    app.button(key="admin_users_bulk_open").click().run()
    assert "admin_users_bulk_who" not in {radio.key for radio in app.radio}
    assert "**Who:** All 3 users who fit the filter" in told(app)


def test_the_audit_log_tells_the_parts_of_a_job(
    lab_process: LabProcess, directory: Directory, open_page: OpenPage
) -> None:
    job = begun(lab_process, ActKind.DISABLE)
    assert job.wait(SECONDS)
    app = open_page("admin/admin_audit.py", job=job.id)
    assert "4 changes** of one job" in told(app)
    targets = sorted(app.dataframe[0].value["User or group"])
    assert targets == ["3 users", *NAMES]
