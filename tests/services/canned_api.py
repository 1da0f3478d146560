"""A loopback HTTP server that gives canned answers and keeps the requests it got."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

from services.traffic.exchange import header


@dataclass(frozen=True, kw_only=True)
class Request:
    method: str
    path: str
    headers: tuple[tuple[str, str], ...]
    body: str

    def header(self, name: str) -> str | None:
        return header(self.headers, name)


@dataclass(frozen=True, kw_only=True)
class Answer:
    status: int = 200
    body: str | bytes = "{}"
    headers: tuple[tuple[str, str], ...] = (("Content-Type", "application/json"),)


@dataclass(kw_only=True)
class CannedApi:
    """Answers with `answer` until it is replaced."""

    url: str = ""
    answer: Answer = field(default_factory=Answer)
    requests: list[Request] = field(default_factory=list)


@contextmanager
def canned_api() -> Iterator[CannedApi]:
    api = CannedApi()

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def handle_any(self) -> None:
            length = int(self.headers.get("Content-Length") or 0)
            api.requests.append(
                Request(
                    method=self.command,
                    path=self.path,
                    headers=tuple(self.headers.items()),
                    body=self.rfile.read(length).decode("utf-8"),
                )
            )
            body = api.answer.body
            octets = body if isinstance(body, bytes) else body.encode("utf-8")
            self.send_response(api.answer.status)
            for name, value in api.answer.headers:
                self.send_header(name, value)
            self.send_header("Content-Length", str(len(octets)))
            self.end_headers()
            self.wfile.write(octets)

        do_GET = do_POST = handle_any  # noqa: N815 - the names that http.server looks for

        def log_message(self, format: str, *args: Any) -> None:
            """Stay quiet."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    api.url = f"http://127.0.0.1:{server.server_address[1]}"
    try:
        yield api
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
