"""What is a secret, or has the name of one, is hidden."""

from services.users.changes.audit.secret_free import secrets_of, without_secrets
from services.users.changes.change import Call, Change

CHANGE = Change(
    action="create",
    label="Create",
    target="ann",
    calls=(
        Call(
            operation="admin_create_user",
            parameters={
                "Username": "ann",
                "TemporaryPassword": "First-Pass-1",
                "ClientMetadata": {"api_token": ["token-of-hers"]},
            },
        ),
        Call(operation="admin_set_user_password", parameters={"Password": "abc"}),
    ),
    take_back=(Call(operation="x", parameters={"SecretHash": "hash-of-hers"}),),
)


def test_the_secrets_of_a_change_are_those_of_all_its_calls() -> None:
    assert secrets_of(CHANGE) == {"First-Pass-1", "token-of-hers", "hash-of-hers"}


def test_a_secret_is_hidden_wherever_it_stands() -> None:
    value = {"groups": ["a First-Pass-1 b"], "enabled": True, "attributes": {"email": None}}
    assert without_secrets(value, secrets_of(CHANGE)) == {
        "groups": ["a (hidden) b"],
        "enabled": True,
        "attributes": {"email": None},
    }


def test_what_has_a_secrets_name_is_hidden_whatever_it_is() -> None:
    value = {"attributes": {"custom:access_token": "t", "custom:team": "blue"}, "password": 7}
    assert without_secrets(value, frozenset()) == {
        "attributes": {"custom:access_token": "(hidden)", "custom:team": "blue"},
        "password": "(hidden)",
    }


def test_a_longer_secret_is_hidden_before_the_one_it_begins_with() -> None:
    assert without_secrets("abcdefgh", frozenset({"abcdef", "abcdefgh"})) == "(hidden)"
