"""One JSON line per invocation, from which no secret and no user can be read."""

from typing import Any

import pytest

from tests.infra_scripts.lambdas.containers import log_lines
from tests.infra_scripts.lambdas.user_sign_in.cognito import (
    Cognito,
    Container,
    event,
    refusal,
    tokens,
)

ANA = "845661e4b0d2"  # sha256 of "eu-west-1_Pool12345:ana", its first twelve digits


@pytest.mark.parametrize(
    ("reply", "sent", "logged"),
    [
        pytest.param(
            tokens("ana"),
            '{"username": "ana", "password": "my-own-password"}',
            {"outcome": "10024", "http_status": 200, "user": ANA, "error": None},
            id="a sign-in",
        ),
        pytest.param(
            refusal("NotAuthorizedException", "text of ana"),
            '{"username": "ana", "password": "my-own-password"}',
            {
                "outcome": "10023",
                "http_status": 401,
                "user": ANA,
                "error": "NotAuthorizedException",
            },
            id="a refused sign-in",
        ),
        pytest.param(
            tokens("ana"),
            '{"username": "ana"}',
            {"outcome": "10022", "http_status": 400, "user": ANA, "error": None},
            id="a missing field",
        ),
        pytest.param(
            tokens("ana"),
            "ana my-own-password",
            {"outcome": "10022", "http_status": 400, "user": None, "error": None},
            id="an unreadable body",
        ),
    ],
)
def test_one_invocation_prints_one_line_without_secrets(
    reply: Any, sent: str, logged: dict[str, Any], capsys: pytest.CaptureFixture[str]
) -> None:
    Container(Cognito(reply)).invoke(event("/user-sign-in", sent))
    printed = capsys.readouterr()
    (line,) = log_lines(printed.out)
    assert line.pop("duration_ms") >= 0

    assert line == {"route": "/user-sign-in", "request_id": "request-1", **logged}
    assert printed.err == ""
    for secret in ("ana", "my-own-password", "the-client-secret-of-24-or-more", "token-of"):
        assert secret not in printed.out


def test_without_a_request_of_the_gateway_the_containers_request_id_is_logged(
    capsys: pytest.CaptureFixture[str],
) -> None:
    class Context:
        aws_request_id = "request-2"

    Container(Cognito(tokens("ana"))).module.lambda_handler({}, Context())
    (line,) = log_lines(capsys.readouterr().out)
    assert line["request_id"] == "request-2"
