"""SelfService sends each operation as Cognito wants it, and says what was sent without secrets."""

from typing import Any

import pytest

from services.self_service.account import Done, SelfService
from services.users.app_client import AppClient

CLIENT = AppClient(user_pool_id="pool", client_id="client-7", secret="of-the-client")
HASH = CLIENT.secret_hash("zoe")
SECRETS = ("Old-Pass-2027", "New-Pass-2027", "123456", "token-of-zoe", HASH, "of-the-client")


class Calls:
    """Keeps each call and answers as Cognito would."""

    def __init__(self) -> None:
        self.made: list[tuple[str, dict[str, Any]]] = []

    def call(self, service: str, operation: str, **parameters: Any) -> dict[str, Any]:
        assert service == "cognito-idp"
        self.made.append((operation, parameters))
        delivery = {"Destination": "z***@e***", "DeliveryMedium": "EMAIL"}
        return {"CodeDeliveryDetails": delivery, "SecretCode": "KEYKEYKEY"}


def self_service(client: AppClient = CLIENT) -> tuple[SelfService, Calls]:
    calls = Calls()
    return SelfService(calls, lambda: client), calls  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("work", "operation", "own"),
    [
        (
            lambda api: api.sign_up("zoe", "New-Pass-2027", "zoe@example.com"),
            "sign_up",
            {
                "Password": "New-Pass-2027",
                "UserAttributes": [{"Name": "email", "Value": "zoe@example.com"}],
            },
        ),
        (lambda api: api.send_code_again("zoe"), "resend_confirmation_code", {}),
        (
            lambda api: api.confirm("zoe", "123456"),
            "confirm_sign_up",
            {"ConfirmationCode": "123456"},
        ),
        (lambda api: api.forgot_password("zoe"), "forgot_password", {}),
        (
            lambda api: api.set_forgotten_password("zoe", "123456", "New-Pass-2027"),
            "confirm_forgot_password",
            {"ConfirmationCode": "123456", "Password": "New-Pass-2027"},
        ),
    ],
)
def test_without_a_token_the_client_proves_itself_by_secret_hash(
    work: Any, operation: str, own: dict[str, Any]
) -> None:
    api, calls = self_service()
    done = work(api)
    common = {"ClientId": "client-7", "Username": "zoe", "SecretHash": HASH}
    assert calls.made == [(operation, {**common, **own})]
    assert dict(done.sent)["SecretHash"] == "the keyed hash of username and client id"
    assert done.delivered_to == "z***@e***"


@pytest.mark.parametrize(
    ("work", "operation", "own"),
    [
        (
            lambda api: api.change_password("token-of-zoe", "Old-Pass-2027", "New-Pass-2027"),
            "change_password",
            {"PreviousPassword": "Old-Pass-2027", "ProposedPassword": "New-Pass-2027"},
        ),
        (
            lambda api: api.ask_for_email_code("token-of-zoe"),
            "get_user_attribute_verification_code",
            {"AttributeName": "email"},
        ),
        (
            lambda api: api.verify_email("token-of-zoe", "123456"),
            "verify_user_attribute",
            {"AttributeName": "email", "Code": "123456"},
        ),
        (
            lambda api: api.start_authenticator("token-of-zoe").done,
            "associate_software_token",
            {},
        ),
    ],
)
def test_with_a_token_there_is_no_secret_hash(
    work: Any, operation: str, own: dict[str, Any]
) -> None:
    api, calls = self_service()
    done: Done = work(api)
    assert calls.made == [(operation, {"AccessToken": "token-of-zoe", **own})]
    assert not any(secret in str(done) for secret in SECRETS)


def test_a_proven_key_is_asked_for_at_each_sign_in() -> None:
    api, calls = self_service()
    key = api.start_authenticator("token-of-zoe")
    assert key.secret == "KEYKEYKEY"
    assert "KEYKEYKEY" not in repr(key)
    done = api.finish_authenticator("token-of-zoe", "123456")
    assert [operation for operation, _ in calls.made[1:]] == [
        "verify_software_token",
        "set_user_mfa_preference",
    ]
    preference = calls.made[-1][1]["SoftwareTokenMfaSettings"]
    assert preference == {"Enabled": True, "PreferredMfa": True}
    assert done.operation == "VerifySoftwareToken"


def test_a_client_without_a_secret_sends_no_hash() -> None:
    api, calls = self_service(AppClient(user_pool_id="pool", client_id="client-7"))
    api.forgot_password("zoe")
    assert calls.made == [("forgot_password", {"ClientId": "client-7", "Username": "zoe"})]


def test_what_was_sent_is_told_without_secrets() -> None:
    api, _ = self_service()
    for done in (
        api.sign_up("zoe", "New-Pass-2027", "zoe@example.com"),
        api.set_forgotten_password("zoe", "123456", "New-Pass-2027"),
    ):
        assert "zoe" in str(done)
        assert not any(secret in str(done) for secret in SECRETS)
