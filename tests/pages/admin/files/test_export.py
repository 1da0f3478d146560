"""Stories of the export: the filter comes from the page Users, the file is written behind."""

import json
from urllib.parse import parse_qs

import pytest
from streamlit.testing.v1 import AppTest

from pages._server.process import LabProcess
from pages._server.snapshots.tab_work import WorkState
from services.users.directory import Directory
from services.users.new_user import NewUser
from tests.pages._ui.rendered import rendered, told, told_in_html
from tests.pages.admin.files.file_stories import PAGE, SECONDS, SECRET
from tests.pages.conftest import OpenPage

pytestmark = pytest.mark.engine
EXPORT, WORK = {"admin_files_part": "Export"}, "_admin_files_export"


@pytest.fixture
def people(directory: Directory) -> Directory:
    for name, email in (("file-ann", "z@x.de"), ("file-bob", "=1+1@x.de"), ("file-cleo", "a@y.de")):
        directory.create(NewUser(username=name, password=SECRET, attributes={"email": email}))
    return directory


def exported(app: AppTest) -> str:
    app.button(key="admin_files_export").click().run()
    held = app.session_state[WORK]
    held.work.wait(SECONDS)
    assert held.work.state is WorkState.DONE
    return b"".join(held.download.pieces()).decode("utf-8-sig")


def test_filter_order_and_columns_of_the_address_are_honoured(
    people: Directory, open_page: OpenPage
) -> None:
    app = open_page(
        PAGE, **EXPORT, admin_users_text="file-", admin_users_sort="email",
        admin_users_order="Descending", admin_users_columns="email",
    )  # fmt: skip
    assert not app.exception
    assert "**3 users** fit" in told(app)
    assert "Search: contains file-" in told(app)
    assert "Sorted by E-mail, descending" in told(app)
    assert exported(app).split() == [
        '"username","email"', '"file-ann","z@x.de"', '"file-cleo","a@y.de"',
        '"file-bob","\'=1+1@x.de"',
    ]  # fmt: skip


def test_the_way_from_users_takes_the_filter_along(people: Directory, open_page: OpenPage) -> None:
    app = open_page("admin/admin_users.py", admin_users_text="file-", admin_users_sort="email")
    [link] = [each.proto for each in app.get("page_link") if "Export" in each.proto.label]
    assert link.label == "Export these 3 users"
    assert parse_qs(link.query_string) == {
        "admin_users_text": ["file-"], "admin_users_sort": ["email"],
        "admin_files_part": ["Export"],
    }  # fmt: skip


def test_json_lines_have_an_object_for_each(people: Directory, open_page: OpenPage) -> None:
    app = open_page(PAGE, **EXPORT, admin_users_text="file-")
    app.segmented_control(key="admin_files_format").set_value("JSON Lines").run()
    lines = [json.loads(line) for line in exported(app).splitlines()]
    assert [line["username"] for line in lines] == ["file-ann", "file-bob", "file-cleo"]
    assert lines[1]["attributes"]["email"] == "=1+1@x.de"


def test_the_filter_is_taken_off(people: Directory, open_page: OpenPage) -> None:
    app = open_page(PAGE, **EXPORT, admin_users_text="file-")
    app.button(key="admin_files_all").click().run()
    assert "Filter: none." in told(app)


def test_a_finished_file_is_offered_until_it_is_discarded(
    lab_process: LabProcess, people: Directory, open_page: OpenPage
) -> None:
    app = open_page(PAGE, **EXPORT, admin_users_text="file-")
    exported(app)
    app.run()
    address = app.session_state[WORK].download.address
    assert address in rendered(app)
    assert "3 users, 1 KB" in told(app)
    app.button(key="admin_files_discard").click().run()
    assert address not in rendered(app)
    assert WORK not in app.session_state


def test_what_no_file_carries_is_told_with_what_a_trigger_does(
    people: Directory, open_page: OpenPage
) -> None:
    app = open_page(PAGE, admin_files_part="To another pool")
    assert not app.exception
    said = told_in_html(app)
    assert "Cognito gives out no password, not even as a hash." in said
    assert "It keeps them: the user signs in with the old password" in said
    app.text_input(key="admin_files_new_pool").set_value("us-east-1_nobody").run()
    assert app.error
