"""Stories on completing a challenge in place on the Sign in page, against the real stack."""

from collections.abc import Iterator

import pytest
from streamlit.testing.v1 import AppTest

from pages._server.process import LabProcess
from services.users.new_user import NewUser
from tests.pages._ui.rendered import rendered, told
from tests.pages.conftest import OpenPage
from tests.pages.demo.signing_in import session_of, sign_in_as

pytestmark = pytest.mark.engine

TEMPORARY = "Temporary-Pass-1!"
CHOSEN = "Chosen-Pass-2027!"


@pytest.fixture
def invited(lab_process: LabProcess) -> Iterator[str]:
    """A scratch user with a temporary password; the shared persona stays as it is."""
    username = "scratch-invited"
    directory = lab_process.lab().directory
    directory.create(NewUser(username=username, password=TEMPORARY))
    yield username
    directory.delete(username)


def _challenged(open_page: OpenPage, username: str) -> AppTest:
    app = open_page("demo/sign_in.py")
    app.text_input(key="sign_in_username").set_value(username)
    app.text_input(key="sign_in_password").set_value(TEMPORARY)
    return app.button(key="sign_in_send").click().run()


def test_an_invited_user_chooses_a_new_password_in_place(invited: str, open_page: OpenPage) -> None:
    app = _challenged(open_page, invited)
    assert "Choose a new password" in told(app)
    app.text_input(key="sign_in_new_password").set_value("short").run()
    assert ":gray[:material/radio_button_unchecked:] At least 14 characters" in told(app)
    assert ":green[:material/check_circle:] A lower-case letter" in told(app)
    app.button(key="sign_in_send_password").click().run()
    assert "does not meet the password policy" in app.error[0].value
    app.run()
    assert len(app.error) == 1, "it stays while nothing changes"
    app.text_input(key="sign_in_new_password").set_value(CHOSEN).run()
    assert not app.error, "it was about another password"
    app.button(key="sign_in_send_password").click().run()
    assert f"Signed in as {invited}" in rendered(app)
    assert CHOSEN not in rendered(app)


def test_a_generated_password_meets_the_policy(invited: str, open_page: OpenPage) -> None:
    app = _challenged(open_page, invited)
    app.button(key="sign_in_generate").click().run()
    assert "radio_button_unchecked" not in told(app)
    app.button(key="sign_in_send_password").click().run()
    assert f"Signed in as {invited}" in rendered(app)


def test_starting_over_leaves_the_challenge(invited: str, open_page: OpenPage) -> None:
    app = _challenged(open_page, invited)
    app.button(key="sign_in_start_over").click().run()
    assert session_of(app).challenge is None
    assert app.radio(key="sign_in_persona").value == "maya"


def test_theo_answers_with_the_code_of_his_authenticator_app(
    lab_process: LabProcess, open_page: OpenPage
) -> None:
    app = sign_in_as(open_page, "theo")
    assert "Enter the code of the authenticator app" in told(app)
    app.text_input(key="sign_in_code").set_value("000000")
    app.button(key="sign_in_send_code").click().run()
    assert "The code is incorrect" in app.error[0].value
    app.button(key="sign_in_fill_code").click().run()
    assert not app.error, "it was about another code"
    code = app.text_input(key="sign_in_code").value
    assert code is not None
    assert len(code) == 6
    app.button(key="sign_in_send_code").click().run()
    assert "Signed in as theo" in rendered(app)
