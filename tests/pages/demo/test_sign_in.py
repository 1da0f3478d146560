"""Stories on the Sign in page, against the real stack."""

from dataclasses import replace

import pytest
from streamlit.testing.v1 import AppTest

from pages._server.process import LabProcess
from tests.pages._ui.rendered import rendered, told
from tests.pages.conftest import OpenPage
from tests.pages.demo.signing_in import open_as, session_of, sign_in_as

pytestmark = pytest.mark.engine


def test_a_confirmed_persona_signs_in_and_the_tokens_stay_masked(
    lab_process: LabProcess, open_page: OpenPage
) -> None:
    app = sign_in_as(open_page, "maya")
    assert "Signed in as maya" in told(app)
    tokens = session_of(app).tokens
    assert tokens is not None
    page = rendered(app)
    for text in (tokens.id_token, tokens.access_token, tokens.refresh_token):
        assert text not in page
        assert text.rpartition(".")[2] not in page, "not even the signature"
    assert page.count("Genuine and valid") == 2
    assert not app.exception


def test_the_claims_of_both_tokens_stand_side_by_side_in_plain_words(
    lab_process: LabProcess, open_page: OpenPage
) -> None:
    page = rendered(sign_in_as(open_page, "priya"))
    assert "Expires at" in page
    assert "admins, staff" in page
    assert "only in this token" in page
    assert "Signature fits" in page


def test_revealing_shows_the_three_tokens(lab_process: LabProcess, open_page: OpenPage) -> None:
    app = sign_in_as(open_page, "maya")
    app.toggle(key="sign_in_tokens_reveal").set_value(True).run()
    tokens = session_of(app).tokens
    assert tokens is not None
    shown = [code.value for code in app.code]
    for text in (tokens.id_token, tokens.access_token, tokens.refresh_token):
        assert text in shown


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
    app.button(key="sign_in_sign_out").click().run()
    assert session_of(app).tokens is None
    assert "stay valid until they expire" in app.toast[0].value
    assert app.radio(key="sign_in_persona").value == "maya"


def test_the_exchange_is_shown_without_password_and_tokens(
    lab_process: LabProcess, open_page: OpenPage
) -> None:
    app = sign_in_as(open_page, "maya")
    request = next(code.value for code in app.code if code.value.startswith("POST http://"))
    assert '"username": "maya"' in request
    assert '"password": "[hidden]"' in request
    password = next(p.password for p in lab_process.lab().personas() if p.username == "maya")
    assert password not in rendered(app)


def test_the_answer_is_explained_without_an_authorizer(
    lab_process: LabProcess, open_page: OpenPage
) -> None:
    app = sign_in_as(open_page, "maya")
    assert "so nobody looked for a token: the function answered. You sign in to get" in told(app)
    assert "The authorizer checks the token: not needed" in rendered(app)


def test_secret_hash_is_told_for_the_chosen_user_without_the_secret(
    lab_process: LabProcess, open_page: OpenPage
) -> None:
    app = open_as(open_page, "omar")
    outputs = lab_process.lab().outputs
    assert f"omar{outputs.app_client_id}" in [code.value for code in app.code]
    client = lab_process.lab().aws.call(
        "cognito-idp",
        "describe_user_pool_client",
        UserPoolId=outputs.user_pool_id,
        ClientId=outputs.app_client_id,
    )["UserPoolClient"]
    assert client["ClientSecret"] not in rendered(app)


def _paste(app: AppTest, text: str) -> AppTest:
    app.text_area(key="sign_in_paste_text").set_value(text)
    return app.button(key="sign_in_paste_decode").click().run()


def test_a_token_pasted_with_bearer_quotes_and_line_breaks_is_decoded(
    lab_process: LabProcess, open_page: OpenPage
) -> None:
    app = sign_in_as(open_page, "omar")
    tokens = session_of(app).tokens
    assert tokens is not None
    text = tokens.access_token
    app = _paste(app, f'"Bearer {text[:60]}\n{text[60:]}"')
    assert not app.exception
    assert rendered(app).count("Genuine and valid") == 3


def test_something_that_is_no_token_is_explained(
    lab_process: LabProcess, open_page: OpenPage
) -> None:
    app = _paste(open_page("demo/sign_in.py"), "hello.world")
    box = app.error[0].value.replace("\\", "")
    assert "This has 2 parts; a JWT has 3." in box
    assert "copy all of it" in box


def test_a_forged_token_is_called_not_acceptable_and_its_claims_are_only_text(
    lab_process: LabProcess, open_page: OpenPage
) -> None:
    # {"alg":"none"} . {"sub":"<img src=x>","![x](http://evil)":1} with an empty signature
    forged = "eyJhbGciOiJub25lIn0.eyJzdWIiOiI8aW1nIHNyYz14PiIsIiFbeF0oaHR0cDovL2V2aWwpIjoxfQ."
    app = _paste(open_page("demo/sign_in.py"), forged)
    page = rendered(app)
    assert "Not acceptable" in page
    assert "&lt;img src=x&gt;" in page
    assert not any("<img" in getattr(node.proto, "body", "") for node in app.get("html"))


def test_what_cannot_be_seen_in_a_tokens_claims_is_shown(
    lab_process: LabProcess, open_page: OpenPage
) -> None:
    # {"alg":"none"} . {"sub":"U+202E nimda","x U+200B":["U+2066 a"]} with an empty signature
    forged = "eyJhbGciOiJub25lIn0.eyJzdWIiOiLigK5uaW1kYSIsInjigIsiOlsi4oGmYSJdfQ."
    app = _paste(open_page("demo/sign_in.py"), forged)
    tables = "".join(node.proto.body for node in app.get("html"))
    assert "‹U+202E›nimda" in tables
    assert "x‹U+200B›" in tables
    raw = "".join(code.value for code in app.code)
    assert '"sub": "‹U+202E›nimda"' in raw
    assert '"‹U+2066›a"' in raw
    assert not any(unseen in tables + raw for unseen in ("\u202e", "\u200b", "\u2066"))


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
    session.tokens = replace(session.tokens, obtained_at=0.0)
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
