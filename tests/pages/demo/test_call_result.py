"""What the Call the API page knows of a result: its address, its parts, and the history."""

import pytest

from pages._server.process import LabProcess
from services.authorizer.decision import Decision
from services.errors import AccessDenied
from services.lab import Lab
from services.traffic.exchange import Exchange
from tests.pages._ui.deciding import decided
from tests.pages._ui.rendered import told, told_in_html
from tests.pages.conftest import OpenPage
from tests.pages.demo.calling import (
    call,
    call_with_text,
    endings,
    look_at,
    open_signed_in,
    statuses,
)

pytestmark = pytest.mark.engine


def test_the_address_of_a_result_shows_it_again_and_says_when_it_is_not_known_here(
    lab_process: LabProcess, open_page: OpenPage
) -> None:
    app = call(open_signed_in(lab_process, open_page, "maya"), "/my-api", "ID token")
    session = app.session_state["_browser_session"]
    without, with_token = (each.id for each in session.history)
    assert app.query_params["call"] == f"{without}_{with_token}"

    other_tab = open_page().switch_page("pages/demo/call_api.py")
    other_tab.session_state["_browser_session"] = session
    other_tab.query_params["call"] = f"{without}_{with_token}"
    assert statuses(other_tab.run()) == ["401 Unauthorized", "200 OK"]
    other_tab.query_params["call"] = with_token
    assert statuses(other_tab.run()) == ["200 OK"]
    assert len(other_tab.warning) == 0

    other_tab.query_params["call"] = "0123456789ab"
    other_tab.run()
    assert statuses(other_tab) == []
    assert "This browser does not know the call in the address." in other_tab.warning[0].value


def test_the_result_is_there_again_when_the_reader_comes_back_to_the_page(
    lab_process: LabProcess, open_page: OpenPage
) -> None:
    app = call(open_page("demo/call_api.py"), "/open", "Nothing")
    app.switch_page("pages/learn/overview.py").run()
    del app.query_params["call"]
    assert statuses(app.switch_page("pages/demo/call_api.py").run()) == ["200 OK"]


def test_the_history_lists_calls_newest_first_opens_one_and_is_cleared(
    lab_process: LabProcess, open_page: OpenPage
) -> None:
    app = open_signed_in(lab_process, open_page, "maya")
    call(app, "/open", "Nothing")
    call(app, "/my-api", "ID token")
    look_at(app, "History")
    table = app.dataframe[0].value
    assert list(table["What"]) == [
        "Protected, with the ID token",
        "Protected, without the header",
        "Open, without the header",
    ]
    assert list(table["Answer"]) == ["200 OK", "401 Unauthorized", "200 OK"]
    newest = app.session_state["_browser_session"].history[-1].id
    app.session_state[f"call_api_history_table_{newest}_3"] = {
        "selection": {"rows": [2], "columns": [], "cells": []}
    }
    app.run()
    assert statuses(app) == ["200 OK"]
    assert "This method has no authorizer" in told_in_html(app)
    app.button(key="call_api_history_clear").click().run()
    assert len(app.dataframe) == 0
    assert statuses(app) == []
    assert len(app.warning) == 0


def test_a_tab_without_a_result_leads_to_the_calls_of_the_browser(
    lab_process: LabProcess, open_page: OpenPage
) -> None:
    session = call(open_page("demo/call_api.py"), "/open", "Nothing").session_state
    app = open_page().switch_page("pages/demo/call_api.py")
    app.session_state["_browser_session"] = session["_browser_session"]
    app.run()
    assert (statuses(app), len(app.dataframe)) == ([], 0)
    app.button(key="call_api_show_history").click().run()
    assert (statuses(app), len(app.dataframe)) == (["200 OK"], 1)


def test_the_checks_of_both_calls_are_listed_and_the_claims_compared(
    lab_process: LabProcess, open_page: OpenPage
) -> None:
    app = call(open_signed_in(lab_process, open_page, "omar"), "/my-api", "ID token")
    look_at(app, "Checks")
    assert "alg RS256, the signature fits" in told_in_html(app)
    assert "Status and body are what AWS answers." in told(app)
    look_at(app, "Checks", "Without the header")
    assert "The token's header is sent no Authorization header" in told_in_html(app)
    assert "Status and body are what AWS answers." in told(app)
    look_at(app, "Claims", "With the ID token")
    shown = told_in_html(app)
    assert "a number became a date as text" in shown
    assert "a list became one text" in shown
    look_at(app, "Claims", "Without the header")
    assert "The function received no claims with this call" in told(app)


def test_the_way_of_the_chosen_call_is_drawn_with_the_parts_of_its_token(
    lab_process: LabProcess, open_page: OpenPage
) -> None:
    app = call(open_signed_in(lab_process, open_page, "maya"), "/my-api", "ID token")
    assert "Function answered here" in told_in_html(app).replace("· ", "")
    assert "signature over both, 342 characters hidden" in told_in_html(app)
    look_at(app, "The way", "Without the header")
    assert "Authorizer stopped here" in told_in_html(app).replace("· ", "")
    assert "signature over both" not in told_in_html(app)


def test_a_known_difference_of_the_local_engine_is_named(
    lab_process: LabProcess, open_page: OpenPage
) -> None:
    app = call_with_text(open_page("demo/call_api.py"), "x" * 10_300)
    seen = told_in_html(app)
    assert "any token was looked at: the headers have 10" in seen
    assert seen.count("Not what AWS answers: 431 Request Header Fields Too Large.") == 1
    assert "A known difference: Headers over 10,240 bytes" in seen
    assert endings(app) == ["by-authorizer", "by-authorizer odd"]


def test_a_difference_that_nothing_explains_is_said_plainly(
    lab_process: LabProcess, open_page: OpenPage
) -> None:
    app = call(open_signed_in(lab_process, open_page, "maya"), "/open", "Nothing")
    session = app.session_state["_browser_session"]
    session.explanations[session.history[-1].id] = decided("/my-api", None)
    seen = told_in_html(app.run())
    assert "The authorizer should have stopped it: there was no Authorization header." in seen
    assert "Not what AWS answers: 401 Unauthorized. No known difference explains it." in seen
    look_at(app, "Checks")
    assert "are what AWS answers" not in told(app)


def test_a_call_whose_settings_could_not_be_read_says_why_it_is_not_explained(
    lab_process: LabProcess, open_page: OpenPage, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(self: Lab, exchange: Exchange) -> Decision:
        raise AccessDenied("You may not read the API.")

    monkeypatch.setattr(Lab, "explain", refuse)
    app = call(open_page("demo/call_api.py"), "/open", "Nothing")
    assert statuses(app) == ["200 OK"]
    assert "There is no explanation. You may not read the API." in told_in_html(app)


def test_an_answer_that_was_decided_and_did_not_come_is_said(
    lab_process: LabProcess, open_page: OpenPage
) -> None:
    app = call(open_page("demo/call_api.py"), "/my-api", "Nothing")
    session = app.session_state["_browser_session"]
    session.explanations[session.history[-1].id] = decided("/my-api")
    look_at(app.run(), "Checks")
    assert "Every check passed: the function should have answered." in told_in_html(app)
    assert ":small[]" not in told(app)
