"""Fixtures of the engine's process tests: a home of its own, and a stranger on a port."""

import http.server
import threading
from collections.abc import Iterator
from pathlib import Path

import psutil
import pytest

from infra_scripts.local_engine.process import stop
from services.settings import Settings
from tests.ports import free_port


def is_alive(pid: int) -> bool:
    """Tell whether a process runs; one that only waits to be collected does not."""
    try:
        return bool(psutil.Process(pid).status() != psutil.STATUS_ZOMBIE)
    except psutil.NoSuchProcess:
        return False


@pytest.fixture
def settings(tmp_path: Path) -> Iterator[Settings]:
    made = Settings(home=tmp_path / "home", engine_port=free_port())
    yield made
    stop(made)


@pytest.fixture
def stranger() -> Iterator[int]:
    """The port of a server that answers 200 to everything, as a foreign program may."""

    class Yes(http.server.BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(200)
            self.end_headers()
            self.wfile.write(b'{"proof": "trust me", "services": {}}')

        def log_message(self, *_: object) -> None:
            pass

    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), Yes) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield server.server_port
        server.shutdown()
