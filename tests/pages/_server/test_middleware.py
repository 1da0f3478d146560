"""The middleware, spoken to as a browser would: hosts, origins, headers and the cookie."""

import base64
import hashlib
from http.cookies import SimpleCookie
from typing import Any

import pytest

from pages._server.middleware import (
    LoopbackGuard,
    SecurityHeaders,
    SessionCookie,
    content_security_policy,
    security_headers,
    streamlit_index_html,
)
from pages._server.session_cookies import SessionCookies, cookie_name
from tests.pages._server.asgi_client import AsgiClient

HOST = "localhost:8501"
ORIGIN = "http://localhost:8501"
NAME = "authorizer_lab_session_8501"
KINDS = {"/": b"text/html; charset=utf-8", "/_stcore/health": b"text/plain"}


async def _app(scope: Any, receive: Any, send: Any) -> None:
    """Answer as Streamlit's server does, as far as the middleware can tell."""
    if scope["type"] == "websocket":
        await receive()
        await send({"type": "websocket.accept"})
        return
    headers = [(b"content-type", KINDS.get(scope["path"], b"text/javascript"))]
    await send({"type": "http.response.start", "status": 200, "headers": headers})
    await send({"type": "http.response.body", "body": b"ok"})


@pytest.fixture
def cookies() -> SessionCookies:
    return SessionCookies()


@pytest.fixture
def client(cookies: SessionCookies) -> AsgiClient:
    guarded = LoopbackGuard(SessionCookie(_app, cookies))
    return AsgiClient(SecurityHeaders(guarded, security_headers("<script>a</script>")), HOST)


@pytest.mark.parametrize(
    ("host", "status"),
    [
        pytest.param("localhost:8501", 200, id="localhost with a port is served"),
        pytest.param("localhost", 200, id="localhost without a port is served"),
        pytest.param("127.0.0.1:9", 200, id="the IPv4 loopback address is served"),
        pytest.param("[::1]:8501", 200, id="the IPv6 loopback address is served"),
        pytest.param("evil.example:8501", 400, id="a rebound name is refused"),
        pytest.param("localhost.evil.example", 400, id="a name that starts alike is refused"),
        pytest.param("evil-localhost", 400, id="a name that ends alike is refused"),
        pytest.param("127.0.0.1.nip.io", 400, id="a name for the loopback address is refused"),
        pytest.param("localhost:8501@evil", 400, id="a host with user information is refused"),
        pytest.param("", 400, id="no host is refused"),
    ],
)
def test_only_loopback_hosts_are_served(client: AsgiClient, host: str, status: int) -> None:
    assert client.get("/", headers={"host": host}).status == status


@pytest.mark.parametrize(
    ("method", "origin", "status"),
    [
        pytest.param("GET", None, 200, id="reading without an origin is served"),
        pytest.param("GET", ORIGIN, 200, id="reading from our own origin is served"),
        pytest.param("GET", "http://evil.example", 403, id="reading from elsewhere is refused"),
        pytest.param("GET", "", 403, id="reading from an origin without a name is refused"),
        pytest.param("POST", ORIGIN, 200, id="writing from our own origin is served"),
        pytest.param("POST", None, 403, id="writing without an origin is refused"),
        pytest.param("POST", "null", 403, id="writing from an opaque origin is refused"),
        pytest.param("POST", "http://localhost:9999", 403, id="another local port is refused"),
        pytest.param("POST", "https://localhost:8501", 403, id="another scheme is refused"),
        pytest.param("POST", "http://127.0.0.1:8501", 403, id="our other name is refused"),
    ],
)
def test_only_our_own_origin_may_write(
    client: AsgiClient, method: str, origin: str | None, status: int
) -> None:
    headers = {} if origin is None else {"origin": origin}
    assert client.request(method, "/", headers=headers).status == status


@pytest.mark.parametrize(
    ("host", "origin"),
    [
        pytest.param(HOST, None, id="no origin"),
        pytest.param(HOST, "http://localhost:9999", id="another local port"),
        pytest.param(HOST, "http://evil.example", id="another site"),
        pytest.param("evil.example", "http://evil.example", id="a rebound name and its own origin"),
    ],
)
def test_a_foreign_websocket_is_refused(client: AsgiClient, host: str, origin: str | None) -> None:
    headers = {"host": host, **({"origin": origin} if origin else {})}
    assert not client.opens_websocket("/_stcore/stream", headers)


def test_our_own_websocket_is_served(client: AsgiClient) -> None:
    headers = {"host": HOST, "origin": ORIGIN}
    assert client.opens_websocket("/_stcore/stream", headers)


@pytest.mark.parametrize(
    ("path", "status"),
    [
        pytest.param("/_stcore/health", 200, id="the health check is needed"),
        pytest.param("/_stcore/host-config", 200, id="the host's configuration is needed"),
        pytest.param("/_stcore/metrics", 404, id="metrics are nobody's business"),
        pytest.param("//_stcore//metrics", 404, id="also with more slashes"),
        pytest.param("/_stcore/metrics/", 404, id="also with a slash at its end"),
        pytest.param("/_stcore/script-health-check", 404, id="no script is run for a health check"),
        pytest.param("/_stcore/agent/interact", 404, id="no agent drives the app"),
        pytest.param("/_stcore/upload_file/a/b-1", 200, id="a file of users is put there"),
        pytest.param("/_stcore/upload_file/a", 404, id="no file without a session"),
        pytest.param("/_stcore/upload_file/a/b/../c", 404, id="no file anywhere else"),
        pytest.param("/_stcore/bidi-components/x", 404, id="no page has a component"),
        pytest.param("/_stcore", 404, id="the folder of the endpoints"),
        pytest.param("/static/js/_stcore/index.js", 200, id="a file in a folder of that name"),
        pytest.param("/media/abc.json", 200, id="a download"),
    ],
)
def test_of_streamlits_endpoints_only_those_a_page_needs_are_served(
    client: AsgiClient, path: str, status: int
) -> None:
    assert client.get(path).status == status


def test_no_other_websocket_than_the_pages_own_is_served(client: AsgiClient) -> None:
    headers = {"host": HOST, "origin": ORIGIN}
    assert not client.opens_websocket("/_stcore/metrics", headers)


@pytest.mark.parametrize(
    "headers", [pytest.param({}, id="a page"), pytest.param({"host": "evil"}, id="a refusal")]
)
def test_every_answer_carries_the_security_headers(
    client: AsgiClient, headers: dict[str, str]
) -> None:
    answer = client.get("/", headers=headers)
    assert "default-src 'self'" in answer.headers["content-security-policy"]
    assert "frame-ancestors 'none'" in answer.headers["content-security-policy"]
    assert answer.headers["x-frame-options"] == "DENY"
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert answer.headers["referrer-policy"] == "no-referrer"


def test_the_policy_allows_exactly_the_inline_script_of_the_installed_streamlit() -> None:
    index = streamlit_index_html()
    script = index.split("<script>")[1].split("</script>")[0]
    digest = base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()
    policy = content_security_policy(index)
    assert f"script-src 'self' 'sha256-{digest}';" in policy
    assert "unsafe-eval" not in policy


def _issued(answer: Any) -> SimpleCookie:
    return SimpleCookie(answer.headers.get("set-cookie", ""))


def test_a_first_page_sets_a_private_cookie(client: AsgiClient, cookies: SessionCookies) -> None:
    cookie = _issued(client.get("/"))[NAME]
    assert cookies.is_ours(cookie.value)
    assert (cookie["path"], cookie["httponly"], cookie["samesite"]) == ("/", True, "strict")


def test_a_valid_cookie_is_kept(client: AsgiClient, cookies: SessionCookies) -> None:
    headers = {"cookie": f"other=1; {NAME}={cookies.issue()}"}
    assert not _issued(client.get("/", headers=headers))


@pytest.mark.parametrize(
    "value",
    [
        pytest.param("a" * 128, id="a made-up value"),
        pytest.param("", id="an empty value"),
        pytest.param(SessionCookies().issue(), id="a value of a server that is gone"),
    ],
)
def test_a_foreign_cookie_is_replaced_and_never_adopted(
    client: AsgiClient, cookies: SessionCookies, value: str
) -> None:
    cookie = _issued(client.get("/", headers={"cookie": f"{NAME}={value}"}))[NAME]
    assert cookie.value != value
    assert cookies.is_ours(cookie.value)


def test_a_malformed_cookie_of_a_neighbour_does_not_hide_ours(
    client: AsgiClient, cookies: SessionCookies
) -> None:
    headers = {"cookie": f'bad="x; {{}}=; {NAME}={cookies.issue()}'}
    assert not _issued(client.get("/", headers=headers))


@pytest.mark.parametrize(
    ("path", "headers", "sets_cookie"),
    [
        pytest.param("/_stcore/health", {}, True, id="a reconnecting page gets one"),
        pytest.param("/static/app.js", {}, False, id="a static file gives none"),
        pytest.param(
            "/",
            {"sec-fetch-site": "cross-site"},
            False,
            id="a link from another site does not replace a cookie that was withheld",
        ),
        pytest.param("/", {"sec-fetch-site": "none"}, True, id="an address typed in gets one"),
        pytest.param("/", {"host": "evil.example"}, False, id="a refusal gives none"),
    ],
)
def test_who_gets_a_cookie(
    client: AsgiClient, path: str, headers: dict[str, str], sets_cookie: bool
) -> None:
    assert bool(_issued(client.get(path, headers=headers))) is sets_cookie


@pytest.mark.parametrize(
    ("host", "name"),
    [
        pytest.param("localhost:8501", "authorizer_lab_session_8501", id="a port is in the name"),
        pytest.param("localhost", "authorizer_lab_session", id="no port"),
        pytest.param("[::1]:8511", "authorizer_lab_session_8511", id="IPv6"),
    ],
)
def test_two_labs_on_one_host_do_not_share_a_cookie_name(host: str, name: str) -> None:
    assert cookie_name(host) == name
