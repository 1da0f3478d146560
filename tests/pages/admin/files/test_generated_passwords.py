"""Stories of generated passwords and of imports that a server left: the file, once, then gone."""

import io
from pathlib import Path

import pytest

from pages._server.own_routes.download_route import DownloadDesk
from pages._server.process import LabProcess
from services.users.bulk.journal.journal_view import BulkState
from services.users.bulk.run.bulk_job import BulkJob
from services.users.csv_files.checking.choices import ImportChoices, PasswordSource
from services.users.directory import Directory
from services.users.imports.checked_file import check_file
from services.users.imports.import_desk import begin_import
from services.users.snapshot.snapshot import Snapshot
from tests.file_modes import is_private
from tests.pages._ui.rendered import rendered, told
from tests.pages.admin.files.file_stories import JOBS, PAGE, SECONDS, check, choose, keys, pick
from tests.pages.conftest import OpenPage
from tests.waiting import until

pytestmark = pytest.mark.engine
PEOPLE = "username\n" + "".join(f"file-{number:02}\n" for number in range(45))


def passwords_of(process: LabProcess) -> list[Path]:
    return list(process.settings.bulk_dir.glob("*.passwords.csv"))


def begun(process: LabProcess, open_page: OpenPage, text: str) -> BulkJob:
    app = check(pick(open_page(PAGE), "passwords", "generated"), text)
    app.button(key="admin_files_begin").click().run()
    assert not app.exception
    desk = process.bulk.of(process.lab())
    job = desk.job(desk.jobs()[0].header.id)
    assert job is not None
    return job


def left(process: LabProcess, open_page: OpenPage) -> str:
    """Return the id of an import that this server left before it was over."""
    job = begun(process, open_page, PEOPLE)
    job.pause()
    process.bulk.close()
    assert job.state is BulkState.INTERRUPTED
    return job.id


def test_the_file_lies_in_the_home_until_it_is_removed(
    lab_process: LabProcess, directory: Directory, open_page: OpenPage
) -> None:
    job = begun(lab_process, open_page, "username\nfile-ann\n")
    until(lambda: not lab_process.bulk.at_work(), seconds=SECONDS)
    [path] = passwords_of(lab_process)
    assert is_private(path)
    secret = path.read_text().splitlines()[1].partition(",")[2]
    app = open_page(JOBS, job=job.id)
    assert str(path) in told(app)
    assert "/lab/download/" in rendered(app)
    assert secret not in rendered(app)
    assert "admin_jobs_passwords_show" not in keys(app)
    app.button(key=f"admin_files_remove_{job.id}").click().run()
    assert passwords_of(lab_process) == []
    assert not job.has_passwords
    assert "Generated passwords" not in told(app)


def test_what_was_downloaded_is_not_offered_again(
    lab_process: LabProcess, directory: Directory, open_page: OpenPage
) -> None:
    begun(lab_process, open_page, "username\nfile-ann\n")
    until(lambda: not lab_process.bulk.at_work(), seconds=SECONDS)
    [path] = passwords_of(lab_process)
    assert "/lab/download/" in rendered(open_page(PAGE))
    lab_process.downloads.once(path).set()
    app = open_page(PAGE)
    assert "/lab/download/" not in rendered(app)
    assert "It is not offered a second time." in told(app)
    assert str(path) in told(app)
    assert DownloadDesk().once(path).is_set()  # as the next server asks
    [button] = [key for key in keys(app) if key and key.startswith("admin_files_remove_")]
    app.button(key=button).click().run()
    assert list(path.parent.glob(f"{path.stem}*")) == []


def test_passwords_that_a_command_wrote_are_not_shown_by_halves(
    lab_process: LabProcess, directory: Directory, open_page: OpenPage, tmp_path: Path
) -> None:
    path = tmp_path / "new.csv"
    desk, snapshot = lab_process.bulk.of(lab_process.lab()), Snapshot(directory, None)
    snapshot.refresh(directory)
    snapshot.wait(SECONDS)
    choices = ImportChoices(passwords=PasswordSource.GENERATED)
    text = io.BytesIO(b"username\nfile-ann\n")
    checked = check_file(text, "new.csv", desk.pool(), snapshot, choices)
    snapshot.close()
    job = begin_import(desk, checked, passwords_file=path)
    assert job.wait(SECONDS)
    app = open_page(JOBS, job=job.id)
    assert str(path) in told(app)
    assert "admin_jobs_passwords_show" not in keys(app)


def test_an_import_that_was_left_needs_its_file_on_the_page_jobs(
    lab_process: LabProcess, directory: Directory, open_page: OpenPage
) -> None:
    job_id = left(lab_process, open_page)
    app = open_page(JOBS, job=job_id)
    assert app.button(key="admin_jobs_resume").disabled
    assert app.button(key=f"admin_files_remove_{job_id}").disabled
    choose(app, "username\nfile-01\n").button(key="admin_jobs_resume").click().run()
    assert "is not the file that the job was begun with" in app.error[0].value
    choose(app, PEOPLE.replace("\n", "\r\n")).button(key="admin_jobs_resume").click().run()
    assert not app.exception
    until(lambda: not lab_process.bulk.at_work(), seconds=SECONDS)
    made = {user.username for user in directory.list_page().users}
    assert set(PEOPLE.split()[1:]) <= made


def test_the_import_page_offers_to_go_on_with_the_same_file(
    lab_process: LabProcess, directory: Directory, open_page: OpenPage
) -> None:
    job_id = left(lab_process, open_page)
    app = check(open_page(PAGE), PEOPLE)
    assert "was begun and has not ended" in told(app)
    assert "admin_files_begin" not in keys(app)
    app.button(key="admin_files_go_on").click().run()
    assert not app.exception
    until(lambda: not lab_process.bulk.at_work(), seconds=SECONDS)
    [summary] = lab_process.bulk.of(lab_process.lab()).jobs()
    assert (summary.header.id, summary.state) == (job_id, BulkState.FINISHED)
