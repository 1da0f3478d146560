"""ASGI middleware of the server role: own hosts and origins only, security headers, the cookie."""

import base64
import hashlib
import re
from pathlib import Path

from starlette.datastructures import Headers, MutableHeaders
from starlette.requests import HTTPConnection
from starlette.responses import PlainTextResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send
from starlette.websockets import WebSocketClose

from pages._server.session_cookies import SessionCookies, cookie_name, give_cookie

_OWN_HOST = re.compile(r"(localhost|127\.0\.0\.1|\[::1\])(:\d{1,5})?")
# What Streamlit's own page asks for; a file is put by the session and under the name it was given.
_CORE = re.compile(r"health|host-config|stream|upload_file/[\w-]+/[\w-]+")
_CORE_PATH = re.compile(r"/+_stcore(?:/+(.*))?")
_SAFE_METHODS = frozenset({"GET", "HEAD", "OPTIONS"})
_INLINE_SCRIPT = re.compile(r"<script>(.*?)</script>", re.DOTALL)
_SCHEMES = {"ws": "http", "wss": "https"}


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


def security_headers(index_html: str) -> dict[str, str]:
    """Return the headers that every HTTP answer carries."""
    return {
        "content-security-policy": content_security_policy(index_html),
        "x-frame-options": "DENY",
        "x-content-type-options": "nosniff",
        "referrer-policy": "no-referrer",
        "cross-origin-opener-policy": "same-origin",
        "cross-origin-resource-policy": "same-origin",
        "permissions-policy": "camera=(), geolocation=(), microphone=()",
    }


def streamlit_index_html() -> str:
    import streamlit

    index = Path(streamlit.__file__).parent / "static" / "index.html"
    return index.read_text(encoding="utf-8")


class LoopbackGuard:
    """Refuses other hosts (DNS rebinding) and other origins (cross-site websockets, writes).

    Of Streamlit's own endpoints it serves those that a page of this lab needs.
    """

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        refusal = _refusal(scope) if scope["type"] in {"http", "websocket"} else None
        await (refusal or self._app)(scope, receive, send)


class SecurityHeaders:
    """Adds the security headers to every HTTP answer."""

    def __init__(self, app: ASGIApp, headers: dict[str, str]) -> None:
        self._app = app
        self._headers = headers

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        async def send_with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                MutableHeaders(scope=message).update(self._headers)
            await send(message)

        await self._app(scope, receive, send_with_headers)


class SessionCookie:
    """Gives a browser without a valid session cookie a new one.

    Not on a navigation from another site: the browser withholds a SameSite=Strict cookie there,
    and a new one would sign its owner out. Streamlit's health check follows from our own page.
    """

    def __init__(self, app: ASGIApp, cookies: SessionCookies) -> None:
        self._app = app
        self._cookies = cookies

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or not self._lacks_cookie(HTTPConnection(scope)):
            await self._app(scope, receive, send)
            return

        async def send_with_cookie(message: Message) -> None:
            if message["type"] == "http.response.start" and _opens_a_page(scope, message):
                given = Response()
                give_cookie(given, _only(Headers(scope=scope), "host"), self._cookies.issue())
                MutableHeaders(scope=message).append("set-cookie", given.headers["set-cookie"])
            await send(message)

        await self._app(scope, receive, send_with_cookie)

    def _lacks_cookie(self, request: HTTPConnection) -> bool:
        if _only(request.headers, "sec-fetch-site") == "cross-site":
            return False
        name = cookie_name(_only(request.headers, "host"))
        return not self._cookies.is_ours(request.cookies.get(name, ""))


def _opens_a_page(scope: Scope, answer: Message) -> bool:
    if scope["path"].endswith("/_stcore/health"):
        return True
    return Headers(raw=answer["headers"]).get("content-type", "").startswith("text/html")


def _refusal(scope: Scope) -> ASGIApp | None:
    """Return the answer to a request that must not reach Streamlit, None when it may."""
    status, reason = _why_refused(scope)
    if not reason:
        return None
    if scope["type"] == "websocket":
        return WebSocketClose(code=1008, reason=reason)
    return PlainTextResponse(reason, status)


def _why_refused(scope: Scope) -> tuple[int, str]:
    headers = Headers(scope=scope)
    host, origins = _only(headers, "host"), headers.getlist("origin")
    if not _OWN_HOST.fullmatch(host):
        return 400, "Host not allowed"
    scheme = _SCHEMES.get(scope["scheme"], scope["scheme"])
    must_name_origin = scope["type"] == "websocket" or scope["method"] not in _SAFE_METHODS
    if (must_name_origin or origins) and origins != [f"{scheme}://{host}"]:
        return 403, "Origin not allowed"
    core = _CORE_PATH.fullmatch(scope["path"])
    if core and not _CORE.fullmatch(core[1] or ""):
        return 404, "Not found"
    return 200, ""


def _only(headers: Headers, name: str) -> str:
    """Return the one header of this name; sent twice it says nothing that we take."""
    values = headers.getlist(name)
    return values[0] if len(values) == 1 else ""
