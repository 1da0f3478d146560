"""The frame's own script and stylesheet: under an address that names their content, and their tags.

Streamlit's page is served as it is installed; on its way to the browser it gets one tag for each.
As a file the stylesheet reaches a browser once; as a part of the page it went along with each run.
"""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from starlette.datastructures import Headers, MutableHeaders
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route
from starlette.types import ASGIApp, Message, Receive, Scope, Send

_FRAME = Path(__file__).parents[2] / "_frame"
_PATH = "/lab/own/"
_KINDS = {".js": "text/javascript", ".css": "text/css"}
_FOREVER = "public, max-age=31536000, immutable"
_HEAD = b"<head>"  # the script at its start: the theme is chosen before Streamlit begins
_BODY = b"</body>"  # the stylesheet at its end: of two equal rules ours wins over Streamlit's
# With these a browser could be given less than the whole page, or one it kept from before.
_PARTIAL = frozenset({b"accept-encoding", b"if-modified-since", b"if-none-match", b"range"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Tags:
    """What a page gets: the script in its head, the stylesheet at the end of its body."""

    script: str
    style: str


class OwnFiles:
    """Both, read once; a change of any file changes the address of all."""

    def __init__(self, frame: Path = _FRAME) -> None:
        paths = (frame / "lab.css", *sorted((frame / "script").glob("*.js")))
        self._files = {path.name: path.read_bytes() for path in paths}
        self._version = _version(self._files)

    @property
    def tags(self) -> Tags:
        at = f"{_PATH}{self._version}/"
        return Tags(
            script=f'<script type="module" src="{at}lab.js"></script>',
            style=f'<link rel="stylesheet" href="{at}lab.css">',
        )

    def route(self) -> Route:
        """Return the route for `st.App`."""
        return Route(f"{_PATH}{{version}}/{{name}}", self._serve, methods=["GET"])

    async def _serve(self, request: Request) -> Response:
        name = request.path_params["name"]
        content = self._files.get(name)
        if content is None or request.path_params["version"] != self._version:
            return Response(status_code=404)
        headers = {"cache-control": _FOREVER}
        return Response(content, media_type=_KINDS[Path(name).suffix], headers=headers)


def _version(files: Mapping[str, bytes]) -> str:
    digest = hashlib.sha256()
    for name, content in files.items():
        digest.update(f"{name} {len(content)}\n".encode())
        digest.update(content)
    return digest.hexdigest()[:16]


class OwnTags:
    """Puts the tags into every page that a browser opens."""

    def __init__(self, app: ASGIApp, tags: Tags) -> None:
        self._app = app
        self._tags = tags

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or "text/html" not in Headers(scope=scope).get("accept", ""):
            await self._app(scope, receive, send)
            return
        kept = [each for each in scope["headers"] if each[0] not in _PARTIAL]
        page = _Page(send, self._tags, has_body=scope["method"] != "HEAD")
        await self._app({**scope, "headers": kept}, receive, page.send)


class _Page:
    """Holds an answer back until it is whole, if it is a page; lets any other through."""

    def __init__(self, send: Send, tags: Tags, *, has_body: bool) -> None:
        self._send = send
        self._tags = tags
        self._has_body = has_body
        self._start: Message | None = None
        self._body = b""

    async def send(self, message: Message) -> None:
        if message["type"] == "http.response.start" and _is_page(message):
            self._start = message
        elif self._start is None:
            await self._send(message)
        else:
            self._body += message.get("body", b"")
            if not message.get("more_body", False):
                await self._send_whole(self._start)

    async def _send_whole(self, start: Message) -> None:
        body = self._body.replace(_HEAD, _HEAD + self._tags.script.encode(), 1)
        body = body.replace(_BODY, self._tags.style.encode() + _BODY, 1)
        headers = MutableHeaders(scope=start)
        for name in (
            "etag",
            "last-modified",
            "content-length",
        ):  # said of the page without the tags
            del headers[name]
        if self._has_body:
            headers["content-length"] = str(len(body))
        await self._send(start)
        await self._send({"type": "http.response.body", "body": body})


def _is_page(start: Message) -> bool:
    return Headers(raw=start["headers"]).get("content-type", "").startswith("text/html")
