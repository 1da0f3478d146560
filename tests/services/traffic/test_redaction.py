"""Redaction: what must not be seen is not, and what helps to understand stays."""

import json
import logging

import pytest

from services.traffic.redaction import (
    RedactingFormatter,
    fingerprint,
    is_secret_field,
    masked,
    redact_body,
    redact_document,
    redact_headers,
    redact_said,
    redact_text,
    token_spans,
)

JWS = "eyJhbGciOiJSUzI1NiJ9.eyJzdWIiOiJhbmEifQ.c2lnbmF0dXJl"
JWE = "eyJjdHkiOiJKV1QifQ.a-b.c_d.e.f"


def test_a_fingerprint_tells_two_secrets_apart() -> None:
    assert fingerprint("secret") == "2bb80d53"
    assert fingerprint("secret2") != "2bb80d53"
    assert len(fingerprint("half a pair \ud800")) == 8


def test_a_masked_token_is_its_fingerprint_and_length() -> None:
    assert masked("t" * 64) == "[hidden 3a33722b, 64 characters]"


def test_a_masked_password_shows_neither_hash_nor_length() -> None:
    assert masked("t" * 63) == "[hidden]"
    assert masked("") == ""


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        pytest.param(f"a {JWS} b", f"a {masked(JWS)} b", id="a signed token"),
        pytest.param(JWE, masked(JWE), id="an encrypted token is masked as a whole"),
        pytest.param(
            JWS.rsplit(".", 1)[0] + ".",
            masked(JWS.rsplit(".", 1)[0] + "."),
            id="a token without signature",
        ),
        pytest.param(f"{JWS},{JWS}", f"{masked(JWS)},{masked(JWS)}", id="two tokens"),
        pytest.param("eyJ alone", "eyJ alone", id="three letters are no token"),
        pytest.param("services.lab.open", "services.lab.open", id="dotted names are no token"),
    ],
)
def test_tokens_in_text_are_masked(text: str, shown: str) -> None:
    assert redact_text(text) == shown


SECRETS_SAID = {
    "Authorization: Basic QWJjOmRlZg==": "Authorization: Basic [hidden]",
    "authorization: 'Basic dXNlcjpwYXNz'": "authorization: 'Basic [hidden]'",
    "got Basic QWJjOmRlZg== back": "got Basic [hidden] back",
    "Authorization: Bearer opaque-99": "Authorization: Bearer [hidden]",
    "in Authorization header: 'Basic a='": "in Authorization header: [hidden]",
    "Authorization=Basic QWJj": "Authorization=[hidden]",
    "AWS_SECRET_ACCESS_KEY=wJal/+x": "AWS_SECRET_ACCESS_KEY=[hidden]",
    "aws_secret_access_key = wJal/+x": "aws_secret_access_key = [hidden]",
    "SecretAccessKey: 'wJal/+x'": "SecretAccessKey: '[hidden]'",
    "client_secret%3D1abc&x=1": "client_secret%3D[hidden]&x=1",
    "pwd=Hunter2! passwd: Hunter2!": "pwd=[hidden] passwd: [hidden]",
    '{"password":"ab,c;d}e"}': '{"password":"[hidden]"}',
    r"{\"newPassword\":\"Hunter2\"}": r'{\"newPassword\":\"[hidden]"}',
}


@pytest.mark.parametrize(("said", "shown"), SECRETS_SAID.items())
def test_secrets_that_a_sentence_names_are_masked(said: str, shown: str) -> None:
    assert redact_said(said) == shown


def test_a_token_that_aws_quotes_keeps_its_fingerprint() -> None:
    assert redact_said(f"Authorization=Bearer {JWS}") == f"Authorization=Bearer {masked(JWS)}"


@pytest.mark.parametrize(
    "said",
    [
        "Basic authentication is off",
        "Your session is expired",
        'www-authenticate: Bearer error_description="the token expired"',
        "Authorization: Bearer ${session.accessToken.jwtToken}",
        "Authorization: Bearer session.accessToken.jwtToken",
        "Authorization: 'Bearer ' + token",
        "authorization: Basic ${btoa(id)}",
        "token = undefined, session: null",
    ],
)
def test_words_and_code_around_a_secret_stay_readable(said: str) -> None:
    assert redact_said(said) == said


@pytest.mark.parametrize(
    ("name", "value", "shown"),
    [
        ("Authorization", f"Bearer {JWS}", f"Bearer {masked(JWS)}"),
        ("authorization", JWS, masked(JWS)),
        ("Authorization", "garbage", masked("garbage")),
        ("Authorization", "", ""),
        ("X-Api-Key", "key-value", masked("key-value")),
        ("Cookie", "session=1", masked("session=1")),
        ("Content-Type", "application/json", "application/json"),
        ("X-Trace", f"of {JWS}", f"of {masked(JWS)}"),
    ],
)
def test_headers(name: str, value: str, shown: str) -> None:
    assert redact_headers(((name, value),)) == ((name, shown),)


@pytest.mark.parametrize(
    "name",
    [
        "password",
        "new_password",
        "NEW_PASSWORD",
        "Password",
        "TemporaryPassword",
        "ProposedPassword",
        "SECRET_HASH",
        "ClientSecret",
        "client_secret",
        "session",
        "Session",
        "mfa_code",
        "SOFTWARE_TOKEN_MFA_CODE",
        "SecretCode",
        "id_token",
        "IdToken",
        "access_token",
        "RefreshToken",
        "x-api-key",
    ],
)
def test_a_secret_field_is_known_by_its_name(name: str) -> None:
    assert is_secret_field(name)
    assert redact_document({name: "a secret"}) == {name: masked("a secret")}


@pytest.mark.parametrize("name", ["username", "message", "token_type", "password_policy", "code"])
def test_other_fields_stay_readable(name: str) -> None:
    assert not is_secret_field(name)
    assert redact_document({name: "plain"}) == {name: "plain"}


@pytest.mark.parametrize(
    ("body", "shown"),
    [
        pytest.param(None, None, id="no body"),
        pytest.param("", "", id="an empty body"),
        pytest.param("plain text", "plain text", id="plain text"),
        pytest.param(f"error near {JWS}", f"error near {masked(JWS)}", id="a token in plain text"),
        pytest.param(f'"{JWS}"', f'"{masked(JWS)}"', id="a JSON string"),
        pytest.param('{"a": null, "b": [1]}', '{"a": null, "b": [1]}', id="nothing to hide"),
        pytest.param('{"ü": "ö"}', '{"ü": "ö"}', id="letters beyond ASCII stay as they are"),
    ],
)
def test_bodies(body: str | None, shown: str | None) -> None:
    assert redact_body(body) == shown


def test_secrets_are_masked_at_any_depth() -> None:
    body = {"data": [{"id_token": JWS, "note": f"see {JWS}", "username": "ana"}]}
    assert json.loads(redact_body(json.dumps(body)) or "") == {
        "data": [{"id_token": masked(JWS), "note": f"see {masked(JWS)}", "username": "ana"}]
    }


@pytest.mark.parametrize("depth", [900, 100_000])
def test_a_body_too_deep_to_look_through_is_hidden_as_a_whole(depth: int) -> None:
    body = "[" * depth + '{"password": "Secret-1"}' + "]" * depth
    shown = redact_body(body)
    assert shown is not None
    assert "Secret-1" not in shown


def test_the_places_of_tokens_are_told() -> None:
    assert token_spans(f"ab{JWS} ") == [(2, 2 + len(JWS))]


def test_the_log_formatter_masks_messages_and_tracebacks() -> None:
    failure = ValueError(f"refused {JWS}")
    told = (ValueError, failure, None)
    record = logging.LogRecord("x", logging.ERROR, "x.py", 1, "got %s", (JWS,), told)
    text = RedactingFormatter().format(record)
    assert JWS not in text
    assert text.count(masked(JWS)) == 2
