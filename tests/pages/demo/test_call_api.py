"""Stories on the Call the API page, against the real stack."""

from typing import NamedTuple

import pytest
from streamlit.testing.v1 import AppTest

from pages._server.process import LabProcess
from pages._server.session_store import BrowserSession
from services.api.sign_in import SignedIn, TokenSet
from services.authorizer.decision import Decision
from services.errors import AccessDenied
from services.lab import Lab
from services.traffic.exchange import Exchange
from tests.pages._ui.deciding import decided
from tests.pages._ui.rendered import rendered, told
from tests.pages.conftest import OpenPage

pytestmark = pytest.mark.engine


def tokens_of(process: LabProcess, username: str) -> TokenSet:
    persona = next(each for each in process.lab().personas() if each.username == username)
    outcome = process.lab().sign_in.sign_in(username, persona.password)
    assert isinstance(outcome, SignedIn)
    return outcome.tokens


def open_signed_in(
    process: LabProcess, open_page: OpenPage, username: str, **query: str
) -> AppTest:
    app = open_page("demo/call_api.py", **query)
    session = BrowserSession(tokens=tokens_of(process, username), signed_in_username=username)
    app.session_state["_browser_session"] = session
    return app.run()


def call(app: AppTest, path: str, send: str) -> AppTest:
    app.radio(key="call_api_route").set_value(path)
    app.segmented_control(key="call_api_send").set_value(send).run()
    return app.button(key="call_api_call").click().run()


def statuses(app: AppTest) -> list[str]:
    """Return the status lines of the answers, left to right."""
    return [
        code.value.partition("\n")[0].removeprefix("HTTP/1.1 ")
        for code in app.code
        if code.value.startswith("HTTP/1.1")
    ]


def test_a_stranger_is_told_to_sign_in_and_may_still_call_without_the_header(
    lab_process: LabProcess, open_page: OpenPage
) -> None:
    app = open_page("demo/call_api.py")
    assert "You are not signed in" in told(app)
    app.button(key="call_api_call").click().run()
    assert statuses(app) == ["401 Unauthorized"]
    assert "The authorizer stopped it: there was no Authorization header." in told(app)


def test_the_same_call_without_and_with_the_id_token(
    lab_process: LabProcess, open_page: OpenPage
) -> None:
    app = call(open_signed_in(lab_process, open_page, "maya"), "/my-api", "ID token")
    assert statuses(app) == ["401 Unauthorized", "200 OK"]
    assert "What happened at /my-api" in told(app)
    assert "Every check passed: the function answered." in told(app)
    assert "The same claims, before and after the authorizer" in told(app)
    assert any('"greeting": "Hello, maya!' in code.value for code in app.code)


class Case(NamedTuple):
    username: str
    path: str
    send: str
    answers: list[str]
    part: str


NO, YES, FORBIDDEN = "401 Unauthorized", "200 OK", "403 Forbidden"
GROUPS = "the function itself refused: it wants the group admins, and the token holds: staff."
LET_IN = "Every check passed: the function answered."
CASES = {
    "open to a stranger": Case("maya", "/open", "Nothing", [YES], "This method has no authorizer"),
    "open ignores a token": Case(
        "maya", "/open", "ID token", [YES, YES], "nobody looked for a token"
    ),
    "an access token where an ID token is expected": Case(
        "maya", "/my-api", "Access token", [NO, NO], "and this is an access token"
    ),
    "an access token with a scope": Case(
        "maya", "/my-api/scoped", "Access token", [NO, YES], LET_IN
    ),
    "an ID token where scopes are expected": Case(
        "maya", "/my-api/scoped", "ID token", [NO, NO], "and this is an ID token"
    ),
    "an ID token of the right app client": Case(
        "maya", "/my-api/one-client", "ID token", [NO, YES], LET_IN
    ),
    "a user who is no admin": Case("sam", "/my-api/admins", "ID token", [NO, FORBIDDEN], GROUPS),
    "an admin": Case("omar", "/my-api/admins", "ID token", [NO, YES], LET_IN),
}


@pytest.mark.parametrize("case", CASES.values(), ids=CASES.keys())
def test_every_route_explains_its_answer(
    lab_process: LabProcess, open_page: OpenPage, case: Case
) -> None:
    app = call(open_signed_in(lab_process, open_page, case.username), case.path, case.send)
    assert statuses(app) == case.answers
    assert case.part in told(app)


def test_free_text_is_sent_as_it_stands(lab_process: LabProcess, open_page: OpenPage) -> None:
    app = open_page("demo/call_api.py")
    app.segmented_control(key="call_api_send").set_value("Free text").run()
    app.text_area(key="call_api_text").set_value("Bearer nonsense").run()
    app.button(key="call_api_call").click().run()
    assert statuses(app) == ["401 Unauthorized", "401 Unauthorized"]
    assert "what was sent is not a readable token (1 part)." in told(app)


def test_a_text_that_http_cannot_carry_is_a_sentence_and_not_a_crash(
    lab_process: LabProcess, open_page: OpenPage
) -> None:
    app = open_page("demo/call_api.py")
    app.segmented_control(key="call_api_send").set_value("Free text").run()
    app.text_area(key="call_api_text").set_value("Bearer \x00 nul").run()
    app.button(key="call_api_call").click().run()
    assert not app.exception
    assert len(app.error) + len(statuses(app)) == 2


def test_no_token_is_on_the_page_until_it_is_asked_for(
    lab_process: LabProcess, open_page: OpenPage
) -> None:
    app = call(open_signed_in(lab_process, open_page, "maya"), "/my-api", "ID token")
    token = app.session_state["_browser_session"].tokens.id_token
    assert token not in rendered(app)
    assert any("$TOKEN" in code.value for code in app.code)
    app.toggle(key="call_api_id_reveal").set_value(True).run()
    revealed = [code.value for code in app.code if token in code.value]
    assert [text.partition(" ")[0] for text in revealed] == ["curl", "import"]


def test_the_address_carries_the_route_and_what_is_sent(
    lab_process: LabProcess, open_page: OpenPage
) -> None:
    app = open_page().switch_page("pages/demo/call_api.py")
    app.query_params["call_api_route"] = "/my-api/admins"
    app.query_params["call_api_send"] = "Access token"
    app.run()
    assert app.radio(key="call_api_route").value == "/my-api/admins"
    assert app.segmented_control(key="call_api_send").value == "Access token"


def test_the_history_lists_calls_newest_first_opens_one_and_is_cleared(
    lab_process: LabProcess, open_page: OpenPage
) -> None:
    app = open_signed_in(lab_process, open_page, "maya")
    call(app, "/open", "Nothing")
    call(app, "/my-api", "ID token")
    table = app.dataframe[0].value
    assert list(table["What"]) == [
        "Protected, the ID token",
        "Protected, no header",
        "Open, no header",
    ]
    assert list(table["Answer"]) == ["200 OK", "401 Unauthorized", "200 OK"]
    newest = app.session_state["_browser_session"].history[-1].id
    app.session_state[f"call_api_history_table_{newest}_3"] = {
        "selection": {"rows": [2], "columns": [], "cells": []}
    }
    app.run()
    assert statuses(app) == ["401 Unauthorized", "200 OK", "200 OK"]
    assert "This method has no authorizer" in told(app)
    app.button(key="call_api_history_clear").click().run()
    assert len(app.dataframe) == 0
    assert statuses(app) == []


def test_the_checks_of_both_calls_are_listed_and_the_claims_compared(
    lab_process: LabProcess, open_page: OpenPage
) -> None:
    app = call(open_signed_in(lab_process, open_page, "omar"), "/my-api", "ID token")
    shown = rendered(app)
    assert shown.count("lab-checks") > 1
    assert "no Authorization header" in shown
    assert "alg RS256, the signature fits" in shown
    assert "a number became a date as text" in shown
    assert "a list became one text" in shown
    assert told(app).count("Status and body are as decided.") == 2


def test_a_known_difference_of_the_local_engine_is_named(
    lab_process: LabProcess, open_page: OpenPage
) -> None:
    app = open_page("demo/call_api.py")
    app.segmented_control(key="call_api_send").set_value("Free text").run()
    app.text_area(key="call_api_text").set_value("x" * 10_300).run()
    app.button(key="call_api_call").click().run()
    assert "any token was looked at: the headers have 10" in told(app)
    warnings = [box.value for box in app.warning]
    assert len(warnings) == 1
    assert warnings[0].startswith("**Decided and observed differ, as is known.** Headers over 10")


def test_a_difference_that_nothing_explains_is_said_plainly(
    lab_process: LabProcess, open_page: OpenPage
) -> None:
    app = call(open_signed_in(lab_process, open_page, "maya"), "/open", "Nothing")
    session = app.session_state["_browser_session"]
    session.explanations[session.history[-1].id] = decided("/my-api", None)
    app.run()
    assert "The authorizer should have stopped it: there was no Authorization header." in told(app)
    assert "this is not a known difference" in app.warning[0].value
    assert "are as decided" not in told(app)


def test_a_call_whose_settings_could_not_be_read_says_why_it_is_not_explained(
    lab_process: LabProcess, open_page: OpenPage, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(self: Lab, exchange: Exchange) -> Decision:
        raise AccessDenied("You may not read the API.")

    monkeypatch.setattr(Lab, "explain", refuse)
    app = call(open_page("demo/call_api.py"), "/open", "Nothing")
    assert statuses(app) == ["200 OK"]
    assert "There is no explanation. You may not read the API." in told(app)


def test_an_answer_that_was_decided_and_did_not_come_is_said(
    lab_process: LabProcess, open_page: OpenPage
) -> None:
    app = call(open_page("demo/call_api.py"), "/my-api", "Nothing")
    session = app.session_state["_browser_session"]
    session.explanations[session.history[-1].id] = decided("/my-api")
    app.run()
    assert "Every check passed: the function should have answered." in told(app)
    assert ":small[]" not in told(app)
