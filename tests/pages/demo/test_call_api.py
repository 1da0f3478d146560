"""Stories on the Call the API page, against the real stack."""

import html
import re
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
from tests.pages._ui.rendered import rendered, told, told_in_html
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
    app.selectbox(key="call_api_route").set_value(path)
    app.segmented_control(key="call_api_send").set_value(send).run()
    return app.button(key="call_api_call").click().run()


def call_with_text(app: AppTest, text: str) -> AppTest:
    app.segmented_control(key="call_api_send").set_value("Free text").run()
    app.text_input(key="call_api_text").set_value(text)
    return app.button(key="call_api_call").click().run()


def look_at(app: AppTest, part: str, which: str = "") -> AppTest:
    app.segmented_control(key="call_api_part").set_value(part).run()
    if which:
        app.segmented_control(key="call_api_which").set_value(which).run()
    return app


def cards(app: AppTest) -> str:
    """Return the HTML of the answers, the first thing after the choices; "" before a call."""
    blocks = [block.proto.body for block in app.get("html")]
    return next((body for body in blocks if "lab-cards" in body), "")


def statuses(app: AppTest) -> list[str]:
    """Return the status of each answer, left to right."""
    found = re.findall(
        r'<b class="lab-ending [a-z-]+"><span[^>]*>.&nbsp;</span>(.*?)</b>', cards(app)
    )
    return [html.unescape(each) for each in found]


def endings(app: AppTest) -> list[str]:
    return re.findall(r'<div class="card ([a-z -]+)">', cards(app))


def test_before_a_call_the_page_says_what_to_do(
    lab_process: LabProcess, open_page: OpenPage
) -> None:
    app = open_page("demo/call_api.py")
    assert "No call yet. Choose a route and what to send" in told(app).replace("**", "")
    assert statuses(app) == []


def test_a_stranger_is_told_to_sign_in_and_may_still_call_without_the_header(
    lab_process: LabProcess, open_page: OpenPage
) -> None:
    app = open_page("demo/call_api.py")
    assert "You are not signed in" in told(app)
    app.button(key="call_api_call").click().run()
    assert statuses(app) == ["401 Unauthorized"]
    assert "The authorizer stopped it: there was no Authorization header." in told_in_html(app)


def test_the_same_call_without_and_with_the_id_token(
    lab_process: LabProcess, open_page: OpenPage
) -> None:
    app = call(open_signed_in(lab_process, open_page, "maya"), "/my-api", "ID token")
    assert statuses(app) == ["401 Unauthorized", "200 OK"]
    assert endings(app) == ["by-authorizer", "let-in"]
    seen = told_in_html(app)
    assert "What happened at /my-api at" in seen
    assert "Every check passed: the function answered. Hello, maya! The authorizer" in seen
    assert seen.count("= what AWS answers") == 3  # both cards, and the way drawn
    assert "The same claims" not in seen
    look_at(app, "Request and answer")
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
    assert case.part in told_in_html(app)


def test_the_functions_own_refusal_is_a_red_row_among_the_checks(
    lab_process: LabProcess, open_page: OpenPage
) -> None:
    app = call(open_signed_in(lab_process, open_page, "sam"), "/my-api/admins", "ID token")
    assert endings(app) == ["by-authorizer", "by-function"]
    assert "the function asks for the group admins: the token holds: staff" in told_in_html(app)
    look_at(app, "Checks")
    assert 'class="stopped own" open' in rendered(app).replace('\\"', '"')
    assert "The function asks for the group admins the token holds: staff" in told_in_html(app)


def test_free_text_is_sent_as_it_stands(lab_process: LabProcess, open_page: OpenPage) -> None:
    app = call_with_text(open_page("demo/call_api.py"), "Bearer nonsense")
    assert statuses(app) == ["401 Unauthorized", "401 Unauthorized"]
    assert "what was sent is not a readable token (1 part)." in told_in_html(app)


def test_a_text_that_http_cannot_carry_is_a_sentence_and_not_a_crash(
    lab_process: LabProcess, open_page: OpenPage
) -> None:
    app = call_with_text(open_page("demo/call_api.py"), "Bearer \x00 nul")
    assert not app.exception
    assert len(statuses(app)) == 2
    assert statuses(app)[0] == "401 Unauthorized"


def test_no_token_is_on_the_page_until_it_is_asked_for(
    lab_process: LabProcess, open_page: OpenPage
) -> None:
    app = call(open_signed_in(lab_process, open_page, "maya"), "/my-api", "ID token")
    token = app.session_state["_browser_session"].tokens.id_token
    sent = app.session_state["_browser_session"].history[-1].id
    for part in ("The way", "Checks", "Request and answer", "Claims", "Commands"):
        look_at(app, part)
        assert token not in rendered(app)
        assert token.rpartition(".")[2] not in rendered(app)
    assert any("$TOKEN" in code.value for code in app.code)
    app.toggle(key=f"call_api_{sent}_reveal").set_value(True).run()
    revealed = [code.value for code in app.code if token in code.value]
    assert [text.partition(" ")[0] for text in revealed] == ["curl", "import"]


def test_the_address_carries_the_route_and_what_is_sent(
    lab_process: LabProcess, open_page: OpenPage
) -> None:
    app = open_page().switch_page("pages/demo/call_api.py")
    app.query_params["call_api_route"] = "/my-api/admins"
    app.query_params["call_api_send"] = "Access token"
    app.run()
    assert app.selectbox(key="call_api_route").value == "/my-api/admins"
    assert app.segmented_control(key="call_api_send").value == "Access token"


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
