"""The place that a file of Cognito's import job is put to, on loopback."""

from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, HTTPServer
from threading import Thread


class UploadBucket(HTTPServer):
    """`got` is what was put last."""

    got: bytes = b""

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server_port}/file?Signature=abc"

    def lines(self) -> list[str]:
        return self.got.decode().splitlines()


class _Put(BaseHTTPRequestHandler):
    server: UploadBucket

    def do_PUT(self) -> None:
        self.server.got = self.rfile.read(int(self.headers["Content-Length"]))
        self.send_response(200)
        self.end_headers()

    def log_message(self, format: str, *args: object) -> None:
        return


@contextmanager
def upload_bucket() -> Iterator[UploadBucket]:
    server = UploadBucket(("127.0.0.1", 0), _Put)
    Thread(target=server.serve_forever, daemon=True).start()
    yield server
    server.shutdown()
    server.server_close()
