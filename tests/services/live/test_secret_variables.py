"""Which variables look like secrets, and which only sound like it."""

import pytest

from services.live.secret_variables import why_secret

RANDOM = "1l3kq9v7m2x8c5b0n6z4a1s3d5f7g9h2j4k6p8o0i2u4y6t8"
TOKEN = "eyJhbGciOiJSUzI1NiJ9.eyJzdWIiOiJhbmEifQ.c2lnbmF0dXJl"


@pytest.mark.parametrize(
    ("name", "value", "reason"),
    [
        pytest.param("CLIENT_SECRET", "x", "its name says so", id="a client secret"),
        pytest.param("db_password", "x", "its name says so", id="a password"),
        pytest.param("API_KEY", "x", "its name says so", id="an API key"),
        pytest.param("SETTING", TOKEN, "its value is a token", id="a token"),
        pytest.param(
            "SETTING",
            "-----BEGIN RSA PRIVATE KEY-----",
            "its value is a private key",
            id="a private key",
        ),
        pytest.param(
            "SETTING",
            "AKIAIOSFODNN7EXAMPLE",
            "its value is an AWS access key id",
            id="an access key",
        ),
        pytest.param(
            "SETTING",
            RANDOM,
            "its value is long and random, as a client secret is",
            id="a client secret under another name",
        ),
        pytest.param("USER_POOL_ID", "us-east-1_Abc123", "", id="a pool id"),
        pytest.param("CLIENT_ID", "7f3k2m9q1w8e6r5t4y3u2i1o0p", "", id="a client id"),
        pytest.param("CLIENT_SECRET", "", "", id="an empty value"),
        pytest.param("SECRET_ARN", "arn:aws:secretsmanager:…", "", id="where a secret is"),
        pytest.param("TOKEN_TTL", "3600", "", id="a lifetime"),
        pytest.param("KEYBOARD", "qwerty", "", id="a word with key in it"),
        pytest.param("TEXT", "a" * 60, "", id="long and not random"),
        pytest.param(
            "TABLE",
            "arn:aws:dynamodb:us-east-1:111122223333:table/users-of-the-lab",
            "",
            id="an ARN",
        ),
    ],
)
def test_a_variable_is_judged(name: str, value: str, reason: str) -> None:
    assert why_secret(name, value) == reason
