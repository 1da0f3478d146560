"""What a user does for their own account, through the app client; no IAM permission is involved.

Cognito asks an app client with a secret for SECRET_HASH where the user is not signed in yet; with
an access token it does not
(https://docs.aws.amazon.com/cognito/latest/developerguide/authentication-flows-public-server-side.html).
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from services.cloud.aws import Aws
from services.cloud.service_models import operation_model
from services.users.app_client import AppClient

_SERVICE = "cognito-idp"
_EMAIL = "email"


@dataclass(frozen=True, slots=True, kw_only=True)
class Done:
    """An operation of Cognito that was accepted.

    `operation` is AWS's name. `sent` names the fields that were sent, a secret without its value.
    `delivered_to` is where a code was sent, as Cognito masks it; empty when none was sent.
    """

    operation: str
    sent: tuple[tuple[str, str], ...]
    delivered_to: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class AuthenticatorKey:
    """The key of an authenticator app that Cognito made and that waits for its first code."""

    done: Done
    secret: str = field(repr=False)


class SelfService:
    """Each call is one operation of Cognito; a refusal is raised as an AwsError."""

    def __init__(self, aws: Aws, client: Callable[[], AppClient]) -> None:
        self._aws = aws
        self._client = client

    def sign_up(self, username: str, password: str, email: str) -> Done:
        """Create the user, who is UNCONFIRMED until the code of the e-mail is entered."""
        attributes = [{"Name": _EMAIL, "Value": email}]
        return self._by_client("sign_up", username, Password=password, UserAttributes=attributes)

    def send_code_again(self, username: str) -> Done:
        return self._by_client("resend_confirmation_code", username)

    def confirm(self, username: str, code: str) -> Done:
        return self._by_client("confirm_sign_up", username, ConfirmationCode=code)

    def forgot_password(self, username: str) -> Done:
        """Ask for a code by e-mail; the old password works until the new one is set."""
        return self._by_client("forgot_password", username)

    def set_forgotten_password(self, username: str, code: str, password: str) -> Done:
        return self._by_client(
            "confirm_forgot_password", username, ConfirmationCode=code, Password=password
        )

    def change_password(self, access_token: str, old: str, new: str) -> Done:
        return self._by_token(
            "change_password", access_token, PreviousPassword=old, ProposedPassword=new
        )

    def ask_for_email_code(self, access_token: str) -> Done:
        return self._by_token(
            "get_user_attribute_verification_code", access_token, AttributeName=_EMAIL
        )

    def verify_email(self, access_token: str, code: str) -> Done:
        return self._by_token(
            "verify_user_attribute", access_token, AttributeName=_EMAIL, Code=code
        )

    def start_authenticator(self, access_token: str) -> AuthenticatorKey:
        """Let Cognito make a key; it counts for nothing until `finish_authenticator`."""
        answer = self._aws.call(_SERVICE, "associate_software_token", AccessToken=access_token)
        done = _done("associate_software_token", {"AccessToken": access_token}, answer)
        return AuthenticatorKey(done=done, secret=str(answer["SecretCode"]))

    def finish_authenticator(self, access_token: str, code: str) -> Done:
        """Prove the key by its first code, then let every sign-in ask for one."""
        done = self.prove_authenticator(access_token, code)
        self.prefer_authenticator(access_token)
        return done

    def prove_authenticator(self, access_token: str, code: str) -> Done:
        return self._by_token("verify_software_token", access_token, UserCode=code)

    def prefer_authenticator(self, access_token: str) -> Done:
        """Let every sign-in ask for a code of the app."""
        wanted = {"Enabled": True, "PreferredMfa": True}
        return self._by_token(
            "set_user_mfa_preference", access_token, SoftwareTokenMfaSettings=wanted
        )

    def _by_client(self, operation: str, username: str, **fields: Any) -> Done:
        client = self._client()
        secret_hash = client.secret_hash(username)
        parameters = {
            "ClientId": client.client_id,
            "Username": username,
            **({"SecretHash": secret_hash} if secret_hash else {}),
            **fields,
        }
        return _done(operation, parameters, self._aws.call(_SERVICE, operation, **parameters))

    def _by_token(self, operation: str, access_token: str, **fields: Any) -> Done:
        parameters = {"AccessToken": access_token, **fields}
        return _done(operation, parameters, self._aws.call(_SERVICE, operation, **parameters))


_IN_WORDS = {
    "SecretHash": "the keyed hash of username and client id",
    "AccessToken": "your access token",
    "Password": "the new password",
    "PreviousPassword": "the old password",
    "ProposedPassword": "the new password",
    "ConfirmationCode": "the code you entered",
    "Code": "the code you entered",
    "UserCode": "the six digits you entered",
    "SoftwareTokenMfaSettings": "Enabled and PreferredMfa",
}


def _done(operation: str, parameters: dict[str, Any], answer: dict[str, Any]) -> Done:
    sent = tuple((name, _IN_WORDS.get(name) or _shown(value)) for name, value in parameters.items())
    return Done(
        operation=operation_model(_SERVICE, operation).name,
        sent=sent,
        delivered_to=str(answer.get("CodeDeliveryDetails", {}).get("Destination", "")),
    )


def _shown(value: Any) -> str:
    if isinstance(value, list):
        return ", ".join(f"{each['Name']} {each['Value']}" for each in value)
    return str(value)
