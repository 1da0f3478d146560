"""The guard on the running engine: what a web page in the user's browser can no longer do."""

import socket
import time

import pytest
import requests

from infra_scripts.local_engine.process import RunningEngine

pytestmark = pytest.mark.engine

PAGE = {"Origin": "https://evil.example"}
ROOT = {
    "Authorization": "AWS4-HMAC-SHA256 Credential=test/20260101/us-east-1/lambda/aws4_request, "
    "SignedHeaders=host, Signature=none"
}


@pytest.mark.parametrize(
    ("method", "path", "headers", "status"),
    [
        pytest.param("GET", "/_ministack/health", {}, 200, id="health"),
        pytest.param("POST", "/_ministack/reset", {}, 403, id="reset"),
        pytest.param("POST", "/_ministack/config", {}, 403, id="config"),
        pytest.param("POST", "/2015-03-31/functions", PAGE | ROOT, 403, id="creating a function"),
        pytest.param("OPTIONS", "/2015-03-31/functions", PAGE, 403, id="asking whether it may"),
        pytest.param("GET", "/2015-03-31/functions", ROOT, 200, id="listing, from a program"),
        pytest.param("GET", "/2015-03-31/functions", PAGE | ROOT, 403, id="listing, from a page"),
        pytest.param("GET", "/_ministack/health", {"Host": "evil.example"}, 421, id="rebinding"),
        pytest.param("GET", "/_aws/execute-api/none/demo/", PAGE, 404, id="an API that is none"),
        pytest.param("POST", "/_lab/save", {}, 200, id="saving, from a program"),
        pytest.param("POST", "/_lab/save", PAGE, 403, id="saving, from a page"),
    ],
)
def test_the_running_engine_is_guarded(
    engine: RunningEngine, method: str, path: str, headers: dict[str, str], status: int
) -> None:
    url = f"{engine.endpoint_url}{path}"
    answer = requests.request(method, url, headers=headers, data="{}", timeout=60)
    assert answer.status_code == status


def test_websockets_are_refused(engine: RunningEngine) -> None:
    with socket.create_connection(("127.0.0.1", engine.port), timeout=60) as connection:
        connection.sendall(
            b"GET /_aws/execute-api/abc/demo HTTP/1.1\r\n"
            b"Host: 127.0.0.1\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
            b"Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n"
        )
        assert connection.recv(1024).startswith(b"HTTP/1.1 403")


@pytest.mark.parametrize(
    "path", ["/", "/_aws/execute-api/abc/demo/"], ids=["control plane", "protected API"]
)
def test_a_body_that_never_comes_holds_no_connection(engine: RunningEngine, path: str) -> None:
    with socket.create_connection(("127.0.0.1", engine.port), timeout=60) as connection:
        started = time.monotonic()
        connection.sendall(
            f"POST {path} HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: 100\r\n\r\n{{".encode()
        )
        answer = b"".join(iter(lambda: connection.recv(1024), b""))  # until it is closed
    assert answer.startswith(b"HTTP/1.1 408")
    assert 4 < time.monotonic() - started < 50


def test_a_slow_body_that_moves_is_read(engine: RunningEngine) -> None:
    body = b'{"MaxResults": 1}'
    with socket.create_connection(("127.0.0.1", engine.port), timeout=60) as connection:
        connection.sendall(
            b"POST / HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n"
            b"Authorization: AWS4-HMAC-SHA256 Credential=test/20260101/us-east-1/cognito-idp/"
            b"aws4_request, SignedHeaders=host, Signature=none\r\n"
            b"X-Amz-Target: AWSCognitoIdentityProviderService.ListUserPools\r\n"
            + f"Content-Length: {len(body)}\r\n\r\n".encode()
        )
        for octet in body:
            time.sleep(0.4)  # 7 s in all
            connection.sendall(bytes([octet]))
        assert connection.recv(1024).startswith(b"HTTP/1.1 200")
