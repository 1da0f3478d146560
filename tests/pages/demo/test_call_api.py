"""Stories on the Call the API page, against the real stack."""

from typing import NamedTuple

import pytest

from pages._server.process import LabProcess
from tests.pages._ui.rendered import rendered, told, told_in_html
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
