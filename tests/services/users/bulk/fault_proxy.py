"""A proxy before the local engine that throttles, fails and loses answers, by a seeded chance.

A lost answer is one that the engine gave: the change is made, and the client never learns of it.
"""

import http.client
import json
import random
import sys
import threading
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import urlsplit

_OWN_HEADERS = ("content-length", "transfer-encoding", "connection")


@dataclass(frozen=True, slots=True, kw_only=True)
class Faults:
    """The chances of each fault; `operations` are AWS's names, all of them when empty.

    After `at_most` faults none happens any more.
    """

    throttled: float = 0.0
    lost: float = 0.0
    failed: float = 0.0
    failed_after: float = 0.0
    operations: frozenset[str] = frozenset()
    at_most: int = sys.maxsize


class FaultProxy(ThreadingHTTPServer):
    """`happened` counts the faults, `made` what the engine did, by operation and username."""

    daemon_threads = True

    def __init__(self, engine_url: str, faults: Faults, seed: int) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.endpoint_url = f"http://127.0.0.1:{self.server_address[1]}"
        self.happened: Counter[str] = Counter()
        self.made: Counter[tuple[str, str]] = Counter()
        self.engine = urlsplit(engine_url).netloc
        self._faults = faults
        self._source = random.Random(seed)
        self._lock = threading.Lock()

    def fault(self, operation: str) -> str:
        """Draw what happens to a call of this operation, "" for nothing."""
        faults = self._faults
        if not operation or (faults.operations and operation not in faults.operations):
            return ""
        if self.happened.total() - self.happened[""] >= faults.at_most:
            return ""
        names = ("throttled", "lost", "failed", "failed_after")
        chances = [getattr(faults, name) for name in names]
        with self._lock:
            [name] = self._source.choices((*names, ""), (*chances, 1 - sum(chances)))
            self.happened[name] += 1
        return str(name)

    def forward(
        self, path: str, headers: dict[str, str], body: bytes
    ) -> tuple[int, list[tuple[str, str]], bytes]:
        """Return the engine's answer; 503 when there is no engine."""
        engine = http.client.HTTPConnection(self.engine, timeout=60)
        try:
            engine.request("POST", path, body, headers)
            with engine.getresponse() as answer:
                return answer.status, answer.getheaders(), answer.read()
        except OSError:
            return 503, [], b"{}"
        finally:
            engine.close()

    def note(self, operation: str, body: bytes) -> None:
        with self._lock:
            self.made[operation, str(json.loads(body).get("Username", ""))] += 1


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server: FaultProxy

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"]))
        operation = self.headers.get("X-Amz-Target", "").rpartition(".")[2]
        fault = self.server.fault(operation)
        if fault == "throttled":
            self._refuse(400, "TooManyRequestsException")
        elif fault == "failed":
            self._refuse(500, "InternalErrorException")
        else:
            self._forward(body, operation, fault)

    def _forward(self, body: bytes, operation: str, fault: str) -> None:
        status, headers, content = self.server.forward(self.path, dict(self.headers), body)
        if status == 200 and operation:
            self.server.note(operation, body)
        if fault == "lost":
            self.close_connection = True
        elif fault == "failed_after":
            self._refuse(500, "InternalErrorException")
        else:
            self._send(status, headers, content)

    def _refuse(self, status: int, code: str) -> None:
        headers = [("Content-Type", "application/x-amz-json-1.1"), ("x-amzn-RequestId", "r-1")]
        body = json.dumps({"__type": code, "message": "A fault of the test."})
        self._send(status, headers, body.encode())

    def _send(self, status: int, headers: list[tuple[str, str]], body: bytes) -> None:
        self.send_response_only(status)
        for name, value in headers:
            if name.lower() not in _OWN_HEADERS:
                self.send_header(name, value)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        """Keep quiet."""


@contextmanager
def fault_proxy(engine_url: str, faults: Faults, seed: int = 1) -> Iterator[FaultProxy]:
    with FaultProxy(engine_url, faults, seed) as proxy:
        threading.Thread(target=proxy.serve_forever, daemon=True).start()
        try:
            yield proxy
        finally:
            proxy.shutdown()
