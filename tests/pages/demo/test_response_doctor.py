"""Stories on the Response doctor page, against the real stack."""

import pytest
from streamlit.testing.v1 import AppTest

from pages._server.process import LabProcess
from pages._server.session_store import BrowserSession
from services.api.routes import route
from services.api.sign_in import SignedIn
from services.traffic.exchange import Exchange
from tests.pages._ui.rendered import rendered, told
from tests.pages.conftest import OpenPage

pytestmark = pytest.mark.engine

PAGE = "demo/response_doctor.py"
NOT_ROUTED = 'HTTP/2 403\n\n{"message":"Missing Authentication Token"}'


def call_with_access_token(process: LabProcess) -> Exchange:
    persona = next(each for each in process.lab().personas() if each.username == "maya")
    outcome = process.lab().sign_in.sign_in("maya", persona.password)
    assert isinstance(outcome, SignedIn)
    token = f"Bearer {outcome.tokens.access_token}"
    return process.lab().protected_api.call(route("my_api"), token, label="With access")


def open_with(process: LabProcess, open_page: OpenPage, *calls: Exchange) -> AppTest:
    """Open the page in a browser that has made these calls; the tab is fresh."""
    app = open_page()
    session = BrowserSession()
    for call in calls:
        session.keep(call, process.lab().explain(call))
    app.session_state["_browser_session"] = session
    return app


def asked_for(app: AppTest, call_id: str) -> AppTest:
    app.switch_page(f"pages/{PAGE}")
    app.query_params["call"] = call_id
    return app.run()


def pasted(app: AppTest, text: str) -> AppTest:
    app.text_area(key="response_doctor_paste").set_value(text)
    return app.button(key="response_doctor_find").click().run()


def first_cause(app: AppTest) -> str:
    return app.subheader[0].value.replace("\\", "")


def test_a_browser_without_calls_is_asked_to_paste(
    lab_process: LabProcess, open_page: OpenPage
) -> None:
    app = open_page(PAGE)
    assert app.segmented_control(key="response_doctor_source").value == "A pasted answer"
    assert "Paste what you have" in told(app)
    app.segmented_control(key="response_doctor_source").set_value("A call of this browser").run()
    assert "This browser has made no call yet." in told(app)


def test_the_example_is_diagnosed_with_one_click(
    lab_process: LabProcess, open_page: OpenPage
) -> None:
    app = open_page(PAGE)
    app.button(key="response_doctor_example").click().run()
    assert first_cause(app) == "No token reached the authorizer"
    assert app.header[0].value == "Several causes are possible"
    assert "**Other causes that fit as well**" in told(app)
    captions = " ".join(each.value for each in app.caption).replace("\\", "")
    assert "**Read as:** Answer 401 of API Gateway." in captions
    assert "Paste the token that was sent" in told(app)


def test_the_last_call_is_explained_with_evidence_fix_and_source(
    lab_process: LabProcess, open_page: OpenPage
) -> None:
    call = call_with_access_token(lab_process)
    app = open_with(lab_process, open_page, call).switch_page(f"pages/{PAGE}").run()
    assert first_cause(app) == "An access token, where the method expects an ID token"
    assert "GET /my-api lists no scopes" in told(app)
    assert "Send the ID token" in told(app)
    assert "https://docs.aws.amazon.com/apigateway/" in told(app)
    assert any("$ID_TOKEN" in code.value for code in app.code)
    assert "The token was changed" not in told(app)
    token = call.request_header("Authorization") or ""
    assert token.removeprefix("Bearer ") not in rendered(app)


def test_a_refusal_is_examined_before_a_later_call_that_was_let_in(
    lab_process: LabProcess, open_page: OpenPage
) -> None:
    api = lab_process.lab().protected_api
    refused, let_in = api.call(route("my_api"), None), api.call(route("open"), None)
    app = open_with(lab_process, open_page, refused, let_in)
    app = app.switch_page(f"pages/{PAGE}").run()
    assert app.selectbox(key="response_doctor_call").value == refused.id


def test_a_link_chooses_the_call_it_names(lab_process: LabProcess, open_page: OpenPage) -> None:
    refused = call_with_access_token(lab_process)
    newest = lab_process.lab().protected_api.call(route("open"), None, label="Open")
    app = asked_for(open_with(lab_process, open_page, refused, newest), refused.id)
    assert app.selectbox(key="response_doctor_call").value == refused.id
    assert first_cause(app) == "An access token, where the method expects an ID token"
    app.selectbox(key="response_doctor_call").set_value(newest.id).run()
    assert app.query_params["call"] == newest.id
    assert "No cause that the doctor knows fits this answer" in told(app)


def test_a_link_to_a_call_that_is_gone_says_so(
    lab_process: LabProcess, open_page: OpenPage
) -> None:
    app = asked_for(open_with(lab_process, open_page), "0123456789ab")
    assert "not in this browser's history any more" in told(app)
    assert not app.exception


def test_a_refused_call_links_to_its_own_diagnosis(
    lab_process: LabProcess, open_page: OpenPage
) -> None:
    app = open_page("demo/call_api.py")
    app.button(key="call_api_call").click().run()
    refused = app.session_state["_browser_session"].history[-1]
    assert refused.status == 401
    assert f"call={refused.id}" in rendered(app)


def test_what_is_odd_changes_the_cause(lab_process: LabProcess, open_page: OpenPage) -> None:
    call = lab_process.lab().protected_api.call(route("open"), None)
    app = open_with(lab_process, open_page, call).switch_page(f"pages/{PAGE}").run()
    odd = app.selectbox(key="response_doctor_complaint")
    odd.set_value("It was let in, and should not have been").run()
    assert first_cause(app) == "The method has no authorizer"


def test_a_paste_that_tells_nothing_is_asked_for_more(
    lab_process: LabProcess, open_page: OpenPage
) -> None:
    app = pasted(open_page(PAGE), "it does not work")
    assert "There is no answer in this text." in told(app)
    assert len(app.subheader) == 0


def test_a_wrong_reading_is_put_right_by_hand(lab_process: LabProcess, open_page: OpenPage) -> None:
    app = pasted(open_page(PAGE), "it does not work")
    app.selectbox(key="response_doctor_status").set_value("401").run()
    app.selectbox(key="response_doctor_sent").set_value("Without Authorization").run()
    assert first_cause(app) == "No token reached the authorizer"
    assert app.header[0].value == "The cause"


def test_a_pasted_answer_is_read_with_the_methods_settings(
    lab_process: LabProcess, open_page: OpenPage
) -> None:
    app = pasted(open_page(PAGE), NOT_ROUTED)
    assert first_cause(app) == "There is no such path, or not with this HTTP method"
    app.selectbox(key="response_doctor_method").set_value("GET /my-api").run()
    assert first_cause(app) == "The change is not deployed"


def test_a_token_is_looked_at_and_shown_nowhere(
    lab_process: LabProcess, open_page: OpenPage
) -> None:
    token = (call_with_access_token(lab_process).request_header("Authorization") or "")[7:]
    app = open_page(PAGE)
    app.text_input(key="response_doctor_token").set_value(token)
    app.selectbox(key="response_doctor_method").set_value("GET /my-api")
    pasted(app, 'HTTP/2 401\n\n{"message":"Unauthorized"}')
    assert first_cause(app) == "An access token, where the method expects an ID token"
    shown = told(app) + "".join(code.value for code in app.code)
    assert token not in shown
    assert app.text_input(key="response_doctor_token").proto.type == 1  # a password field
    assert token not in str(app.query_params)


def test_untrusted_text_stays_text(lab_process: LabProcess, open_page: OpenPage) -> None:
    app = pasted(
        open_page(PAGE), 'HTTP/2 500\n\n{"message":"Internal server error ![x](http://x)"}'
    )
    shown = "\n".join(element.value for element in app.markdown)
    assert "![x](http://x)" not in shown
    assert r"\!\[x\]" in shown


def test_a_browser_that_shows_only_a_cors_error_needs_no_paste(
    lab_process: LabProcess, open_page: OpenPage
) -> None:
    app = open_page(PAGE)
    odd = app.selectbox(key="response_doctor_complaint")
    odd.set_value("The browser shows only a CORS error").run()
    assert first_cause(app) == "The answer lacks CORS headers, so the browser hides it"


def test_the_check_up_of_a_sound_stack_says_what_it_looked_at(
    lab_process: LabProcess, open_page: OpenPage
) -> None:
    app = open_page(PAGE)
    app.segmented_control(key="response_doctor_part").set_value("Check-up").run()
    app.button(key="response_doctor_check").click().run()
    assert "All clear." in app.success[0].value
    assert "16 methods: 4 behind an authorizer, 8 OPTIONS, 4 open" in told(app)
    assert "a change is live at once" in told(app)


def test_the_check_up_names_a_break_and_is_clear_again_after_the_repair(
    lab_process: LabProcess, open_page: OpenPage
) -> None:
    from infra_scripts.stack.provisioner import Provisioner

    lab = lab_process.lab()
    api = lab.outputs.rest_api_id
    lab.aws.call("apigateway", "delete_gateway_response", restApiId=api, responseType="DEFAULT_5XX")
    app = open_page(PAGE)
    app.segmented_control(key="response_doctor_part").set_value("Check-up").run()
    app.button(key="response_doctor_check").click().run()
    Provisioner(lab.aws, lab.settings).apply()
    assert "1 warning found" in told(app)
    assert first_cause(app) == "A 500 or 502 without CORS headers"
    assert "gateway response DEFAULT_5XX" in told(app)
    app.button(key="response_doctor_check").click().run()
    assert "All clear." in app.success[0].value


def test_a_paste_is_examined_without_a_stack(
    empty_process: LabProcess, open_page: OpenPage
) -> None:
    app = pasted(open_page(PAGE), NOT_ROUTED)
    assert first_cause(app) == "There is no such path, or not with this HTTP method"
    assert not app.exception


def test_the_check_up_without_a_stack_offers_to_provision(
    empty_process: LabProcess, open_page: OpenPage
) -> None:
    app = open_page(PAGE)
    app.segmented_control(key="response_doctor_part").set_value("Check-up").run()
    assert app.button(key="guard_provision").label == "Provision"


def test_a_cause_that_the_address_names_is_shown_with_what_to_do_and_without_why_it_fits(
    lab_process: LabProcess, open_page: OpenPage
) -> None:
    app = open_page(PAGE, cause="expired")
    assert [each.value for each in app.subheader] == ["The token has expired"]
    assert "What to do" in told(app)
    assert "Why this fits" not in told(app)


def test_a_cause_that_nobody_knows_is_passed_over(
    lab_process: LabProcess, open_page: OpenPage
) -> None:
    app = open_page(PAGE, cause="no-such-cause")
    assert not app.subheader
    assert not app.exception
