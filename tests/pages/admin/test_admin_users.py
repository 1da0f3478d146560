"""Stories on the Users page, against the real stack."""

from collections import Counter
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from pages._server.process import LabProcess
from services.api.sign_in import ChallengeRequired, SignedIn
from services.errors import UserNotFound
from services.users.directory import Directory, UserStatus
from services.users.new_user import NewUser
from tests.pages._ui.rendered import rendered, told
from tests.pages.admin.scratch_users import PAGE, PASSWORD
from tests.pages.conftest import OpenPage

pytestmark = pytest.mark.engine

NAME = "scratch-created"
WORDS = {
    UserStatus.CONFIRMED: "confirmed",
    UserStatus.FORCE_CHANGE_PASSWORD: "must change password",
    UserStatus.UNCONFIRMED: "unconfirmed",
    UserStatus.RESET_REQUIRED: "reset required",
}


def rows(app: AppTest) -> dict[str, dict[str, Any]]:
    """Return the table's rows by username."""
    return {row["Username"]: row for row in app.dataframe[0].value.to_dict("records")}


def choose(app: AppTest, username: str) -> AppTest:
    names = list(app.dataframe[0].value["Username"])
    key = app.dataframe[0].proto.id.rpartition("-")[2]
    app.session_state[key] = {
        "selection": {"rows": [names.index(username)], "columns": [], "cells": []}
    }
    return app.run().button(key="admin_users_open").click().run()


def fill(app: AppTest, *, username: str = NAME, password: str = PASSWORD) -> AppTest:
    app.button(key="admin_users_create").click().run()
    app.text_input(key="admin_users_username").set_value(username)
    app.text_input(key="admin_users_email").set_value("scratch@example.com").run()
    return app.text_input(key="admin_users_password").set_value(password).run()


def send(app: AppTest) -> AppTest:
    return app.button(key="admin_users_create_send").click().run()


def test_every_persona_of_the_pool_is_listed_with_its_state(
    directory: Directory, open_page: OpenPage
) -> None:
    listed = rows(open_page(PAGE))
    assert {name: list(row["Status"]) for name, row in listed.items()} == {
        "maya": ["Confirmed"],
        "omar": ["Confirmed"],
        "sam": ["Confirmed"],
        "priya": ["Confirmed"],
        "finn": ["Must change password"],
        "una": ["Unconfirmed"],
        "rosa": ["Reset required"],
        "dana": ["Disabled", "Confirmed"],
        "theo": ["Confirmed"],
    }


def test_the_dashboard_counts_users_only_when_asked_for(
    directory: Directory, open_page: OpenPage
) -> None:
    app = open_page(PAGE)
    assert "**9 users**: counted exactly" in told(app)
    assert not app.get("vega_lite_chart")
    app.session_state["admin_users_dashboard"] = True
    app.run()
    assert len(app.get("vega_lite_chart")) >= 2
    days = {f"{user.created_at:%Y-%m-%d}" for user in directory.list_page().users}
    assert f"9 users on {days.pop() if len(days) == 1 else '2 days'}" in told(app)
    states = Counter(user.status for user in directory.list_page().users)
    for status, count in states.items():
        assert f"{count} {WORDS[status]}" in told(app)


def test_a_number_of_the_dashboard_filters_the_table(
    directory: Directory, open_page: OpenPage
) -> None:
    app = open_page(PAGE)
    app.session_state["admin_users_dashboard"] = True
    app.run()
    app.button(key="admin_users_dashboard_no_sign-in_completed").click().run()
    statuses = {status for row in rows(app).values() for status in row["Status"]}
    assert statuses == {"Must change password", "Unconfirmed"}


def test_a_chosen_user_shows_groups_and_what_the_state_means(
    directory: Directory, open_page: OpenPage
) -> None:
    app = choose(open_page(PAGE), "priya")
    assert ":blue-badge[admins] :blue-badge[staff]" in told(app)
    assert "Can sign in with the password." in told(app)


def test_a_disabled_user_is_not_said_to_sign_in(directory: Directory, open_page: OpenPage) -> None:
    app = choose(open_page(PAGE), "dana")
    assert "Cannot sign in until an admin enables it." in told(app)
    assert "Can sign in" not in told(app)


def test_a_created_user_appears_and_can_sign_in_and_is_deleted(
    lab_process: LabProcess, directory: Directory, open_page: OpenPage
) -> None:
    app = fill(open_page(PAGE))
    app.multiselect(key="admin_users_groups").set_value(["staff"]).run()
    send(app)
    assert app.toast[0].value == "scratch\\-created was created\\."
    assert rows(app)[NAME]["Status"] == ["Confirmed"]
    assert directory.groups_of(NAME) == ("staff",)
    outcome = lab_process.lab().sign_in.sign_in(NAME, PASSWORD)
    assert isinstance(outcome, SignedIn)

    app.button(key="admin_users_delete").click().run()
    assert directory.user_pool_id in told(app)
    assert app.button(key="admin_users_delete_send").disabled
    app.text_input(key="admin_users_delete_reason").set_value("left the team").run()
    app.text_input(key="admin_users_delete_name").set_value("scratch").run()
    assert app.button(key="admin_users_delete_send").disabled
    app.text_input(key="admin_users_delete_name").set_value(NAME).run()
    app.button(key="admin_users_delete_send").click().run()
    assert "was deleted" in app.toast[0].value
    assert NAME not in rows(app)
    assert not app.warning
    with pytest.raises(UserNotFound):
        directory.get(NAME)


def test_a_user_with_a_temporary_password_must_change_it(
    lab_process: LabProcess, directory: Directory, open_page: OpenPage
) -> None:
    app = fill(open_page(PAGE))
    app.segmented_control(key="admin_users_password_kind").set_value("Temporary").run()
    send(app)
    assert rows(app)[NAME]["Status"] == ["Must change password"]
    outcome = lab_process.lab().sign_in.sign_in(NAME, PASSWORD)
    assert isinstance(outcome, ChallengeRequired)


def test_a_refused_password_keeps_everything_that_was_typed(
    directory: Directory, open_page: OpenPage
) -> None:
    app = send(fill(open_page(PAGE), password="weak"))
    assert "password" in app.error[0].value.lower()
    assert app.text_input(key="admin_users_username").value == NAME
    assert app.text_input(key="admin_users_email").value == "scratch@example.com"
    assert app.text_input(key="admin_users_password").value == "weak"
    with pytest.raises(UserNotFound):
        directory.get(NAME)
    app.text_input(key="admin_users_password").set_value(PASSWORD).run()
    send(app)
    assert NAME in rows(app)


def test_a_taken_username_is_said_in_place(directory: Directory, open_page: OpenPage) -> None:
    app = send(fill(open_page(PAGE), username="maya"))
    assert "Choose another username" in app.error[0].value
    assert app.text_input(key="admin_users_username").value == "maya"


def test_a_missing_username_is_said_before_any_call(
    directory: Directory, open_page: OpenPage
) -> None:
    app = send(fill(open_page(PAGE), username="  "))
    assert "The username is missing" in app.error[0].value


def test_a_generated_password_meets_the_policy_and_is_shown_once(
    directory: Directory, open_page: OpenPage
) -> None:
    app = fill(open_page(PAGE), password="")
    app.button(key="admin_users_password_generate").click().run()
    generated = app.text_input(key="admin_users_password").value
    assert generated
    assert generated in [code.value for code in app.code]
    send(app)
    assert NAME in rows(app)
    assert generated not in [code.value for code in app.code]


def test_cancelling_creates_nobody(directory: Directory, open_page: OpenPage) -> None:
    app = fill(open_page(PAGE))
    app.button(key="admin_users_create_cancel").click().run()
    assert "admin_users_create_send" not in [button.key for button in app.button]
    assert NAME not in rows(app)


def test_paging_goes_forward_and_back(directory: Directory, open_page: OpenPage) -> None:
    for number in range(4):
        directory.create(NewUser(username=f"scratch-{number}", password=PASSWORD))
    app = open_page(PAGE)
    first = set(rows(app))
    assert len(first) == 10
    assert app.button(key="admin_users_previous").disabled
    app.button(key="admin_users_next").click().run()
    second = set(rows(app))
    assert len(second) == 3
    assert not first & second
    assert "Page 2" in told(app)
    assert app.button(key="admin_users_next").disabled
    app.button(key="admin_users_previous").click().run()
    assert set(rows(app)) == first
    app.segmented_control(key="admin_users_size").set_value("25").run()
    assert len(rows(app)) == 13


def test_a_username_is_never_markdown(directory: Directory, open_page: OpenPage) -> None:
    name = "scratch-![x](http://evil)"
    directory.create(NewUser(username=name, password=PASSWORD))
    app = choose(open_page(PAGE), name)
    assert "![x](http" not in "\n".join(element.value for element in app.header)
    app.button(key="admin_users_delete").click().run()
    assert "![x](http" not in "\n".join(element.value for element in app.markdown)


def test_what_cannot_be_seen_in_a_user_or_group_name_is_shown(
    lab_process: LabProcess, directory: Directory, open_page: OpenPage
) -> None:
    name, group = "scratch-\u202enimda", "staff\u3164"
    in_pool = {"UserPoolId": directory.user_pool_id, "GroupName": group}
    aws = lab_process.lab().aws
    aws.call("cognito-idp", "create_group", **in_pool)
    directory.create(NewUser(username=name, password=PASSWORD, groups=(group,)))
    try:
        app = open_page(PAGE)
        assert "scratch-‹U+202E›nimda" in rows(app)
        choose(app, "scratch-‹U+202E›nimda")
        assert "scratch-‹U+202E›nimda" in told(app)
        assert ":blue-badge[staff‹U+3164›]" in told(app)
        app.button(key="admin_users_delete").click().run()
        assert "scratch-‹U+202E›nimda will be deleted" in told(app).replace("**", "")
        assert not any(unseen in told(app) for unseen in ("\u202e", "\u3164"))
        app.text_input(key="admin_users_delete_name").set_value("scratch-‹U+202E›nimda").run()
        app.text_input(key="admin_users_delete_reason").set_value("a test").run()
        app.button(key="admin_users_delete_send").click().run()
        assert app.toast[0].value == "scratch\\-‹U\\+202E›nimda was deleted\\."
        with pytest.raises(UserNotFound):
            directory.get(name)
        assert "\\u202e" not in rendered(app)
    finally:
        aws.call("cognito-idp", "delete_group", **in_pool)


def test_the_user_that_the_address_names_is_shown(
    directory: Directory, open_page: OpenPage
) -> None:
    assert "maya" in [each.value for each in open_page(PAGE, user="maya").header]
    app = open_page(PAGE, user="no-such-user")
    assert not app.header
    assert "no user with the name in the address" in app.warning[0].value
