"""A client that speaks ASGI to an app directly: no server, no port, no HTTP library."""

import asyncio
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    status: int
    headers: dict[str, str]
    body: bytes


class AsgiClient:
    def __init__(self, app: Any, host: str) -> None:
        self._app = app
        self._host = host

    def request(
        self, method: str, path: str = "/", headers: dict[str, str] | None = None
    ) -> Answer:
        sent = self._exchange("http", path, headers, method=method)
        start, *parts = sent
        return Answer(
            status=start["status"],
            headers={name.decode(): value.decode() for name, value in start["headers"]},
            body=b"".join(part.get("body", b"") for part in parts),
        )

    def get(self, path: str = "/", headers: dict[str, str] | None = None) -> Answer:
        return self.request("GET", path, headers)

    def opens_websocket(self, path: str, headers: dict[str, str]) -> bool:
        sent = self._exchange("websocket", path, headers)
        return bool(sent[0]["type"] == "websocket.accept")

    def _exchange(
        self, kind: str, path: str, headers: dict[str, str] | None, method: str = "GET"
    ) -> list[Any]:
        named = {"host": self._host, **(headers or {})}
        scope = {
            "type": kind,
            "scheme": "http" if kind == "http" else "ws",
            "method": method,
            "path": path,
            "query_string": b"",
            "headers": [(name.encode(), value.encode()) for name, value in named.items()],
        }
        sent: list[Any] = []
        arriving = [{"type": "http.request", "body": b""}]
        if kind == "websocket":
            arriving = [{"type": "websocket.connect"}, {"type": "websocket.disconnect"}]

        async def receive() -> Any:
            if not arriving:  # the client stays, and says nothing more
                await asyncio.Event().wait()
            return arriving.pop(0)

        async def send(message: Any) -> None:
            sent.append(message)

        asyncio.run(self._app(scope, receive, send))
        return sent
