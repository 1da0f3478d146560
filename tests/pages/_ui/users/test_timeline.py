"""One user's timeline, as a page draws it, with the real stack's desk."""

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from pages._server.process import LabProcess
from services.users.changes.audit.entry import AuditEntry
from services.users.changes.change import Call, Change
from tests.pages._ui.rendered import told, told_in_html

pytestmark = pytest.mark.engine
NAME = "timeline-<b>bob</b>"


@pytest.fixture(autouse=True)
def links(monkeypatch: pytest.MonkeyPatch) -> list[tuple[str, object]]:
    """The links to other pages, which only the whole lab can draw: their words and addresses."""
    found: list[tuple[str, object]] = []

    def page_link(_page: str, *, label: str, icon: str, query_params: object) -> None:
        found.append((label, query_params))

    monkeypatch.setattr(st, "page_link", page_link)
    return found


def drawn(username: str) -> AppTest:
    def page(name: str) -> None:
        from pages._ui.users.timeline import draw_timeline

        draw_timeline(name)

    return AppTest.from_function(page, args=(username,), default_timeout=60).run()


def begin(process: LabProcess, target: str, action: str, reason: str = "") -> AuditEntry:
    desk = process.lab().desk
    change = Change(
        action=action,
        label=action.title(),
        target=target,
        calls=(Call(operation="admin_enable_user", parameters={"Username": target}),),
        before={"enabled": False},
        after={"enabled": True},
    )
    return desk.book.begin(desk.book.entry(change, actor=desk.actor, reason=reason))


def test_nobody_has_a_timeline_before_a_change(lab_process: LabProcess) -> None:
    assert "No change of nobody-yet was made" in told(drawn("nobody-yet"))


def test_a_user_sees_their_own_changes_only_and_as_text(
    lab_process: LabProcess, links: list[tuple[str, object]]
) -> None:
    entry = begin(lab_process, NAME, "enable", reason="*back* <i>again</i>")
    begin(lab_process, f"{NAME}-too", "other")
    app = drawn(NAME)
    text = told_in_html(app)
    assert "Enable · Answer not known" in text
    assert f"By {entry.actor.os_user}: *back* <i>again</i>" in text
    assert "enabled: no → yes" in text
    assert "Other" not in text
    assert "<i>" not in app.get("html")[0].proto.body
    assert links == [("In the audit log", {"admin_audit_user": NAME})]


def test_the_newest_ten_are_shown_with_the_way_to_all(
    lab_process: LabProcess, links: list[tuple[str, object]]
) -> None:
    for number in range(12):
        begin(lab_process, "timeline-busy", f"act {number:02}")
    app = drawn("timeline-busy")
    text = told_in_html(app)
    assert text.index("Act 11") < text.index("Act 02")
    assert "Act 01" not in text
    assert links == [("All 12 in the audit log", {"admin_audit_user": "timeline-busy"})]
