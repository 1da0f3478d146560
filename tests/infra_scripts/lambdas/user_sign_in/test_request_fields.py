"""Any body at all: what is wrong is said in a sentence, and it is never the server's fault."""

import base64
import json
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.infra_scripts.lambdas.user_sign_in.cognito import (
    SESSION,
    Cognito,
    Container,
    event,
    refusal,
    tokens,
)

NOT_AN_OBJECT = "The body must be a JSON object"
SAME_KEY = "The body must not contain the same key twice"
TOO_LARGE = "The body must not be larger than 20000 bytes"
GOOD = '{"username": "ana", "password": "right"}'


@pytest.mark.parametrize(
    ("body", "sentence"),
    [
        pytest.param(None, NOT_AN_OBJECT, id="no body"),
        pytest.param("", NOT_AN_OBJECT, id="an empty body"),
        pytest.param("   ", NOT_AN_OBJECT, id="only spaces"),
        pytest.param("username=ana&password=p", NOT_AN_OBJECT, id="a form"),
        pytest.param(GOOD[:-1], NOT_AN_OBJECT, id="an object cut short"),
        pytest.param(GOOD + GOOD, NOT_AN_OBJECT, id="two objects"),
        pytest.param("\ufeff\ufeff" + GOOD, NOT_AN_OBJECT, id="two byte order marks"),
        pytest.param("\ufeff", NOT_AN_OBJECT, id="nothing but a byte order mark"),
        pytest.param("null", NOT_AN_OBJECT, id="null"),
        pytest.param("[]", NOT_AN_OBJECT, id="an array"),
        pytest.param('"ana"', NOT_AN_OBJECT, id="a string"),
        pytest.param("1", NOT_AN_OBJECT, id="a number"),
        pytest.param("9" * 5000, NOT_AN_OBJECT, id="a number too long to read"),
        pytest.param("[" * 19_000, NOT_AN_OBJECT, id="deep nesting"),
        pytest.param('{"a":' * 3900, NOT_AN_OBJECT, id="deep nesting of objects"),
        pytest.param('{"username": "\ud800"}', NOT_AN_OBJECT, id="half a character in the body"),
        pytest.param('{"username": "a\x00b"}', NOT_AN_OBJECT, id="a raw NUL"),
        pytest.param({"username": "ana"}, NOT_AN_OBJECT, id="a body that is no text"),
        pytest.param(5, NOT_AN_OBJECT, id="a body that is a number"),
        pytest.param('{"username": "ana", "username": "eve"}', SAME_KEY, id="a key twice"),
        pytest.param('{"username": "ana", "x": {"a": 1, "a": 1}}', SAME_KEY, id="inside too"),
        pytest.param('{"username": "ana", "user\\u006eame": "eve"}', SAME_KEY, id="escaped"),
        pytest.param('{"username": "' + "a" * 20_000 + '"}', TOO_LARGE, id="too large"),
        pytest.param('{"username": "' + "\u00fc" * 10_000 + '"}', TOO_LARGE, id="bytes count"),
        pytest.param("{}", "username is required", id="an empty object"),
    ],
)
def test_a_body_that_cannot_be_read(body: Any, sentence: str) -> None:
    status, answer = Container(Cognito(tokens("ana"))).invoke(event("/user-sign-in", body))
    assert status == 400
    assert answer == {"status": "failure", "code": "10022", "data": {}, "message": sentence}


def test_a_body_of_just_the_largest_size_is_read() -> None:
    filler = "x" * (20_000 - len(GOOD) - len(', "x": ""'))
    body = GOOD[:-1] + f', "x": "{filler}"' + "}"
    assert len(body) == 20_000
    container = Container(Cognito(tokens("ana")))
    assert container.invoke(event("/user-sign-in", body))[0] == 200
    assert container.invoke(event("/user-sign-in", body + " "))[0] == 400


@pytest.mark.parametrize("is_base64", [False, True], ids=["as text", "as Base64"])
def test_a_byte_order_mark_before_the_object_is_passed_over(*, is_base64: bool) -> None:
    body = "\ufeff" + GOOD
    sent = base64.b64encode(body.encode()).decode() if is_base64 else body
    container = Container(Cognito(tokens("ana")))
    assert container.invoke(event("/user-sign-in", sent, isBase64Encoded=is_base64))[0] == 200


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        pytest.param(base64.b64encode(GOOD.encode()).decode(), 200, id="Base64 is decoded"),
        pytest.param(GOOD, 400, id="what is not Base64 is refused"),
        pytest.param(
            "**" + base64.b64encode(GOOD.encode()).decode(), 400, id="stray characters are refused"
        ),
        pytest.param("\u00fc", 400, id="what is not ASCII is refused"),
        pytest.param(base64.b64encode(b"\xff\xfe").decode(), 400, id="binary is refused"),
        pytest.param(base64.b64encode(b" " * 20_001).decode(), 400, id="the limit holds"),
        pytest.param(None, 400, id="no body"),
    ],
)
def test_a_base64_body(body: Any, expected: int) -> None:
    sent = event("/user-sign-in", body, isBase64Encoded=True)
    assert Container(Cognito(tokens("ana"))).invoke(sent)[0] == expected


def required(name: str) -> str:
    return f"{name} is required"


SIGN_IN = {"username": "ana", "password": "p"}
ANSWER = {"username": "ana", "challenge": "NEW_PASSWORD_REQUIRED", "session": SESSION}
MFA = {**ANSWER, "challenge": "SOFTWARE_TOKEN_MFA"}
NO_SPACES = "username must not contain spaces or control characters"
TWO_CHALLENGES = "challenge must be NEW_PASSWORD_REQUIRED or SOFTWARE_TOKEN_MFA"


@pytest.mark.parametrize(
    ("route", "fields", "sentence"),
    [
        ("", {"password": "p"}, required("username")),
        ("", {"username": "", "password": ""}, required("username")),
        ("", {"username": " ", "password": "p"}, required("username")),
        ("", {"username": None, "password": "p"}, required("username")),
        ("", {"username": "ana"}, required("password")),
        ("", {"username": "ana", "password": ""}, required("password")),
        ("", {"Username": "ana", "Password": "p"}, required("username")),
        ("", {**SIGN_IN, "username": 5}, "username is required and must be a string"),
        ("", {**SIGN_IN, "username": 0}, "username is required and must be a string"),
        ("", {**SIGN_IN, "username": ["ana"]}, "username is required and must be a string"),
        ("", {**SIGN_IN, "password": True}, "password is required and must be a string"),
        ("", {**SIGN_IN, "password": {"a": "p"}}, "password is required and must be a string"),
        ("", {**SIGN_IN, "username": "a" * 129}, "username must be at most 128 characters"),
        ("", {**SIGN_IN, "password": "p" * 257}, "password must be at most 256 characters"),
        ("", {**SIGN_IN, "username": "an a"}, NO_SPACES),
        ("", {**SIGN_IN, "username": "ana\u2003"}, NO_SPACES),
        ("", {**SIGN_IN, "username": "ana\u200d"}, NO_SPACES),
        ("", {**SIGN_IN, "username": "ana\n"}, NO_SPACES),
        ("", {**SIGN_IN, "username": "ana\x00"}, NO_SPACES),
        ("", {**SIGN_IN, "username": "\ud800"}, NO_SPACES),
        ("", {**SIGN_IN, "password": "p\x00"}, "password must not contain control characters"),
        ("", {**SIGN_IN, "password": "\udfff"}, "password must not contain control characters"),
        ("/challenge", {}, required("username")),
        ("/challenge", {"username": "ana"}, required("challenge")),
        ("/challenge", {**ANSWER, "session": None}, required("session")),
        ("/challenge", ANSWER, required("new_password")),
        ("/challenge", MFA, required("mfa_code")),
        ("/challenge", {**MFA, "new_password": "p"}, required("mfa_code")),
        ("/challenge", {**ANSWER, "challenge": "SMS_MFA"}, TWO_CHALLENGES),
        ("/challenge", {**ANSWER, "challenge": "MFA_SETUP"}, TWO_CHALLENGES),
        ("/challenge", {**MFA, "mfa_code": "12345"}, "mfa_code must be 6 digits"),
        ("/challenge", {**MFA, "mfa_code": "1234567"}, "mfa_code must be 6 digits"),
        ("/challenge", {**MFA, "mfa_code": "12345x"}, "mfa_code must be 6 digits"),
        ("/challenge", {**MFA, "mfa_code": "\u0661" * 6}, "mfa_code must be 6 digits"),
        ("/challenge", {**MFA, "mfa_code": 123456}, "mfa_code is required and must be a string"),
        (
            "/challenge",
            {**ANSWER, "new_password": "p" * 257},
            "new_password must be at most 256 characters",
        ),
        ("/refresh", {"refresh_token": "t"}, required("username")),
        ("/refresh", {"username": "ana"}, required("refresh_token")),
        ("/refresh", {"username": "ana", "refreshToken": "t"}, required("refresh_token")),
    ],
    ids=lambda value: ascii(value)[:60],
)
def test_a_field_that_cannot_be_used(route: str, fields: dict[str, Any], sentence: str) -> None:
    cognito = Cognito(tokens("ana"))
    status, answer = Container(cognito).post("/user-sign-in" + route, **fields)
    assert (status, answer["message"]) == (400, sentence)
    assert (answer["status"], answer["code"], answer["data"]) == ("failure", "10022", {})
    assert cognito.calls == []


@pytest.mark.parametrize(
    "fields",
    [
        pytest.param({**SIGN_IN, "username": "a" * 128}, id="the longest username"),
        pytest.param({**SIGN_IN, "password": "p" * 256}, id="the longest password"),
        pytest.param({**SIGN_IN, "username": "\u00e4\u0448\u65e5\U0001f600+@x.y"}, id="unicode"),
        pytest.param({**SIGN_IN, "password": " p \u00fc "}, id="a password with spaces"),
        pytest.param({**SIGN_IN, "remember": [1, None]}, id="fields nobody asked for"),
    ],
)
def test_a_field_reaches_cognito_as_it_was_sent(fields: dict[str, Any]) -> None:
    cognito = Cognito(tokens("ana"))
    assert Container(cognito).post("/user-sign-in", **fields)[0] == 200
    sent = cognito.calls[1][1]["AuthParameters"]
    assert (sent["USERNAME"], sent["PASSWORD"]) == (fields["username"], fields["password"])


@pytest.mark.parametrize(
    ("length", "expected"),
    [(19, 401), (20, 200), (2048, 200), (2049, 401)],
    ids=["one too short", "the shortest", "the longest", "one too long"],
)
def test_a_session_cognito_cannot_have_given_is_an_invalid_session(
    length: int, expected: int
) -> None:
    cognito = Cognito(tokens("ana"))
    fields = {**ANSWER, "session": "s" * length, "new_password": "chosen"}
    status, answer = Container(cognito).post("/user-sign-in/challenge", **fields)
    assert status == expected
    assert answer["code"] == ("10024" if expected == 200 else "10023")
    assert len(cognito.calls) == (2 if expected == 200 else 0)


ROUTES = st.sampled_from(["/user-sign-in", "/user-sign-in/challenge", "/user-sign-in/refresh"])
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=8,
)
FIELD = st.text(st.characters(), max_size=300) | JSON
FIELDS = st.fixed_dictionaries(
    {},
    optional={
        "username": FIELD,
        "password": FIELD,
        "challenge": st.sampled_from(["NEW_PASSWORD_REQUIRED", "SOFTWARE_TOKEN_MFA"]) | FIELD,
        "session": st.just(SESSION) | FIELD,
        "new_password": FIELD,
        "mfa_code": st.just("123456") | FIELD,
        "refresh_token": FIELD,
    },
)
BODIES = (
    FIELDS.map(json.dumps)
    | FIELDS.map(lambda fields: json.dumps(fields, ensure_ascii=False))
    | st.text(st.characters())
    | st.binary().map(lambda octets: base64.b64encode(octets).decode())
    | JSON
)


@pytest.fixture(scope="module")
def accepts_nothing() -> Container:
    return Container(Cognito(refusal("NotAuthorizedException", "No.")))


@settings(max_examples=300, deadline=None)
@given(route=ROUTES, body=BODIES, encoded=st.booleans() | JSON)
def test_no_request_is_the_servers_fault(
    accepts_nothing: Container, route: str, body: Any, encoded: Any
) -> None:
    status, answer = accepts_nothing.invoke(event(route, body, isBase64Encoded=encoded))
    assert status in {400, 401}
    assert (answer["status"], answer["data"]) == ("failure", {})
    assert answer["code"] in {"10022", "10023"}


@settings(max_examples=100, deadline=None)
@given(sent=JSON | st.dictionaries(st.sampled_from(["resource", "path", "body"]), JSON))
def test_no_event_is_the_servers_fault(accepts_nothing: Container, sent: Any) -> None:
    status, answer = accepts_nothing.invoke(sent)
    assert status == 404
    assert answer["data"] == {}
