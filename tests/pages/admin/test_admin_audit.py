"""Stories on the Audit page, against the real stack."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from pages._server.process import LabProcess
from services.errors import InputError, PlanRefused
from services.users.changes.audit.entry import AuditOutcome
from services.users.changes.change import Call, Change, TargetKind
from services.users.changes.desk import Desk
from services.users.directory import NewUser
from tests.pages._ui.rendered import rendered, told, told_in_html
from tests.pages.conftest import OpenPage
from tests.services.users.changes.made_changes import (
    disabling,
    enabling,
    setting_email,
    setting_password,
)

pytestmark = pytest.mark.engine

PAGE = "admin/admin_audit.py"


@pytest.fixture
def desk(lab_process: LabProcess) -> Iterator[Desk]:
    """The lab's desk with a user named ann and an empty audit log."""
    desk = lab_process.lab().desk
    desk.settings.audit_path.unlink(missing_ok=True)
    desk.directory.create(NewUser(username="ann", password="Correct-Horse-9", email="a@b.example"))
    yield desk
    for user in desk.directory.list_page().users:
        if user.username == "ann":
            desk.directory.delete("ann")
    desk.settings.audit_path.unlink(missing_ok=True)


def rows(app: AppTest) -> list[dict[str, Any]]:
    return app.dataframe[0].value.to_dict("records") if app.dataframe else []


def newest(desk: Desk) -> str:
    return desk.book.view().entries[0].id


def test_a_change_that_is_not_there_is_named_as_text(desk: Desk, open_page: OpenPage) -> None:
    desk.do(enabling())
    app = open_page(PAGE, change="<b>gone</b>")
    assert "no change with the id in the address, **<b>gone</b>**" in told(app)
    assert not any("<b>gone" in block.proto.body for block in app.get("html"))


def test_show_all_is_grey_until_something_is_asked_for(desk: Desk, open_page: OpenPage) -> None:
    desk.do(enabling())
    assert open_page(PAGE).button(key="admin_audit_all").disabled
    app = open_page(PAGE, admin_audit_user="bob")
    app.button(key="admin_audit_all").click().run()
    assert len(rows(app)) == 1
    assert app.button(key="admin_audit_all").disabled


def test_the_filter_says_what_the_table_says(desk: Desk, open_page: OpenPage) -> None:
    desk.do(disabling(), reason="left")
    desk.do(enabling())
    app = open_page(PAGE)
    assert app.selectbox(key="admin_audit_action").options == ["any", "Disable", "Enable"]
    assert {row["What"] for row in rows(app)} == {"Disable", "Enable"}


def test_a_change_on_the_local_engine_is_not_said_to_be_on_aws(
    desk: Desk, open_page: OpenPage
) -> None:
    desk.do(enabling())
    words = told_in_html(open_page(PAGE, change=newest(desk)))
    assert "Local engine: arn:aws:iam::000000000000:root" in words
    assert "On AWS" not in words


def test_an_empty_log_says_what_will_stand_there(desk: Desk, open_page: OpenPage) -> None:
    app = open_page(PAGE)
    assert "No change yet" in told(app)
    assert "made on a page or by a command" in told(app)
    assert "What races, scenarios and the walkthrough do" in told(app)
    assert not app.dataframe


def test_changes_are_listed_newest_first_with_what_they_changed(
    desk: Desk, open_page: OpenPage
) -> None:
    desk.do(disabling(), reason="left the team")
    desk.do(enabling())
    listed = rows(open_page(PAGE))
    assert [row["What"] for row in listed] == ["Enable", "Disable"]
    assert listed[1]["Change"] == "enabled: yes → no"
    assert listed[1]["Reason"] == "left the team"
    assert list(listed[1]["Result"]) == ["Done"]
    assert listed[1]["When (UTC)"].startswith(f"{datetime.now(UTC):%Y-%m}")


def test_every_field_filters(desk: Desk, open_page: OpenPage) -> None:
    desk.do(disabling(), reason="left the team")
    desk.do(enabling())
    with pytest.raises(InputError):
        desk.do(disabling())

    def shown(**fields: str) -> list[str]:
        return [row["What"] for row in rows(open_page(PAGE, **fields))]

    assert shown(admin_audit_action="Enable") == ["Enable"]
    assert shown(admin_audit_result="Refused here") == ["Disable"]
    assert shown(admin_audit_user="AN") == ["Disable", "Enable", "Disable"]
    assert shown(admin_audit_user="bob") == []
    tomorrow = f"{datetime.now(UTC) + timedelta(days=1):%Y-%m-%d}"
    assert shown(admin_audit_from=tomorrow) == []
    assert len(shown(admin_audit_to=tomorrow)) == 3


def test_a_chosen_change_tells_who_where_why_and_the_request(
    desk: Desk, open_page: OpenPage
) -> None:
    desk.do(disabling(), reason="left the team")
    entry = desk.book.view().entries[0]
    app = open_page(PAGE, change=entry.id)
    for text in (entry.actor.os_user, desk.user_pool_id, "left the team", "enabled: yes → no"):
        assert text in told_in_html(app)
    assert entry.result
    assert any(entry.result.calls[0].request_id in code.value for code in app.code)


def test_a_change_is_undone_and_the_undo_stands_in_the_log(desk: Desk, open_page: OpenPage) -> None:
    desk.do(disabling(), reason="left the team")
    disabled = newest(desk)
    app = open_page(PAGE, change=disabled)
    app.button(key="admin_audit_undo").click().run()
    assert "It changes enabled: no → yes." in told(app)
    app.button(key="admin_audit_undo_send").click().run()
    assert desk.directory.get("ann").enabled
    assert [row["What"] for row in rows(app)] == ["Undo: Disable", "Disable"]
    assert list(rows(app)[1]["Result"]) == ["Done", "Undone"]
    assert app.button(key="admin_audit_undo").disabled
    assert "It was undone already." in told(app)


def test_an_undo_that_takes_something_away_asks_for_its_reason(
    desk: Desk, open_page: OpenPage
) -> None:
    desk.directory.disable("ann")
    desk.do(enabling())
    app = open_page(PAGE, change=newest(desk))
    app.button(key="admin_audit_undo").click().run()
    assert app.button(key="admin_audit_undo_send").disabled
    app.text_input(key="admin_audit_undo_reason").set_value("a mistake").run()
    app.button(key="admin_audit_undo_send").click().run()
    assert not desk.directory.get("ann").enabled
    assert rows(app)[0]["Reason"] == "a mistake"


def test_an_undo_is_greyed_with_the_reason(desk: Desk, open_page: OpenPage) -> None:
    desk.do(setting_password("Correct-Horse-8"), reason="forgotten")
    app = open_page(PAGE, change=newest(desk))
    assert app.button(key="admin_audit_undo").disabled
    assert "no way back" in told(app)
    desk.do(disabling(), reason="left")
    disabled = newest(desk)
    desk.do(enabling())
    app = open_page(PAGE, change=disabled)
    assert app.button(key="admin_audit_undo").disabled
    assert "ann was changed again since: enabled." in told(app)


def test_a_world_that_moves_on_behind_the_dialog_is_told_in_it(
    desk: Desk, open_page: OpenPage
) -> None:
    desk.directory.disable("ann")
    desk.do(enabling())
    app = open_page(PAGE, change=newest(desk))
    app.button(key="admin_audit_undo").click().run()
    app.text_input(key="admin_audit_undo_reason").set_value("a mistake").run()
    desk.directory.disable("ann")
    app.button(key="admin_audit_undo_send").click().run()
    assert app.button(key="admin_audit_undo").disabled
    assert "was changed again since" in told(app)


def test_what_was_not_answered_is_said_and_looked_up(desk: Desk, open_page: OpenPage) -> None:
    begun = desk.book.begin(desk.book.entry(disabling(), actor=desk.actor, reason="left"))
    app = open_page(PAGE, change=begun.id)
    assert list(rows(app)[0]["Result"]) == ["Answer not known"]
    assert "seems not to have been made" in told(app)
    assert app.button(key="admin_audit_undo").disabled
    assert "what was there before, so there is nothing to undo" in told(app)


def test_a_protected_user_shows_as_refused(
    lab_process: LabProcess, desk: Desk, open_page: OpenPage
) -> None:
    with pytest.raises(PlanRefused):
        desk.do(disabling("maya"), reason="a test")
    app = open_page(PAGE, change=newest(desk))
    assert list(rows(app)[0]["Result"]) == ["Refused here"]
    assert "a test user that the demos need" in told_in_html(app)
    assert desk.directory.get("maya").enabled


def test_lines_that_cannot_be_read_are_said_and_the_rest_is_shown(
    desk: Desk, open_page: OpenPage
) -> None:
    desk.do(disabling(), reason="left")
    with desk.settings.audit_path.open("ab") as file:
        file.write(b'{"schema": 1, "li')
    app = open_page(PAGE)
    assert "1 line of the audit log cannot be read" in told(app)
    assert len(rows(app)) == 1


def test_paging_reaches_every_change(desk: Desk, open_page: OpenPage) -> None:
    for _ in range(11):
        desk.do(enabling())
    assert len(rows(open_page(PAGE))) == 10
    assert len(rows(open_page(PAGE, admin_audit_page="2"))) == 1


def test_nothing_in_the_log_becomes_markdown_html_or_an_unseen_sign(
    desk: Desk, open_page: OpenPage
) -> None:
    hostile = "![x](http://evil) <img src=x> \u202e"
    change = replace(setting_email("new@example.com"), label=hostile, action=hostile)
    desk.do(change, reason=hostile)
    app = open_page(PAGE, change=newest(desk))
    assert "![x](http" not in "\n".join(each.value for each in (*app.header, *app.markdown))
    assert "<img" not in "\n".join(each.proto.body for each in app.get("html")[1:])
    assert "\\u202e" not in rendered(app)
    assert "\u202e" not in rendered(app)


def test_changes_of_another_pool_are_shown_when_asked_for(
    desk: Desk, lab_process: LabProcess, open_page: OpenPage
) -> None:
    other = Desk(lab_process.lab().aws, desk.user_pool_id)
    other.book._user_pool_id = "us-east-1_Gone"
    other.do(enabling())
    assert rows(open_page(PAGE)) == []
    app = open_page(PAGE, admin_audit_where="Every pool", change=newest(desk))
    assert len(rows(app)) == 1
    assert "The change was made in another user pool." in told(app)


def test_an_unreadable_log_is_an_error_with_a_next_step(desk: Desk, open_page: OpenPage) -> None:
    desk.settings.audit_path.mkdir()
    try:
        app = open_page(PAGE)
        assert "cannot be read" in app.error[0].value
    finally:
        desk.settings.audit_path.rmdir()


def test_the_log_of_a_group_has_no_user_to_see(desk: Desk, open_page: OpenPage) -> None:
    call = Call(operation="get_group", parameters={"GroupName": "staff"})
    change = Change(
        action="look", label="Look", target="staff", kind=TargetKind.GROUP, calls=(call,)
    )
    desk.do(change)
    assert desk.book.view().entries[0].outcome is AuditOutcome.DONE
    app = open_page(PAGE, change=newest(desk))
    assert "See the user" not in rendered(app)
    assert "no way back" in told(app)


def test_a_long_change_is_cut_in_its_row_and_whole_below(desk: Desk, open_page: OpenPage) -> None:
    desk.do(setting_email("a" * 100 + "@b.example"))
    app = open_page(PAGE, change=newest(desk))
    cell = rows(app)[0]["Change"]
    assert len(cell) == 33
    assert cell.startswith("email: ann@example.com → aaaa")
    assert cell.endswith("…")
    assert "a" * 100 + "@b.example" in told_in_html(app)
    desk.settings.audit_path.unlink()
    desk.do(enabling())
    assert rows(open_page(PAGE))[0]["Change"] == "enabled: no → yes"


def test_a_pool_without_a_change_leads_to_those_of_others(desk: Desk, open_page: OpenPage) -> None:
    desk.do(enabling())
    path = desk.settings.audit_path
    path.write_text(path.read_text().replace(desk.user_pool_id, "us-east-1_Former"))
    app = open_page(PAGE)
    assert rows(app) == []
    assert "Those of others are under Where: Every pool" in told(app)
    assert "Show all" not in told(app)
    assert len(rows(open_page(PAGE, admin_audit_where="Every pool"))) == 1
