"""The self-test's connection: usable again after a request that was cut short."""

import http.server
import threading
from collections.abc import Iterator

import pytest

from infra_scripts.local_engine.self_test.aws_requests import AwsRequests


@pytest.fixture
def forgetful_server() -> Iterator[str]:
    """A server that hangs up on its first request and answers {} to every other."""
    seen: list[str] = []

    class HangsUpOnce(http.server.BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            seen.append(self.path)
            if len(seen) == 1:
                return
            self.send_response(200)
            self.end_headers()
            self.wfile.write(b"{}")

        def log_message(self, *_: object) -> None:
            pass

    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), HangsUpOnce) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()


def test_a_request_that_was_cut_short_leaves_the_next_one_possible(forgetful_server: str) -> None:
    requests = AwsRequests(forgetful_server)
    with pytest.raises(ConnectionError):
        requests.get("/first")
    assert requests.get("/second").status == 200
    requests.close()
