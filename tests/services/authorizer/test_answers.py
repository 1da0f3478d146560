"""What API Gateway says of a call to no method: its Authorization header changes the text."""

from typing import Any

import pytest

from services.authorizer.answers import unrouted
from tests.services.authorizer.cases import decide, id_token

TOKEN = id_token()
NO_METHOD = "Missing Authentication Token"
NO_EQUAL_SIGN = "Invalid key=value pair (missing equal-sign) in Authorization header"
NO_CREDENTIAL = "Authorization header requires 'Credential' parameter."
INCOMPLETE = "IncompleteSignatureException"


@pytest.mark.parametrize(
    ("header", "message", "error_type"),
    [
        pytest.param("", NO_METHOD, "MissingAuthenticationTokenException", id="an empty header"),
        pytest.param(" \t ", NO_METHOD, "MissingAuthenticationTokenException", id="spaces"),
        pytest.param(f"Bearer {TOKEN}", NO_EQUAL_SIGN, INCOMPLETE, id="a token with Bearer"),
        pytest.param(f" Bearer  {TOKEN} ", NO_EQUAL_SIGN, INCOMPLETE, id="spaces around it"),
        pytest.param("Basic dXNlcjpwYXNz", NO_EQUAL_SIGN, INCOMPLETE, id="another scheme"),
        pytest.param(TOKEN, NO_CREDENTIAL, INCOMPLETE, id="a token without Bearer"),
        pytest.param("Bearer ", NO_CREDENTIAL, INCOMPLETE, id="Bearer alone"),
        pytest.param("garbage", NO_CREDENTIAL, INCOMPLETE, id="one word"),
    ],
)
def test_the_header_is_read_as_a_signature(header: str, message: str, error_type: str) -> None:
    answer = unrouted(header)
    assert (answer.status, answer.message, answer.error_type) == (403, message, error_type)
    assert answer.response_type in ("", "MISSING_AUTHENTICATION_TOKEN")


@pytest.mark.parametrize(
    ("call", "message"),
    [
        pytest.param({"path": "/nowhere"}, NO_METHOD, id="no such path, no header"),
        pytest.param({"path": "/nowhere", "token": TOKEN}, NO_CREDENTIAL, id="no such path"),
        pytest.param({"http_method": "DELETE", "token": TOKEN}, NO_CREDENTIAL, id="no such method"),
        pytest.param(
            {"path": "/nowhere", "headers": (("authorization", f"Bearer {TOKEN}"),)},
            NO_EQUAL_SIGN,
            id="a header's name in lower case",
        ),
    ],
)
def test_a_call_to_no_method_is_decided_by_its_header(call: dict[str, Any], message: str) -> None:
    decision = decide(**call)
    assert decision.stopped_by is not None and decision.answer is not None
    assert (decision.stopped_by.id, decision.answer.message) == ("route", message)
