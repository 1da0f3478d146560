"""Stories on what can be opened below a sign-in, against the real stack."""

import pytest
from streamlit.testing.v1 import AppTest

from pages._server.process import LabProcess
from tests.pages._ui.rendered import rendered, told
from tests.pages.conftest import OpenPage
from tests.pages.demo.signing_in import (
    look_closer,
    open_as,
    session_of,
    sign_in_as,
)

pytestmark = pytest.mark.engine


def test_the_exchange_is_shown_without_password_and_tokens(
    lab_process: LabProcess, open_page: OpenPage
) -> None:
    app = look_closer(sign_in_as(open_page, "maya"), "Request and answer")
    request = next(code.value for code in app.code if code.value.startswith("POST http://"))
    assert '"username": "maya"' in request
    assert '"password": "[hidden]"' in request
    password = next(p.password for p in lab_process.lab().personas() if p.username == "maya")
    assert password not in rendered(app)


def test_a_good_answer_is_explained_by_the_function_and_cognito(
    lab_process: LabProcess, open_page: OpenPage
) -> None:
    app = look_closer(sign_in_as(open_page, "maya"), "Why this answer")
    page = rendered(app)
    assert "AdminInitiateAuth" in page
    assert "New tokens" in page
    assert "This route asks for no token: it is where tokens come from." in told(app)
    assert "authorizer checks" not in page


def test_a_refusal_is_explained_by_cognitos_exception(
    lab_process: LabProcess, open_page: OpenPage
) -> None:
    app = sign_in_as(open_page, "una")
    assert "Cognito's UserNotConfirmedException" in app.error[0].value.replace("\\", "")
    page = rendered(look_closer(app, "Why this answer"))
    assert "Cognito&#39;s UserNotConfirmedException" in page
    assert "401, code 10023: User is not confirmed" in page
    assert "response_doctor" in page, "the doctor is one click away"
    assert "authorizer checks" not in page


def test_secret_hash_is_told_for_the_chosen_user_without_the_secret(
    lab_process: LabProcess, open_page: OpenPage
) -> None:
    app = look_closer(open_as(open_page, "omar"), "How SECRET_HASH is computed")
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
    app = look_closer(app, "Decode any token")
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
