"""Stories of filters that nobody fits any more, or that somebody wrote by hand."""

import json
import shutil
from collections.abc import Iterator
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from pages._server.process import LabProcess
from services.users.directory import Directory
from services.users.groups.group_changes import change_of_group_end, change_of_new_group
from services.users.pool_group import GroupValues
from tests.pages._ui.rendered import told
from tests.pages.admin.scratch_users import PAGE
from tests.pages.conftest import OpenPage

pytestmark = pytest.mark.engine
FIELD = "admin_users_group"


@pytest.fixture(autouse=True)
def _no_saved_filters(lab_process: LabProcess) -> Iterator[None]:
    yield
    lab_process.settings.saved_filters_path.unlink(missing_ok=True)


def write(process: LabProcess, fields: Any) -> None:
    process.settings.saved_filters_path.write_text(json.dumps({"by hand": fields}))


def nobody_fits(app: AppTest) -> bool:
    assert not app.exception
    return "0 users" in told(app) and not app.dataframe


@pytest.mark.parametrize(
    "query",
    [
        pytest.param({FIELD: "gone"}, id="a group that is gone"),
        pytest.param(
            {"admin_users_where": "custom:gone", "admin_users_text": "a"}, id="an attribute"
        ),
    ],
)
def test_what_the_address_asks_for_is_never_dropped(
    directory: Directory, open_page: OpenPage, query: dict[str, str]
) -> None:
    app = open_page(PAGE, **query)
    assert nobody_fits(app)
    assert nobody_fits(app.run())


def test_an_order_by_what_nobody_has_shows_everybody_and_is_named(
    directory: Directory, open_page: OpenPage
) -> None:
    app = open_page(PAGE, admin_users_sort="custom:gone")
    assert "not known here: Sort: custom:gone" in app.warning[0].value.replace("\\", "")
    assert len(app.dataframe[0].value) == 9


def test_the_members_of_an_empty_group_are_searched_and_nobody_is_found(
    lab_process: LabProcess, directory: Directory, open_page: OpenPage
) -> None:
    lab_process.lab().desk.do(change_of_new_group(GroupValues(name="scratch-empty")))
    assert nobody_fits(open_page(PAGE, **{FIELD: "scratch-empty"}))
    end = change_of_group_end(directory.group("scratch-empty"))
    lab_process.lab().desk.do(end, reason="the test is over")


def test_a_group_in_the_address_is_found_when_the_first_reading_ends(
    lab_process: LabProcess, directory: Directory, open_page: OpenPage
) -> None:
    kept = lab_process.snapshots
    kept.close()
    shutil.rmtree(lab_process.settings.snapshot_dir, ignore_errors=True)
    kept.of(directory).cancel()
    kept.of(directory).wait(30)
    app = open_page(PAGE, **{FIELD: "admins"})
    assert not app.dataframe
    kept.of(directory).refresh(directory)
    kept.of(directory).wait(30)
    assert list(app.run().dataframe[0].value["Username"]) == ["omar", "priya"]
    assert app.multiselect(key=FIELD).options == ["admins", "staff"]


def test_a_saved_filter_of_a_deleted_group_finds_nobody(
    lab_process: LabProcess, directory: Directory, open_page: OpenPage
) -> None:
    write(lab_process, {FIELD: ["gone"]})
    app = open_page(PAGE)
    assert nobody_fits(app.button(key="admin_users_saved_0").click().run())
    assert nobody_fits(app.run())
    app.button(key="admin_users_all").click().run()
    assert len(app.dataframe[0].value) == 9


@pytest.mark.parametrize(
    "fields",
    [
        pytest.param(7, id="no fields"),
        pytest.param({"admin_users_text": 5}, id="a text that is a number"),
        pytest.param({"admin_users_text": {}}, id="a text that is an object"),
        pytest.param({"admin_users_status": ["X"]}, id="a status that is none"),
        pytest.param({"admin_users_enabled": 7}, id="a sign-in that is a number"),
        pytest.param({"admin_users_enabled": "Maybe"}, id="a sign-in that is none"),
        pytest.param({"admin_users_verified": "nope"}, id="no verification"),
        pytest.param({"admin_users_match": "nope"}, id="no comparison"),
        pytest.param({"admin_users_created_from": {"day": "x"}}, id="a day that is none"),
        pytest.param({"admin_users_created_from": {"day": "1500-01-01"}}, id="a far day"),
        pytest.param({"admin_users_nothing": "a"}, id="a field that is none"),
    ],
)
def test_a_filter_written_by_hand_with_a_wrong_value_is_named_and_not_set(
    lab_process: LabProcess, directory: Directory, open_page: OpenPage, fields: Any
) -> None:
    write(lab_process, fields)
    app = open_page(PAGE)
    assert not app.exception
    assert len(app.dataframe[0].value) == 9
    saved = app.button(key="admin_users_saved_0")
    assert (saved.label, saved.disabled) == ("`by hand`", True)
    assert "in the file it has a value that no filter takes" in told(app)
    app.button(key="admin_users_forget_0").click().run()
    assert "None yet." in told(app)
