"""ASGI middleware of the server role: own hosts and origins only, security headers, the cookie."""

import base64
import hashlib
import re
from collections.abc import Awaitable, Callable, MutableMapping
from pathlib import Path
from typing import Any

from pages._server.session_store import SessionCookies

Scope = MutableMapping[str, Any]
Message = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]
AsgiApp = Callable[[Scope, Receive, Send], Awaitable[None]]

_OWN_HOST = re.compile(r"(localhost|127\.0\.0\.1|\[::1\])(:\d{1,5})?")
_SAFE_METHODS = frozenset({"GET", "HEAD", "OPTIONS"})
_INLINE_SCRIPT = re.compile(r"<script>(.*?)</script>", re.DOTALL)
_SCHEMES = {"ws": "http", "wss": "https"}


def cookie_name(host: str) -> str:
    """Return the session cookie's name for a Host header.

    Cookies ignore the port, so two labs on one host would overwrite each other's.
    """
    port = host.rpartition(":")[2]
    return f"authorizer_lab_session_{port}" if port.isdigit() else "authorizer_lab_session"


def content_security_policy(index_html: str) -> str:
    """Return the policy that allows this Streamlit's own page and nothing from elsewhere."""
    hashes = " ".join(
        f"'sha256-{base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()}'"
        for script in _INLINE_SCRIPT.findall(index_html)
    )
    return "; ".join(
        (
            "default-src 'self'",
            f"script-src 'self' {hashes}".strip(),
            "style-src 'self' 'unsafe-inline'",
            "img-src 'self' data: blob:",
            "font-src 'self' data:",
            "connect-src 'self'",
            "worker-src 'self' blob:",
            "frame-ancestors 'none'",
            "base-uri 'self'",
            "form-action 'self'",
            "object-src 'none'",
        )
    )


def security_headers(index_html: str) -> tuple[tuple[bytes, bytes], ...]:
    """Return the headers that every HTTP answer carries."""
    headers = {
        "content-security-policy": content_security_policy(index_html),
        "x-frame-options": "DENY",
        "x-content-type-options": "nosniff",
        "referrer-policy": "no-referrer",
        "cross-origin-opener-policy": "same-origin",
        "cross-origin-resource-policy": "same-origin",
        "permissions-policy": "camera=(), geolocation=(), microphone=()",
    }
    return tuple((name.encode(), value.encode()) for name, value in headers.items())


def streamlit_index_html() -> str:
    import streamlit

    index = Path(streamlit.__file__).parent / "static" / "index.html"
    return index.read_text(encoding="utf-8")


class LoopbackGuard:
    """Refuses other hosts (DNS rebinding) and other origins (cross-site websockets, writes)."""

    def __init__(self, app: AsgiApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] not in {"http", "websocket"}:
            await self._app(scope, receive, send)
            return
        refusal = _refusal(scope)
        if not refusal:
            await self._app(scope, receive, send)
        elif scope["type"] == "websocket":
            await receive()
            await send({"type": "websocket.close", "code": 1008, "reason": refusal})
        else:
            status = 400 if refusal.startswith("Host") else 403
            await _answer(send, status, refusal)


class SecurityHeaders:
    """Adds the security headers to every HTTP answer."""

    def __init__(self, app: AsgiApp, headers: tuple[tuple[bytes, bytes], ...]) -> None:
        self._app = app
        self._headers = headers
        self._names = {name for name, _ in headers}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        async def send_with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                kept = [pair for pair in message["headers"] if pair[0].lower() not in self._names]
                message["headers"] = [*kept, *self._headers]
            await send(message)

        await self._app(scope, receive, send_with_headers)


class SessionCookie:
    """Gives a browser without a valid session cookie a new one.

    Not on a navigation from another site: the browser withholds a SameSite=Strict cookie there,
    and a new one would sign its owner out. Streamlit's health check follows from our own page.
    """

    def __init__(self, app: AsgiApp, cookies: SessionCookies) -> None:
        self._app = app
        self._cookies = cookies

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or not self._lacks_cookie(scope):
            await self._app(scope, receive, send)
            return

        async def send_with_cookie(message: Message) -> None:
            if message["type"] == "http.response.start" and _opens_a_page(scope, message):
                name = cookie_name(_header(scope, b"host"))
                cookie = f"{name}={self._cookies.issue()}; Path=/; HttpOnly; SameSite=Strict"
                message["headers"] = [*message["headers"], (b"set-cookie", cookie.encode())]
            await send(message)

        await self._app(scope, receive, send_with_cookie)

    def _lacks_cookie(self, scope: Scope) -> bool:
        if _header(scope, b"sec-fetch-site") == "cross-site":
            return False
        value = _cookie(_header(scope, b"cookie"), cookie_name(_header(scope, b"host")))
        return not self._cookies.is_ours(value)


def _opens_a_page(scope: Scope, message: Message) -> bool:
    if scope["path"].endswith("/_stcore/health"):
        return True
    kinds = [value for name, value in message["headers"] if name.lower() == b"content-type"]
    return any(kind.startswith(b"text/html") for kind in kinds)


def _refusal(scope: Scope) -> str:
    host, origin = _header(scope, b"host"), _header(scope, b"origin")
    if not _OWN_HOST.fullmatch(host):
        return "Host not allowed"
    scheme = _SCHEMES.get(scope["scheme"], scope["scheme"])
    must_name_origin = scope["type"] == "websocket" or scope["method"] not in _SAFE_METHODS
    names_origin = any(key == b"origin" for key, _ in scope["headers"])  # twice names none we take
    if (must_name_origin or names_origin) and origin != f"{scheme}://{host}":
        return "Origin not allowed"
    return ""


def _header(scope: Scope, name: bytes) -> str:
    values = [value for key, value in scope["headers"] if key == name]
    return values[0].decode("latin-1") if len(values) == 1 else ""


def _cookie(header: str, name: str) -> str:
    """Return one cookie; a malformed neighbour from another port must not hide ours."""
    pairs = (part.strip().partition("=") for part in header.split(";"))
    return next((value for key, _, value in pairs if key == name), "")


async def _answer(send: Send, status: int, text: str) -> None:
    headers = [(b"content-type", b"text/plain; charset=utf-8")]
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send({"type": "http.response.body", "body": text.encode()})
