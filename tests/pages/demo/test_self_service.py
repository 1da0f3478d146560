"""Stories on the Self-service page, against the real stack."""

from collections.abc import Iterator
from contextlib import suppress

import pyotp
import pytest
from streamlit.testing.v1 import AppTest

from pages._server.process import LabProcess
from services.api.sign_in import ChallengeRequired, SignedIn
from services.errors import AwsError, LabError, UserNotFound
from services.lab import Lab
from services.self_service.account import SelfService
from services.self_service.inbox import Mail, read_inbox
from services.self_service.refusals import meaning_of
from services.users.app_client import read_app_client
from services.users.new_user import NewUser
from tests.pages._ui.rendered import rendered, told
from tests.pages.conftest import OpenPage
from tests.pages.demo.signing_in import session_of

pytestmark = pytest.mark.engine
PAGE = "demo/self_service.py"
NAME = "scratch-zoe"
EMAIL = f"{NAME}@example.com"
PASSWORD, OTHER_PASSWORD = "Zoe-Pass-2027!-long", "Zoe-Pass-2028!-long"


@pytest.fixture
def lab(lab_process: LabProcess) -> Iterator[Lab]:
    lab = lab_process.lab()
    yield lab
    with suppress(UserNotFound):
        lab.directory.delete(NAME)


def mails(lab: Lab) -> list[Mail]:
    return read_inbox(lab.recorder, lab.aws.endpoint_url)


def choose(app: AppTest, title: str) -> AppTest:
    return app.segmented_control(key="self_service_flow").set_value(title).run()


def signed_up(open_page: OpenPage) -> AppTest:
    app = open_page(PAGE)
    app.text_input(key="self_service_name").set_value(NAME)
    app.text_input(key="self_service_email").set_value(EMAIL)
    app.text_input(key="self_service_password").set_value(PASSWORD)
    return app.button(key="self_service_sign_up").click().run()


def as_user(open_page: OpenPage, lab: Lab, title: str) -> AppTest:
    """Create the user, sign in in this browser, and open a flow that needs the access token."""
    lab.directory.create(NewUser(username=NAME, password=PASSWORD, permanent=True, email=EMAIL))
    outcome = lab.sign_in.sign_in(NAME, PASSWORD)
    assert isinstance(outcome, SignedIn)
    app = open_page(PAGE)
    session = session_of(app)
    session.tokens, session.signed_in_username = outcome.tokens, NAME
    return choose(app, title)


def test_a_stranger_signs_up_confirms_and_can_sign_in(lab: Lab, open_page: OpenPage) -> None:
    app = signed_up(open_page)
    assert "is signed up, and unconfirmed" in told(app)
    assert PASSWORD not in rendered(app)
    assert not isinstance(lab.sign_in.sign_in(NAME, PASSWORD), SignedIn)

    app.button(key="self_service_use_0").click().run()
    app.button(key="self_service_confirm").click().run()
    assert "is confirmed and the address is verified" in told(app)
    assert isinstance(lab.sign_in.sign_in(NAME, PASSWORD), SignedIn)
    assert lab.directory.get(NAME).email_verified
    assert app.text_input(key="self_service_name").value == "", "the next one may sign up"


def test_a_wrong_code_is_explained_and_a_new_one_helps(lab: Lab, open_page: OpenPage) -> None:
    app = signed_up(open_page)
    app.text_input(key="self_service_sign_up_code").set_value("12345x")
    app.button(key="self_service_confirm").click().run()
    assert "This is not the code that was sent last" in told(app)
    before = len(mails(lab))
    app.button(key="self_service_resend").click().run()
    assert [mail.to for mail in mails(lab)[:-before]] == [EMAIL], "one mail more, to her"
    assert "A new code is on its way" in told(app)
    app.button(key="self_service_use_0").click().run()
    app.button(key="self_service_confirm").click().run()
    assert "is confirmed" in told(app)


def test_nothing_is_sent_with_a_field_empty(lab: Lab, open_page: OpenPage) -> None:
    app = open_page(PAGE)
    app.text_input(key="self_service_name").set_value(NAME)
    app.button(key="self_service_sign_up").click().run()
    assert "Enter an e-mail address first." in told(app)
    with pytest.raises(UserNotFound):
        lab.directory.get(NAME)


def test_a_forgotten_password_is_set_with_the_code(lab: Lab, open_page: OpenPage) -> None:
    lab.directory.create(
        NewUser(username=NAME, password=PASSWORD, permanent=True, email=EMAIL, email_verified=True)
    )
    app = choose(open_page(PAGE), "Forgot password")
    app.text_input(key="self_service_forgot_name").set_value(NAME)
    app.button(key="self_service_forgot").click().run()
    assert isinstance(lab.sign_in.sign_in(NAME, PASSWORD), SignedIn), "until it is set"
    app.button(key="self_service_use_0").click().run()
    app.text_input(key="self_service_forgot_password").set_value(OTHER_PASSWORD)
    app.button(key="self_service_set").click().run()
    assert "has a new password" in told(app)
    assert isinstance(lab.sign_in.sign_in(NAME, OTHER_PASSWORD), SignedIn)
    assert not isinstance(lab.sign_in.sign_in(NAME, PASSWORD), SignedIn)


def test_a_user_without_a_verified_address_learns_why_no_code_comes(
    lab: Lab, open_page: OpenPage
) -> None:
    lab.directory.create(NewUser(username=NAME, password=PASSWORD, permanent=True, email=EMAIL))
    app = choose(open_page(PAGE), "Forgot password")
    app.text_input(key="self_service_forgot_name").set_value(NAME)
    app.button(key="self_service_forgot").click().run()
    assert "only to an address that the user has proven to own" in told(app)
    assert app.text_input(key="self_service_forgot_name").value == NAME, "nothing is lost"


def test_without_a_token_the_page_leads_to_sign_in(lab: Lab, open_page: OpenPage) -> None:
    for title in ("Change password", "Verify e-mail", "Authenticator app"):
        app = choose(open_page(PAGE), title)
        assert "This needs an access token" in told(app)
        assert not app.get("text_input")


def test_a_signed_in_user_changes_the_password(lab: Lab, open_page: OpenPage) -> None:
    app = as_user(open_page, lab, "Change password")
    app.text_input(key="self_service_old").set_value("wrong")
    app.text_input(key="self_service_new").set_value(OTHER_PASSWORD)
    app.button(key="self_service_change").click().run()
    assert "The old password is wrong." in told(app)
    app.text_input(key="self_service_old").set_value(PASSWORD)
    app.button(key="self_service_change").click().run()
    assert "has a new password" in told(app)
    assert isinstance(lab.sign_in.sign_in(NAME, OTHER_PASSWORD), SignedIn)
    assert OTHER_PASSWORD not in rendered(app)


def test_a_signed_in_user_verifies_the_address(lab: Lab, open_page: OpenPage) -> None:
    app = as_user(open_page, lab, "Verify e-mail")
    assert not lab.directory.get(NAME).email_verified
    app.button(key="self_service_ask_email").click().run()
    app.button(key="self_service_use_0").click().run()
    app.button(key="self_service_verify").click().run()
    assert "The address is verified." in told(app)
    assert lab.directory.get(NAME).email_verified


def test_an_authenticator_app_is_enrolled_and_asked_for(lab: Lab, open_page: OpenPage) -> None:
    app = as_user(open_page, lab, "Authenticator app")
    app.button(key="self_service_make_key").click().run()
    secret = app.code[0].value
    assert "data:image/png;base64," in rendered(app)
    app.text_input(key="self_service_app_code").set_value("00000x")
    app.button(key="self_service_finish").click().run()
    assert "The six digits do not belong to this key" in told(app)
    assert isinstance(lab.sign_in.sign_in(NAME, PASSWORD), SignedIn), "it counts for nothing yet"
    app.text_input(key="self_service_app_code").set_value(pyotp.TOTP(secret).now())
    app.button(key="self_service_finish").click().run()
    assert "now asks for six digits" in told(app)
    assert secret not in rendered(app)
    outcome = lab.sign_in.sign_in(NAME, PASSWORD)
    assert isinstance(outcome, ChallengeRequired)
    assert outcome.challenge == "SOFTWARE_TOKEN_MFA"


def test_what_the_engine_refuses_is_explained(lab: Lab) -> None:
    outputs = lab.outputs
    api = SelfService(
        lab.aws, lambda: read_app_client(lab.aws, outputs.user_pool_id, outputs.app_client_id)
    )
    api.sign_up(NAME, PASSWORD, EMAIL)
    for work, part in (
        (lambda: api.sign_up(NAME, PASSWORD, EMAIL), "has this username"),
        (lambda: api.sign_up(f"{NAME}-2", "short", EMAIL), "password policy"),
        (lambda: api.confirm(NAME, "12345x"), "not the code that was sent last"),
        (lambda: api.forgot_password(NAME), "proven to own"),
        (lambda: api.set_forgotten_password(NAME, "1", PASSWORD), "never sent"),
        (lambda: api.change_password("a.b.c", "x", PASSWORD), "no longer takes"),
    ):
        with pytest.raises(LabError) as raised:
            work()
        assert isinstance(raised.value, AwsError)
        meaning = meaning_of(raised.value)
        assert meaning is not None, raised.value
        assert part in meaning.means
