"""Stories of the import: the check tells everything first, then the job does it."""

import pytest

from pages._server.process import LabProcess
from pages._ui.users.files import begin_import
from services.settings import Cloud, Settings
from services.users.csv_files.import_job import job
from services.users.directory import Directory, UserStatus
from services.users.new_user import NewUser
from tests.pages._ui.rendered import rendered, rows_to_read, told
from tests.pages.admin.files.file_stories import JOBS, PAGE, SECONDS, SECRET, check, keys, pick
from tests.pages.admin.files.file_stories import choose as choose_file
from tests.pages.conftest import OpenPage
from tests.waiting import until

pytestmark = pytest.mark.engine


def test_nothing_can_be_checked_before_a_file_is_chosen(
    directory: Directory, open_page: OpenPage
) -> None:
    app = open_page(PAGE)
    assert not app.exception
    assert app.button(key="admin_files_check").disabled
    assert "up to 20 MB" in told(app)
    captions = " ".join(each for radio in app.radio for each in radio.proto.captions)
    assert "Cognito makes a temporary password for each and e-mails it to them." in captions


def test_the_check_counts_first_then_names_every_error_and_sends_nothing(
    directory: Directory, open_page: OpenPage
) -> None:
    directory.create(NewUser(username="file-bob", password=SECRET, attributes={"email": "b@x.de"}))
    app = pick(open_page(PAGE), "existing", "update")
    pick(app, "groups", "create")
    check(
        app,
        "username,email,groups,password,Team,sub\n"
        f"file-ann,ann@x.de,authors,{SECRET},a,b\nfile-bob,new@x.de,,,a,b\n"
        f"file-cleo,no-address,,{SECRET},a,b\nfile-dan,,,short,a,b\n",
    )
    assert not app.exception
    said = told(app)
    assert (
        "**1 user** would be created, **1** would be updated, **2 rows** would be refused" in said
    )
    assert "Columns that are not read: **Team**: The user pool has no attribute Team." in said
    assert "**sub**: Cognito gives every new user a sub of its own." in said
    assert "Groups that would be created first: **authors**" in said
    errors = rows_to_read(app)
    assert [each["Line"] for each in errors] == ["4", "5"]
    assert [each["Column"] for each in errors] == ["email", "password"]
    assert [each["Value"] for each in errors] == ["no-address", "(hidden)"]
    assert all(each["What to do"] for each in errors)
    assert app.button(key="admin_files_begin").label == "Import 2 users"
    assert directory.get("file-bob").email == "b@x.de"
    assert "authors" not in directory.groups()
    assert SECRET not in rendered(app)


def test_another_choice_makes_the_check_old(directory: Directory, open_page: OpenPage) -> None:
    app = check(open_page(PAGE), f"username,password\nfile-ann,{SECRET}\n")
    assert "admin_files_begin" in keys(app)
    pick(app, "passwords", "generated")
    assert "admin_files_begin" not in keys(app)
    assert "was changed since the last check" in told(app)


def test_a_file_that_cannot_be_used_is_told_in_one_line(
    directory: Directory, open_page: OpenPage
) -> None:
    app = check(open_page(PAGE), "e-mail;name\nann@x.de;Ann\n")
    [error] = app.error
    assert "The file has no column" in error.value
    assert "start from the template" in error.value
    app.file_uploader[0].set_value(("people.csv", b"\xff\xfe\x00\xd8\x00", "text/csv"))
    app.run().button(key="admin_files_check").click().run()
    assert not app.exception
    assert "Save it as CSV UTF\\-8" in app.error[0].value


def test_of_very_many_columns_that_are_not_read_only_the_first_are_named(
    directory: Directory, open_page: OpenPage
) -> None:
    header = ",".join(["username", "password", *(f"c{number}" for number in range(5_000))])
    app = check(open_page(PAGE), f"{header}\nfile-ann,{SECRET}{5_000 * ','}\n")
    [warning] = app.warning
    assert warning.value.startswith("Columns that are not read: **c0**: The user pool has no")
    assert "**c11**" in warning.value
    assert "**c12**" not in warning.value
    assert warning.value.endswith("And 4,988 more.")


def test_protected_users_are_named_and_a_reason_is_asked_to_disable(
    directory: Directory, open_page: OpenPage
) -> None:
    directory.create(NewUser(username="file-bob", password=SECRET))
    app = pick(open_page(PAGE), "existing", "update")
    check(app, "username,enabled\nmaya,false\nfile-bob,false\n")
    assert "Protected users stay as they are: **maya**" in told(app)
    assert "it is a test user" in rows_to_read(app)[0]["What is wrong"]
    assert app.button(key="admin_files_begin").disabled
    app.text_input(key="admin_files_reason").set_value("they left").run()
    assert app.button(key="admin_files_begin").label == "Import 1 user"
    assert not app.button(key="admin_files_begin").disabled


def test_an_import_begins_a_job_and_forgets_the_file(
    lab_process: LabProcess, directory: Directory, open_page: OpenPage
) -> None:
    app = pick(open_page(PAGE), "kind", "permanent")
    check(app, f"username,password\nfile-ann,{SECRET}\nfile-bob,{SECRET}\n")
    app.button(key="admin_files_begin").click().run()
    assert not app.exception
    assert "_upload" not in app.session_state
    until(lambda: not lab_process.bulk.at_work(), seconds=SECONDS)
    assert directory.get("file-bob").status is UserStatus.CONFIRMED
    [summary] = lab_process.bulk.of(lab_process.lab()).jobs()
    assert summary.header.label == "Import people.csv"
    shown = open_page(JOBS, job=summary.header.id)
    assert SECRET not in rendered(shown)


def test_a_file_is_forgotten_when_the_page_is_left(
    directory: Directory, open_page: OpenPage
) -> None:
    app = check(open_page(PAGE), f"username,password\nfile-ann,{SECRET}\n")
    assert "_upload" in app.session_state
    app.switch_page(f"pages/{JOBS}").run()
    assert "_upload" not in app.session_state
    back = app.switch_page(f"pages/{PAGE}").run()
    assert back.button(key="admin_files_check").disabled
    assert SECRET not in repr(back.session_state)


def test_cognitos_own_job_is_not_offered_by_the_local_engine(
    directory: Directory, open_page: OpenPage, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(job, "FEWEST_USERS", 1)
    app = check(open_page(PAGE), f"username,password\nfile-ann,{SECRET}\n")
    assert "--cognito-job" not in told(app)


def test_on_aws_cognitos_own_job_is_named_with_its_command(
    directory: Directory, open_page: OpenPage, monkeypatch: pytest.MonkeyPatch
) -> None:
    on_aws = Settings(cloud=Cloud.AWS, region="eu-west-1")
    monkeypatch.setattr(begin_import, "settings", lambda: on_aws)
    app = check(open_page(PAGE), f"username,password\nfile-ann,{SECRET}\n")
    assert "--cognito-job" not in told(app)
    monkeypatch.setattr(job, "FEWEST_USERS", 1)
    app.button(key="admin_files_check").click().run()
    assert "python -m infra_scripts users import FILE --cognito-job" in app.info[0].value


def test_a_name_that_no_check_knows_stays_text(directory: Directory, open_page: OpenPage) -> None:
    app = choose_file(
        open_page(PAGE), "username,![x](http://evil.example)\n" + 2 * "\u202efile,1\n", "<b>*a*.csv"
    )
    app.button(key="admin_files_check").click().run()
    assert not app.exception
    [warning] = app.warning
    assert "\\!\\[x\\]\\(http" in warning.value
    assert "‹U+202E›file" in [each["Value"] for each in rows_to_read(app)]
