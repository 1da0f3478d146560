"""The guard: an ASGI scope in, a status out."""

import asyncio
import json
from collections.abc import MutableMapping
from typing import Any

import pytest

from infra_scripts.local_engine.serving.guard import Guard

PORT = 4566
NONCE = "the nonce of the record"
HOST = ("host", f"127.0.0.1:{PORT}")
ORIGIN = ("origin", "https://evil.example")
EXECUTE_API = "/_aws/execute-api/abc123/demo/my-api"
TARGET = ("x-amz-target", "AWSCognitoIdentityProviderService.AdminCreateUser")
SIGNED = ("authorization", "AWS4-HMAC-SHA256 Credential=test/20260101/us-east-1/iam/aws4_request")


async def engine(_scope: MutableMapping[str, Any], _receive: Any, send: Any) -> None:
    """Stand for the engine: answer 299 to whatever is let through."""
    await send({"type": "http.response.start", "status": 299, "headers": []})
    await send({"type": "http.response.body", "body": b"engine"})


def ask(
    path: str,
    *headers: tuple[str, str],
    method: str = "GET",
    query: str = "",
    kind: str = "http",
    seen: list[str] | None = None,
) -> tuple[dict[str, Any], bytes]:
    scope = {
        "type": kind,
        "method": method,
        "path": path,
        "query_string": query.encode(),
        "headers": [(name.encode(), value.encode()) for name, value in headers],
    }
    sent: list[dict[str, Any]] = []

    async def receive() -> dict[str, Any]:
        return {"type": "websocket.connect"}

    async def send(message: MutableMapping[str, Any]) -> None:
        sent.append(dict(message))

    def note(scope: Any) -> None:
        if seen is not None:
            seen.append(scope["path"])

    guard = Guard(engine, port=PORT, nonce=NONCE, on_call=note)
    asyncio.run(guard(scope, receive, send))
    return sent[0], sent[1]["body"] if len(sent) > 1 else b""


@pytest.mark.parametrize(
    ("host", "status"),
    [
        ("127.0.0.1:4566", 299),
        ("127.0.0.1", 299),
        ("localhost:4566", 299),
        ("LOCALHOST:4566", 299),
        ("localhost:9999", 299),
        ("[::1]:4566", 299),
        ("evil.example:4566", 421),
        ("127.0.0.1.evil.example", 421),
        ("localhost.evil.example:4566", 421),
        ("abc123.execute-api.localhost:4566", 421),
        ("evil.example@127.0.0.1", 421),
        ("0.0.0.0:4566", 421),
        ("192.168.1.10:4566", 421),
        ("", 421),
        ("[", 421),
    ],
)
def test_only_loopback_host_names_are_served(host: str, status: int) -> None:
    assert ask("/", ("host", host))[0]["status"] == status


def test_a_request_without_a_host_is_misdirected() -> None:
    assert ask("/")[0]["status"] == 421


def test_a_request_with_two_hosts_is_misdirected() -> None:
    assert ask("/", HOST, ("host", "evil.example"))[0]["status"] == 421


@pytest.mark.parametrize(
    ("method", "path", "headers", "status"),
    [
        pytest.param("POST", "/", [], 299, id="control plane, no browser"),
        pytest.param("POST", "/", [TARGET, SIGNED], 299, id="an AWS call, no browser"),
        pytest.param("POST", "/", [ORIGIN], 403, id="control plane with an Origin"),
        pytest.param("POST", "/", [("origin", "null")], 403, id="an Origin of null"),
        pytest.param(
            "POST", "/", [("origin", "http://127.0.0.1:4566")], 403, id="its own Origin, too"
        ),
        pytest.param("POST", "/", [("referer", "https://evil.example/")], 403, id="a Referer"),
        pytest.param("GET", "/", [("sec-fetch-site", "none")], 403, id="typed in a browser"),
        pytest.param("GET", "/", [("Sec-Fetch-Site", "cross-site")], 403, id="any header case"),
        pytest.param("OPTIONS", "/", [ORIGIN], 403, id="a preflight of the control plane"),
        pytest.param("POST", "/2015-03-31/functions", [ORIGIN], 403, id="creating a function"),
        pytest.param("GET", EXECUTE_API, [ORIGIN], 299, id="a protected API with an Origin"),
        pytest.param("OPTIONS", EXECUTE_API, [ORIGIN], 299, id="a preflight of a protected API"),
        pytest.param(
            "GET", EXECUTE_API, [ORIGIN, SIGNED], 299, id="any Authorization to a protected API"
        ),
        pytest.param("GET", "/_aws/execute-api/", [ORIGIN], 403, id="no API at all"),
        pytest.param("GET", "/_aws/execute-api/abc123", [ORIGIN], 403, id="no stage"),
        pytest.param("GET", "/_aws/execute-api//demo", [ORIGIN], 403, id="an empty API id"),
        pytest.param("GET", "/_aws/execute-apix/a/b", [ORIGIN], 403, id="almost execute-api"),
        pytest.param("GET", "/us-east-1_a/.well-known/jwks.json", [ORIGIN], 299, id="JWKS"),
        pytest.param("POST", "/us-east-1_a/.well-known/jwks.json", [ORIGIN], 403, id="POST JWKS"),
        pytest.param(
            "GET", "/us-east-1_a/.well-known/openid-configuration", [ORIGIN], 299, id="discovery"
        ),
        pytest.param("GET", "/a/b/.well-known/jwks.json", [ORIGIN], 403, id="JWKS, deeper"),
        pytest.param("GET", "/oauth2/authorize", [ORIGIN], 299, id="hosted UI"),
        pytest.param("POST", "/login", [ORIGIN], 299, id="hosted UI's form"),
        pytest.param("POST", "/oauth2/token", [ORIGIN], 299, id="the token endpoint"),
        pytest.param("GET", "/logout", [ORIGIN], 299, id="hosted UI's sign-out"),
        pytest.param("PUT", "/login", [ORIGIN], 403, id="a method the hosted UI does not have"),
        pytest.param("POST", "/oauth2/other", [ORIGIN], 403, id="almost the hosted UI"),
        pytest.param("POST", "/login", [ORIGIN, TARGET], 403, id="an AWS call as the hosted UI"),
        pytest.param("POST", "/login", [ORIGIN, SIGNED], 403, id="a signature on the hosted UI"),
        pytest.param("GET", "/_ministack/health", [ORIGIN], 299, id="health"),
        pytest.param("GET", "/_ministack/ses/messages", [ORIGIN], 403, id="mail, from a page"),
        pytest.param("GET", "/_ministack/ses/messages", [], 299, id="mail, no browser"),
        pytest.param("POST", "/_ministack/reset", [], 403, id="reset, even without a browser"),
        pytest.param("POST", "/_ministack/config", [], 403, id="config"),
        pytest.param("GET", "/_ministack/config", [], 403, id="config, reading"),
        pytest.param("POST", "/_Ministack/Reset", [], 403, id="reset in other letters"),
        pytest.param("POST", "/_localstack/state/reset", [], 403, id="reset by another name"),
        pytest.param("GET", "/_ministack/lambda-code/f", [], 299, id="a function's code"),
    ],
)
def test_web_pages_reach_only_what_is_made_for_them(
    method: str, path: str, headers: list[tuple[str, str]], status: int
) -> None:
    assert ask(path, HOST, *headers, method=method)[0]["status"] == status


@pytest.mark.parametrize(
    "query", ["Action=CreateUser&UserName=x", "action=x", "X-Amz-Credential=test%2F20260101"]
)
def test_a_page_cannot_put_an_aws_call_into_a_query(query: str) -> None:
    path = "/us-east-1_a/.well-known/jwks.json"
    assert ask(path, HOST, ORIGIN, query=query)[0]["status"] == 403


def test_websockets_are_closed() -> None:
    closed, _ = ask(EXECUTE_API, HOST, kind="websocket")
    assert closed == {"type": "websocket.close", "code": 1008}


def test_the_identity_answers_the_challenge_and_not_a_web_page() -> None:
    started, body = ask("/_lab/identity", HOST, query="challenge=abc")
    assert started["status"] == 200
    assert json.loads(body) == {
        "proof": "23b8395401d452adc5b4ddcd0e4cb2b5128f60048646722bf78daf71ebc543d7"
    }
    assert ask("/_lab/identity", HOST, ORIGIN, query="challenge=abc")[0]["status"] == 403


def test_only_what_passes_is_noted() -> None:
    seen: list[str] = []
    ask("/passes", HOST, seen=seen)
    ask("/refused", HOST, ORIGIN, seen=seen)
    ask("/_lab/identity", HOST, seen=seen)
    assert seen == ["/passes"]
