"""Stories of finding users on the page Users: search, filters, order, pages, saved filters."""

from collections.abc import Iterable
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from pages._server.process import LabProcess
from services.self_service.inbox import read_inbox
from services.users.directory import Directory
from services.users.new_user import NewUser
from tests.pages._ui.rendered import rendered, told
from tests.pages.admin.scratch_users import PAGE, PASSWORD
from tests.pages.conftest import OpenPage

pytestmark = pytest.mark.engine


def names(app: AppTest) -> list[str]:
    return list(app.dataframe[0].value["Username"]) if app.dataframe else []


def chips(app: AppTest) -> list[list[str]]:
    return [list(each) for each in app.dataframe[0].value["Status"]]


def select(app: AppTest, *, rows: list[int], column: str | None = None) -> AppTest:
    """Tick these rows of the table and click a column's heading, as the browser sends it."""
    key = app.dataframe[0].proto.id.rpartition("-")[2]
    columns = [column] if column else []
    app.session_state[key] = {"selection": {"rows": rows, "columns": columns, "cells": []}}
    return app.run()


def labelled(widgets: Iterable[Any], label: str) -> Any:
    """Return the widget with this label; its key changes when something else changes its field."""
    return next(widget for widget in widgets if widget.label == label)


@pytest.mark.parametrize(
    ("query", "found"),
    [
        pytest.param({"admin_users_text": "AY"}, ["maya"], id="contains, in any case"),
        pytest.param(
            {"admin_users_text": "ma", "admin_users_match": "starts with"}, ["maya"], id="prefix"
        ),
        pytest.param({"admin_users_text": "nobody-like-this"}, [], id="nobody"),
        pytest.param({"admin_users_text": "a", "admin_users_where": "Phone"}, [], id="no phones"),
        pytest.param({"admin_users_status": "Unconfirmed"}, ["una"], id="a status"),
        pytest.param({"admin_users_enabled": "Disabled"}, ["dana"], id="disabled"),
        pytest.param({"admin_users_group": "admins"}, ["omar", "priya"], id="a group"),
        pytest.param({"admin_users_created_to": "2001-01-01"}, [], id="made long ago"),
        pytest.param(
            {"admin_users_status": "Confirmed", "admin_users_group": "admins"},
            ["omar", "priya"],
            id="two filters",
        ),
    ],
)
def test_every_filter_stands_in_the_address(
    directory: Directory, open_page: OpenPage, query: dict[str, str], found: list[str]
) -> None:
    app = open_page(PAGE, **query)
    assert names(app) == found
    assert f"{len(found)} user" in told(app)
    assert "of 9: counted exactly, in the snapshot" in told(app)


def test_what_the_address_asks_for_and_nobody_knows_is_named(
    directory: Directory, open_page: OpenPage
) -> None:
    asked = {"admin_users_status": "Gone", "admin_users_sort": "shoes", "admin_users_page": "x"}
    app = open_page(PAGE, **asked, admin_users_created_to="1066-10-14")
    said = app.warning[0].value.replace("\\", "")
    assert "Status: Gone, Created to: 1066-10-14, Sort: shoes, Page: x" in said
    assert len(names(app)) == 9


def test_each_filter_is_named_and_taken_off_by_its_chip(
    directory: Directory, open_page: OpenPage
) -> None:
    app = open_page(
        PAGE,
        admin_users_group="admins",
        admin_users_text=" OMA ",
        admin_users_created_from="2001-02-03",
    )
    assert names(app) == ["omar"]
    chips = [button.label for button in app.button if "_chip_" in (button.key or "")]
    assert chips == ["Search: contains OMA", "Group: admins", "Created: from 2001-02-03"]
    app.button(key="admin_users_chip_0").click().run()
    assert names(app) == ["omar", "priya"]
    app.button(key="admin_users_chip_0").click().run()
    assert len(names(app)) == 9


def test_a_heading_sorts_all_users_and_again_the_other_way_round(
    directory: Directory, open_page: OpenPage
) -> None:
    for number in range(3):
        directory.create(NewUser(username=f"scratch-{number}", password=PASSWORD))
    app = select(open_page(PAGE), rows=[], column="E-mail")
    assert app.query_params["admin_users_sort"] == "email"
    assert names(app)[0] == "dana"
    select(app, rows=[], column="E-mail")
    assert names(app)[:2] == ["una", "theo"]
    assert [each.proto.popover.label for each in app.get("popover")][1] == "Sort: E-mail ↓"


def test_marks_stay_over_pages_and_filters_until_they_are_taken_off(
    directory: Directory, open_page: OpenPage
) -> None:
    for number in range(3):
        directory.create(NewUser(username=f"scratch-{number}", password=PASSWORD))
    app = select(open_page(PAGE), rows=[1, 0])
    assert "**2 users marked**" in told(app)
    app.button(key="admin_users_next").click().run()
    assert "**2 users marked**, 2 of them not on this page" in told(app)
    select(app, rows=[0])
    labelled(app.text_input, "Search").set_value("dana").run()
    assert "**3 users marked**, 2 of them not on this page" in told(app)
    app.button(key="admin_users_unmark").click().run()
    assert "marked**" not in told(app)


@pytest.mark.parametrize("where", ["", "sub"])
def test_a_sub_is_found_by_a_part_of_it_that_no_word_is(
    directory: Directory, open_page: OpenPage, where: str
) -> None:
    sub = directory.get("maya").sub
    app = open_page(PAGE, admin_users_text=sub[5:14].upper(), admin_users_where=where)
    assert names(app) == ["maya"]
    app = open_page(PAGE, admin_users_text=sub[:3], admin_users_where=where)
    assert ("maya" in names(app)) is (where == "sub")


def test_added_columns_stand_beside_the_name_and_reset_brings_the_usual_ones(
    directory: Directory, open_page: OpenPage
) -> None:
    app = open_page(PAGE, admin_users_columns=["status", "created", "sub"])
    assert list(app.dataframe[0].value.columns) == ["Username", "sub", "Status", "Created"]
    assert app.dataframe[0].value["Created"].str.fullmatch(r"\d{4}-\d\d-\d\d \d\d:\d\d").all()
    app.button(key="admin_users_columns_usual").click().run()
    assert list(app.dataframe[0].value.columns)[:3] == ["Username", "Status", "Groups"]


def test_show_all_empties_every_filter(directory: Directory, open_page: OpenPage) -> None:
    app = open_page(PAGE, admin_users_text="may", admin_users_enabled="Enabled")
    assert names(app) == ["maya"]
    app.button(key="admin_users_all").click().run()
    assert len(names(app)) == 9
    assert labelled(app.text_input, "Search").value == ""
    assert "admin_users_all" not in [button.key for button in app.button]


def test_all_users_are_sorted_and_not_only_those_of_the_page(
    directory: Directory, open_page: OpenPage
) -> None:
    for number in range(3):
        directory.create(NewUser(username=f"scratch-{number}", password=PASSWORD))
    app = open_page(PAGE, admin_users_order="Descending")
    assert names(app)[:2] == ["una", "theo"]
    app.number_input(key="admin_users_page").set_value(2).run()
    assert names(app) == ["finn", "dana"]
    app.number_input(key="admin_users_page").set_value(99).run()
    assert "Page 2 of 2" in told(app)
    assert app.query_params["admin_users_page"] == "2"
    assert labelled(app.number_input, "Page").value == 2
    app.text_input(key="admin_users_text").set_value("una").run()
    assert names(app) == ["una"]
    assert "Page 1 of 1" in told(app)


def test_a_click_reads_cognito_itself_and_repairs_the_row(
    directory: Directory, open_page: OpenPage
) -> None:
    directory.create(NewUser(username="scratch-stale", password=PASSWORD))
    app = open_page(PAGE, admin_users_text="scratch")
    directory.disable("scratch-stale")
    directory._call("admin_add_user_to_group", Username="scratch-stale", GroupName="staff")
    assert chips(app.run()) == [["Must change password"]]
    select(app, rows=[0])
    app.button(key="admin_users_open").click().run()
    assert chips(app) == [["Disabled", "Must change password"]]
    assert list(app.dataframe[0].value["Groups"]) == [["staff"]]
    assert "Groups: :blue-badge[staff]" in told(app)


def test_a_user_deleted_elsewhere_goes_with_a_refresh(
    directory: Directory, open_page: OpenPage
) -> None:
    directory.create(NewUser(username="scratch-gone", password=PASSWORD))
    app = open_page(PAGE, admin_users_text="scratch")
    directory.delete("scratch-gone")
    assert names(app.run()) == ["scratch-gone"]
    app.button(key="admin_users_refresh").click().run()
    assert names(app) == []


def test_a_filter_is_saved_set_again_and_removed(directory: Directory, open_page: OpenPage) -> None:
    app = open_page(PAGE, admin_users_status="Unconfirmed", admin_users_created_from="2001-02-03")
    app.text_input(key="admin_users_filter_name").set_value("[x](http://evil)").run()
    app.button(key="admin_users_filter_save").click().run()
    other = open_page(PAGE)
    assert len(names(other)) == 9
    saved = other.button(key="admin_users_saved_0")
    assert saved.label == "`[x](http://evil)`"
    saved.click().run()
    assert names(other) == ["una"]
    assert str(labelled(other.date_input, "Created from (UTC)").value) == "2001-02-03"
    other.button(key="admin_users_forget_0").click().run()
    assert "admin_users_saved_0" not in [button.key for button in other.button]


def test_the_columns_are_chosen_by_the_address(directory: Directory, open_page: OpenPage) -> None:
    app = open_page(PAGE, admin_users_columns="sub")
    assert list(app.dataframe[0].value.columns) == ["Username", "sub"]


def test_hostile_attributes_stay_text(directory: Directory, open_page: OpenPage) -> None:
    texts = {"name": "\u202e![x](http://evil)<script>", "nickname": "x" * 2048}
    directory.create(NewUser(username="scratch-hostile", password=PASSWORD))
    directory._call(
        "admin_update_user_attributes",
        Username="scratch-hostile",
        UserAttributes=[{"Name": name, "Value": value} for name, value in texts.items()],
    )
    app = open_page(PAGE, admin_users_text="<script>", admin_users_columns="Name")
    assert list(app.dataframe[0].value["Name"]) == ["‹U+202E›![x](http://evil)<script>"]
    assert "![x](http" not in told(app)
    assert "\\u202e" not in rendered(app)


def test_it_is_said_what_was_asked_of_cognito(directory: Directory, open_page: OpenPage) -> None:
    words = told(open_page(PAGE))
    assert "**9 users**: counted exactly, in the snapshot" in words
    assert "Asked of Cognito: its list of users and groups, " in words
    assert "Searched, sorted and counted here." in words


def test_a_user_is_disabled_and_enabled_and_the_row_is_right_at_once(
    directory: Directory, open_page: OpenPage
) -> None:
    directory.create(NewUser(username="scratch-moved", password=PASSWORD, permanent=True))
    app = open_page(PAGE, admin_users_text="scratch", user="scratch-moved")
    assert app.button(key="admin_users_move_enable").disabled
    assert app.button(key="admin_users_move_enable").help == "The user is enabled already."
    app.button(key="admin_users_move_disable").click().run()
    assert "the authorizer still takes them until they expire" in told(app)
    assert app.button(key="admin_users_move_send").disabled
    app.text_input(key="admin_users_move_reason").set_value("ticket 7").run()
    app.button(key="admin_users_move_send").click().run()
    assert chips(app) == [["Disabled", "Confirmed"]]
    assert app.button(key="admin_users_move_disable").disabled
    assert not directory.get("scratch-moved").enabled


def test_a_reset_that_could_reach_nobody_is_warned_of(
    directory: Directory, open_page: OpenPage
) -> None:
    directory.create(NewUser(username="scratch-mute", password=PASSWORD, permanent=True))
    app = open_page(PAGE, user="scratch-mute", admin_users_section="Password")
    app.button(key="admin_users_move_reset_password").click().run()
    assert "no code can reach" in app.warning[0].value
    app.button(key="admin_users_move_cancel").click().run()
    assert directory.get("scratch-mute").status.value == "CONFIRMED"


def test_a_warned_reset_leads_to_the_mark_that_helps(
    lab_process: LabProcess, directory: Directory, open_page: OpenPage
) -> None:
    new = NewUser(
        username="scratch-deaf", password=PASSWORD, permanent=True, email="deaf@example.com"
    )
    directory.create(new)
    app = open_page(PAGE, user="scratch-deaf", admin_users_section="Password")
    app.button(key="admin_users_move_reset_password").click().run()
    app.text_input(key="admin_users_move_reason").set_value("ticket 9").run()
    app.button(key="admin_users_first_verify_email").click().run()
    assert directory.get("scratch-deaf").email_verified
    assert directory.get("scratch-deaf").status.value == "CONFIRMED"
    assert "Cognito sends a code" in told(app)
    assert "admin_users_first_verify_email" not in [each.key for each in app.button]
    assert app.text_input(key="admin_users_move_reason").value == "ticket 9"
    app.button(key="admin_users_move_send").click().run()
    assert directory.get("scratch-deaf").status.value == "RESET_REQUIRED"
    assert "the message is in the inbox" in told(app)
    lab = lab_process.lab()
    assert read_inbox(lab.recorder, lab.aws.endpoint_url)[0].to == "deaf@example.com"
