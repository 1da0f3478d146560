"""The gate in front of the local engine: loopback only, no web page on its control plane.

Any page in the user's browser can send requests to 127.0.0.1, and the engine runs code for every
caller. The gate cannot stop another process of the same user, and does not claim to.
"""

import json
import re
from collections.abc import Awaitable, Callable, Mapping, MutableMapping, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import parse_qs

from infra_scripts.local_engine.identity import IDENTITY_PATH, SAVE_PATH, proof_of
from infra_scripts.local_engine.serving.request_body import BodyTooSlow, Message, Receive, in_time

Send = Callable[[Message], Awaitable[None]]
App = Callable[[MutableMapping[str, Any], Receive, Send], Awaitable[None]]

_LOOPBACK = re.compile(rb"(127\.0\.0\.1|localhost|\[::1\])(:\d{1,5})?", re.IGNORECASE)
BROWSER_HEADERS = (b"origin", b"referer", b"sec-fetch-site")

# Protected APIs are called from pages, so these may carry an Origin. Both segments must be there:
# with fewer the engine would read the request as a control-plane call.
_EXECUTE_API = re.compile(r"/_aws/execute-api/[^/]+/.*", re.DOTALL)
_JWKS = re.compile(r"/[\w-]+/\.well-known/(jwks\.json|openid-configuration)")
# Hosted UI pages and health, each with the methods the engine answers before any AWS dispatch.
_PAGES: Mapping[str, set[str]] = {
    "/oauth2/authorize": {"GET"},
    "/oauth2/login": {"POST"},
    "/oauth2/token": {"POST"},
    "/oauth2/userInfo": {"GET", "POST"},
    "/oauth2/userinfo": {"GET", "POST"},
    "/login": {"POST"},
    "/logout": {"GET"},
    "/_ministack/health": {"GET"},
}
# The engine's own administration: only reading passes, so reset and configuration never do.
_ENGINE_PREFIXES = ("/_ministack/", "/_localstack/")
_ENGINE_ALLOWED = ("/_ministack/health", "/_ministack/ready", "/_ministack/ses/messages")
_ENGINE_ALLOWED_PREFIXES = ("/_ministack/lambda-code/", "/_ministack/lambda-layers/")

_TOO_SLOW = 408
_MISDIRECTED = 421
_FORBIDDEN = 403


@dataclass(frozen=True, slots=True, kw_only=True)
class Refusal:
    status: int
    reason: str


def refusal_for(scope: Mapping[str, Any]) -> Refusal | None:
    """Return why this HTTP request is refused, or None when it may pass."""
    headers = [(name.lower(), value) for name, value in scope.get("headers", [])]
    if not _is_loopback(headers):
        return Refusal(status=_MISDIRECTED, reason="Only loopback host names are served.")
    path: str = scope["path"]
    if _is_engine_administration(path):
        return Refusal(status=_FORBIDDEN, reason="This address is closed.")
    from_browser = any(name in BROWSER_HEADERS for name, _ in headers)
    if from_browser and not _is_open_to_pages(scope, headers):
        return Refusal(status=_FORBIDDEN, reason="Web pages may not call the control plane.")
    return None


def _is_loopback(headers: list[tuple[bytes, bytes]]) -> bool:
    hosts = [value for name, value in headers if name == b"host"]
    return len(hosts) == 1 and _LOOPBACK.fullmatch(hosts[0]) is not None


def _is_engine_administration(path: str) -> bool:
    lowered = path.lower()
    if not lowered.startswith(_ENGINE_PREFIXES):
        return False
    return path not in _ENGINE_ALLOWED and not path.startswith(_ENGINE_ALLOWED_PREFIXES)


def _is_open_to_pages(scope: Mapping[str, Any], headers: list[tuple[bytes, bytes]]) -> bool:
    path: str = scope["path"]
    if _EXECUTE_API.fullmatch(path):
        return True
    if _names_an_aws_call(scope, headers):
        return False
    allowed = {"GET"} if _JWKS.fullmatch(path) else _PAGES.get(path, set())
    return scope["method"] in allowed


def _names_an_aws_call(scope: Mapping[str, Any], headers: list[tuple[bytes, bytes]]) -> bool:
    """Tell whether a page's request looks like an AWS call: the engine might treat it as one."""
    if any(name == b"x-amz-target" for name, _ in headers):
        return True
    if any(n == b"authorization" and v.strip().upper().startswith(b"AWS") for n, v in headers):
        return True
    query = parse_qs(scope.get("query_string", b"").decode("latin-1"), keep_blank_values=True)
    return any(key.lower() == "action" or key.lower().startswith("x-amz-") for key in query)


async def _nothing_to_save() -> Sequence[str]:
    return ()


class Guard:
    """ASGI application that answers for the engine itself and passes on what is allowed.

    `on_call` sees every request that passes before the engine does, `on_answered` after it.
    `save` saves the engine's state now and returns what went wrong, a sentence each.
    """

    def __init__(
        self,
        app: App,
        *,
        port: int,
        nonce: str,
        on_call: Callable[[Mapping[str, Any]], None] = lambda _scope: None,
        on_answered: Callable[[Mapping[str, Any]], None] = lambda _scope: None,
        save: Callable[[], Awaitable[Sequence[str]]] = _nothing_to_save,
    ) -> None:
        self._app = app
        self._port = port
        self._nonce = nonce
        self._on_call = on_call
        self._on_answered = on_answered
        self._save = save

    async def __call__(self, scope: MutableMapping[str, Any], receive: Receive, send: Send) -> None:
        if scope["type"] == "websocket":
            await receive()
            await send({"type": "websocket.close", "code": 1008})
        elif scope["type"] != "http":
            await self._app(scope, receive, send)
        elif refusal := refusal_for(scope):
            await _answer(send, refusal.status, {"message": refusal.reason})
        elif scope["path"] == IDENTITY_PATH:
            await _answer(send, 200, {"proof": self._proof(scope)})
        elif (scope["method"], scope["path"]) == ("POST", SAVE_PATH):
            problems = list(await self._save())
            await _answer(send, 200, {"proof": self._proof(scope), "problems": problems})
        else:
            await self._pass_on(scope, receive, send)

    async def _pass_on(self, scope: MutableMapping[str, Any], receive: Receive, send: Send) -> None:
        self._on_call(scope)
        try:
            await self._app(scope, in_time(receive), send)
        except BodyTooSlow:
            await _answer(send, _TOO_SLOW, {"message": "The request's body did not come in time."})
        finally:
            self._on_answered(scope)

    def _proof(self, scope: Mapping[str, Any]) -> str:
        query = parse_qs(scope.get("query_string", b"").decode("latin-1"))
        challenge = query.get("challenge", [""])[0]
        return proof_of(self._nonce, port=self._port, challenge=challenge)


async def _answer(send: Send, status: int, document: Mapping[str, object]) -> None:
    body = json.dumps(document).encode()
    headers = [
        (b"content-type", b"application/json"),
        (b"content-length", str(len(body)).encode()),
    ]
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send({"type": "http.response.body", "body": body})
