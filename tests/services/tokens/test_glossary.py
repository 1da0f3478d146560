"""The glossary knows every claim Cognito writes and says honestly what it does not know."""

from typing import Any

import pytest

from services.tokens.glossary import ClaimKind, explain_claim

COGNITO_CLAIMS = [
    "sub",
    "iss",
    "aud",
    "client_id",
    "token_use",
    "auth_time",
    "iat",
    "exp",
    "jti",
    "origin_jti",
    "event_id",
    "cognito:username",
    "cognito:groups",
    "cognito:roles",
    "cognito:preferred_role",
    "email",
    "email_verified",
    "phone_number",
    "phone_number_verified",
    "scope",
    "username",
    "version",
    "device_key",
    "nonce",
    "at_hash",
    "identities",
    "name",
    "given_name",
    "family_name",
    "middle_name",
    "nickname",
    "preferred_username",
    "profile",
    "picture",
    "website",
    "gender",
    "birthdate",
    "zoneinfo",
    "locale",
    "address",
    "updated_at",
]
UNKNOWN = "Not one of Cognito's own claims: a pre token generation trigger may have added it."


@pytest.mark.parametrize("name", COGNITO_CLAIMS)
def test_each_of_cognitos_claims_has_one_plain_sentence(name: str) -> None:
    meaning = explain_claim(name, "value")
    assert meaning.meaning != UNKNOWN
    assert meaning.title != name
    assert meaning.meaning[0].isupper()
    assert meaning.meaning.endswith(".")
    assert ". " not in meaning.meaning
    assert len(meaning.meaning) <= 130


@pytest.mark.parametrize(
    ("name", "value", "kind"),
    [
        pytest.param("exp", 1_700_000_000, ClaimKind.TIME, id="exp in seconds is a time"),
        pytest.param("auth_time", 1_700_000_000.5, ClaimKind.TIME, id="fractions are a time too"),
        pytest.param("exp", 253_402_300_799, ClaimKind.TIME, id="the last second of year 9999"),
        pytest.param("exp", 253_402_300_800, ClaimKind.TEXT, id="the first second beyond it"),
        pytest.param("exp", -1, ClaimKind.TEXT, id="a time before 1970"),
        pytest.param("exp", "Fri Dec 17 12:39:25 UTC 2021", ClaimKind.TEXT, id="a date as text"),
        pytest.param("exp", True, ClaimKind.FLAG, id="true is no time"),
        pytest.param("version", 2, ClaimKind.TEXT, id="a number that is no time"),
        pytest.param("cognito:groups", ["a", "b"], ClaimKind.LIST, id="groups are a list"),
        pytest.param(
            "cognito:groups", "a,b", ClaimKind.TEXT, id="groups as API Gateway sends them"
        ),
        pytest.param("email_verified", True, ClaimKind.FLAG, id="a flag"),
        pytest.param("email_verified", "false", ClaimKind.FLAG, id="a flag as text"),
        pytest.param("email", "true", ClaimKind.TEXT, id="the word true elsewhere is text"),
        pytest.param("sub", None, ClaimKind.TEXT, id="null"),
    ],
)
def test_the_kind_fits_the_value(name: str, value: Any, kind: ClaimKind) -> None:
    assert explain_claim(name, value).kind is kind


@pytest.mark.parametrize(
    ("name", "title", "meaning"),
    [
        pytest.param(
            "custom:cost_center",
            "Cost center",
            "A custom attribute: whoever set up this user pool defined it.",
            id="a custom attribute is titled by its name",
        ),
        pytest.param("custom:", "custom:", UNKNOWN, id="the bare prefix is nothing known"),
        pytest.param("tenant", "tenant", UNKNOWN, id="a stranger is said to be one"),
    ],
)
def test_other_claims(name: str, title: str, meaning: str) -> None:
    explained = explain_claim(name, "x")
    assert (explained.title, explained.meaning) == (title, meaning)
