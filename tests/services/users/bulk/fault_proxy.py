"""A proxy before the local engine that throttles, fails and loses answers, by a seeded chance.

A lost answer is one that the engine gave: the change is made, and the client never learns of it.
"""

import http.client
import json
import random
import threading
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import urlsplit


@dataclass(frozen=True, slots=True, kw_only=True)
class Faults:
    """The chances of each fault; `operations` are AWS's names, all of Cognito's when empty."""

    throttled: float = 0.0
    lost: float = 0.0
    failed: float = 0.0
    failed_after: float = 0.0
    operations: frozenset[str] = frozenset()


@dataclass(slots=True)
class FaultProxy:
    endpoint_url: str
    happened: Counter[str] = field(default_factory=Counter)
    arrived: Counter[str] = field(default_factory=Counter)


@contextmanager
def fault_proxy(engine_url: str, faults: Faults, seed: int = 1) -> Iterator[FaultProxy]:
    """Yield a proxy; `arrived` counts what the engine answered, by operation and username."""
    source, lock = random.Random(seed), threading.Lock()
    proxy = FaultProxy("")

    class _Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            operation = self.headers.get("X-Amz-Target", "").rpartition(".")[2]
            fault = self._fault(operation)
            if fault == "throttled":
                self._answer(400, {"__type": "TooManyRequestsException", "message": "Slow down"})
                return
            if fault == "failed":
                self._answer(500, {"__type": "InternalErrorException", "message": "Ours"})
                return
            status, headers, answer = self._forwarded(body)
            with lock:
                name = json.loads(body).get("Username", "") if operation else ""
                proxy.arrived[f"{operation} {name}"] += status == 200
            if fault == "lost":
                self.close_connection = True
                self.connection.close()
            elif fault == "failed_after":
                self._answer(500, {"__type": "InternalErrorException", "message": "Ours"})
            else:
                self._send(status, headers, answer)

        def _fault(self, operation: str) -> str:
            if not operation or (faults.operations and operation not in faults.operations):
                return ""
            with lock:
                drawn = source.random()
                for name in ("throttled", "lost", "failed", "failed_after"):
                    chance = getattr(faults, name)
                    if drawn < chance:
                        proxy.happened[name] += 1
                        return name
                    drawn -= chance
            return ""

        def _forwarded(self, body: bytes) -> tuple[int, list[tuple[str, str]], bytes]:
            engine = http.client.HTTPConnection(urlsplit(engine_url).netloc, timeout=60)
            try:
                engine.request("POST", self.path, body, dict(self.headers))
                answer = engine.getresponse()
                return answer.status, answer.getheaders(), answer.read()
            finally:
                engine.close()

        def _answer(self, status: int, document: dict[str, str]) -> None:
            headers = [("Content-Type", "application/x-amz-json-1.1"), ("x-amzn-RequestId", "r-1")]
            self._send(status, headers, json.dumps(document).encode())

        def _send(self, status: int, headers: list[tuple[str, str]], body: bytes) -> None:
            self.send_response_only(status)
            for name, value in headers:
                if name.lower() not in ("content-length", "transfer-encoding", "connection"):
                    self.send_header(name, value)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: object) -> None:
            """Keep quiet."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), _Handler)
    server.daemon_threads = True
    threading.Thread(target=server.serve_forever, daemon=True).start()
    proxy.endpoint_url = f"http://127.0.0.1:{server.server_address[1]}"
    try:
        yield proxy
    finally:
        server.shutdown()
        server.server_close()
