"""What a change of MFA writes down is what Cognito had when it was sent."""

from dataclasses import replace

import pyotp
import pytest

from pages._server.process import LabProcess
from services.api.sign_in import SignedIn
from services.lab import Lab
from services.users.new_user import NewUser
from services.users.one_user.mfa import MfaFactor, read_mfa
from tests.pages.conftest import OpenPage

pytestmark = pytest.mark.engine
NAME, PASSWORD = "scratch-app", "Created-Pass-2027!"


def enrol(lab: Lab) -> None:
    """Set an authenticator app up as the signed-in user does."""
    lab.directory.create(NewUser(username=NAME, password=PASSWORD, permanent=True))
    signed_in = lab.sign_in.sign_in(NAME, PASSWORD)
    assert isinstance(signed_in, SignedIn)
    token = signed_in.tokens.access_token
    key = lab.aws.call("cognito-idp", "associate_software_token", AccessToken=token)["SecretCode"]
    code = pyotp.TOTP(key).now()
    lab.aws.call("cognito-idp", "verify_software_token", AccessToken=token, UserCode=code)
    lab.aws.call(
        "cognito-idp", "admin_set_user_mfa_preference", UserPoolId=lab.directory.user_pool_id,
        Username=NAME, SoftwareTokenMfaSettings={"Enabled": True, "PreferredMfa": True},
    )  # fmt: skip


def test_what_somebody_changed_while_the_dialog_was_open_is_written_down(
    lab_process: LabProcess, open_page: OpenPage, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The local engine prefers each factor that is on, so a changed reading stands for AWS's."""
    lab = lab_process.lab()
    enrol(lab)
    drawn = read_mfa(lab.aws, lab.directory.user_pool_id, NAME)
    assert drawn.preferred is MfaFactor.APP
    app = open_page("admin/admin_users.py", user=NAME, admin_users_section="MFA")
    app.button(key="admin_users_mfa_off").click().run()
    app.text_input(key="admin_users_mfa_reason").set_value("lost the phone").run()
    monkeypatch.setattr(
        "pages._ui.users.card.user_mfa.read_mfa", lambda *_: replace(drawn, preferred=None)
    )
    app.button(key="admin_users_mfa_send").click().run()
    written = lab.desk.book.view().entries[0]
    lab.directory.delete(NAME)
    assert (written.target, written.action) == (NAME, "reset_mfa")
    assert written.before == {"mfa": ["SOFTWARE_TOKEN_MFA"], "preferred_mfa": None}
