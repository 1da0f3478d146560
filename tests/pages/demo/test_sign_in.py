"""Stories on the Sign in page, against the real stack."""

from dataclasses import replace

import pytest

from pages._server.process import LabProcess
from pages._ui.page.time_words import moment
from services.tokens.decode import decode_unverified
from tests.pages._ui.rendered import rendered, told
from tests.pages.conftest import OpenPage
from tests.pages.demo.signing_in import (
    open_as,
    open_token,
    session_of,
    sign_in_as,
)
from tests.services.tokens.forge import unsigned

pytestmark = pytest.mark.engine


def test_a_confirmed_persona_signs_in_and_the_tokens_stay_masked(
    lab_process: LabProcess, open_page: OpenPage
) -> None:
    app = sign_in_as(open_page, "maya")
    page = rendered(app)
    assert "Signed in as maya" in page
    tokens = session_of(app).tokens
    assert tokens is not None
    for text in (tokens.id_token, tokens.access_token, tokens.refresh_token):
        assert text not in page
        assert text.rpartition(".")[2] not in page, "not even the signature"
    assert page.count("Genuine and valid") == 2
    assert not app.exception


@pytest.mark.parametrize(
    ("title", "only_here"), [("ID token", "cognito:username"), ("Access token", "client_id")]
)
def test_the_claims_of_one_token_at_a_time_are_told_in_plain_words(
    lab_process: LabProcess, open_page: OpenPage, title: str, only_here: str
) -> None:
    app = sign_in_as(open_page, "priya")
    assert "admins, staff" not in rendered(app)
    page = rendered(open_token(app, title))
    assert "Expires at" in page
    assert "admins, staff" in page
    assert "only in this token" in page
    assert only_here in page.replace("<wbr>", "")
    assert "Signature fits" in page
    assert page.count("Header") == 1


def test_every_countdown_of_a_token_runs_to_what_the_token_itself_says(
    lab_process: LabProcess, open_page: OpenPage
) -> None:
    app = open_token(sign_in_as(open_page, "maya"), "ID token")
    tokens = session_of(app).tokens
    assert tokens is not None
    end = decode_unverified(tokens.id_token).payload["exp"]
    page = rendered(app)
    assert tokens.expires_at == end
    assert page.count("--lab-left: 3") == 3, "two lines and the claim"
    assert f"are valid until {moment(end)}" in page
    assert page.count(f"at {moment(end)}") == 2


def test_the_address_remembers_which_token_is_open(
    lab_process: LabProcess, open_page: OpenPage
) -> None:
    app = open_page("demo/sign_in.py", sign_in_tokens_opened="Access token")
    app.button(key="sign_in_send").click().run()
    assert "Scopes" in rendered(app)


def test_revealing_shows_the_three_tokens(lab_process: LabProcess, open_page: OpenPage) -> None:
    app = sign_in_as(open_page, "maya")
    tokens = session_of(app).tokens
    assert tokens is not None
    shown = []
    for title in ("ID", "Access", "Refresh"):
        app = open_token(app, f"{title} token")
        app.toggle(key=f"sign_in_tokens_{title.lower()}_reveal").set_value(True).run()
        shown += [code.value for code in app.code]
    for text in (tokens.id_token, tokens.access_token, tokens.refresh_token):
        assert text in shown


def test_another_token_is_masked_again(lab_process: LabProcess, open_page: OpenPage) -> None:
    app = open_token(sign_in_as(open_page, "maya"), "ID token")
    app.toggle(key="sign_in_tokens_id_reveal").set_value(True).run()
    app = open_token(app, "Access token")
    tokens = session_of(app).tokens
    assert tokens is not None
    assert tokens.access_token not in rendered(app)
    assert tokens.id_token not in rendered(app)


def test_a_wrong_password_is_explained(lab_process: LabProcess, open_page: OpenPage) -> None:
    app = open_page("demo/sign_in.py")
    app.text_input(key="sign_in_password").set_value("Not-The-Password-1!")
    app.button(key="sign_in_send").click().run()
    assert "The username or password is incorrect" in app.error[0].value
    assert "the same answer" in app.error[0].value
    assert session_of(app).tokens is None
    assert "Not-The-Password-1!" not in "\n".join(code.value for code in app.code)


@pytest.mark.parametrize(
    ("username", "sentence", "explanation"),
    [
        ("una", "User is not confirmed", "never entered the code"),
        ("rosa", "A password reset is required before signing in", "An admin reset"),
        ("dana", "The username or password is incorrect", "this user is disabled"),
        ("nina", "The username or password is incorrect", "another user pool"),
    ],
)
def test_a_persona_who_may_not_sign_in_is_told_why(
    lab_process: LabProcess, open_page: OpenPage, username: str, sentence: str, explanation: str
) -> None:
    app = sign_in_as(open_page, username)
    box = app.error[0].value.replace("\\", "")
    assert sentence in box
    assert explanation in box
    assert "Try next:" in box
    assert session_of(app).tokens is None
    labels = [link.proto.label for link in app.main.get("page_link")]
    has_code_to_enter = username in ("una", "rosa")
    assert any("Self-service" in label for label in labels) == has_code_to_enter
    app.radio(key="sign_in_persona").set_value("Someone else").run()
    assert not app.error, "the refusal was not about the user who is shown now"


def test_choosing_a_persona_fills_the_form_and_someone_else_empties_it(
    lab_process: LabProcess, open_page: OpenPage
) -> None:
    app = open_as(open_page, "theo")
    assert app.text_input(key="sign_in_username").value == "theo"
    assert app.text_input(key="sign_in_password").value != ""
    app.radio(key="sign_in_persona").set_value("Someone else").run()
    assert app.text_input(key="sign_in_username").value == ""
    assert app.text_input(key="sign_in_password").value == ""


def test_a_name_typed_over_the_persona_stays(lab_process: LabProcess, open_page: OpenPage) -> None:
    app = open_page("demo/sign_in.py")
    app.text_input(key="sign_in_username").set_value("nobody")
    app.text_input(key="sign_in_password").set_value("Some-Pass-2027!")
    app.button(key="sign_in_send").click().run()
    assert app.text_input(key="sign_in_username").value == "nobody"
    assert app.text_input(key="sign_in_password").value == "Some-Pass-2027!"


def test_an_empty_password_is_refused_by_the_api(
    lab_process: LabProcess, open_page: OpenPage
) -> None:
    app = open_page("demo/sign_in.py")
    app.text_input(key="sign_in_password").set_value("")
    app.button(key="sign_in_send").click().run()
    box = app.error[0].value.replace("\\", "")
    assert "password is required" in box
    assert "Fill in every field" in box


def test_refreshing_brings_new_id_and_access_tokens(
    lab_process: LabProcess, open_page: OpenPage
) -> None:
    app = sign_in_as(open_page, "maya")
    before = session_of(app).tokens
    app.button(key="sign_in_refresh").click().run()
    after = session_of(app).tokens
    assert before is not None
    assert after is not None
    assert after.id_token != before.id_token
    assert after.access_token != before.access_token
    assert after.refresh_token == before.refresh_token


def test_signing_out_forgets_the_tokens_and_says_that_they_stay_valid(
    lab_process: LabProcess, open_page: OpenPage
) -> None:
    app = sign_in_as(open_page, "maya")
    assert "stay valid until they expire" in told(app)
    signs_out = [button.key for button in app.button if "Sign out" in button.label]
    assert signs_out == ["frame_sign_out"], "one way out, on every page"
    app.button(key="frame_sign_out").click().run()
    assert session_of(app).tokens is None
    assert "stay valid until they expire" in app.toast[0].value
    assert app.radio(key="sign_in_persona").value == "maya"


def test_without_a_stack_the_page_offers_to_provision(
    empty_process: LabProcess, open_page: OpenPage
) -> None:
    app = open_page("demo/sign_in.py")
    assert app.button(key="guard_provision").label == "Provision"
    assert "sign_in_persona" not in [radio.key for radio in app.radio]


def test_expired_tokens_are_said_with_what_to_do(
    lab_process: LabProcess, open_page: OpenPage
) -> None:
    app = sign_in_as(open_page, "maya")
    assert not app.warning
    session = session_of(app)
    assert session.tokens is not None
    claims = decode_unverified(session.tokens.id_token).payload
    session.tokens = replace(session.tokens, id_token=unsigned({**claims, "exp": 1}))
    app.run()
    assert "have expired" in app.warning[0].value
    app.button(key="sign_in_refresh").click().run()
    assert not app.warning


def test_a_refused_refresh_keeps_the_page_and_says_why(
    lab_process: LabProcess, open_page: OpenPage
) -> None:
    app = sign_in_as(open_page, "maya")
    session = session_of(app)
    assert session.tokens is not None
    session.tokens = replace(session.tokens, refresh_token=session.tokens.access_token)
    app.button(key="sign_in_refresh").click().run()
    assert "refresh token is invalid" in app.error[0].value.replace("\\", "")
    assert session_of(app).tokens is not None
