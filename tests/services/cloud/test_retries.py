"""A cloud that is gone fails at once; a connection that had just closed gets another try."""

import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import ClassVar

import pytest
from botocore.exceptions import (
    ConnectionClosedError,
    ConnectTimeoutError,
    EndpointConnectionError,
    ReadTimeoutError,
)

from services.cloud.aws import Aws
from services.cloud.retries import ends_without_cloud, sent_once
from services.errors import CloudUnreachable
from services.settings import Settings

COGNITO = "cognito-idp"


class Counted(BaseHTTPRequestHandler):
    """Closes the connection without an answer, as an engine that dies does."""

    asked: ClassVar[list[str]] = []

    def do_POST(self) -> None:
        self.asked.append(self.path)
        self.close_connection = True

    def log_message(self, format: str, *args: object) -> None:
        """Stay quiet."""


@pytest.mark.parametrize(
    ("failure", "attempts", "local", "aws"),
    [
        pytest.param(EndpointConnectionError(endpoint_url="x"), 1, False, None, id="no connection"),
        pytest.param(EndpointConnectionError(endpoint_url="x"), 2, False, False, id="none again"),
        pytest.param(ConnectTimeoutError(endpoint_url="x"), 2, False, False, id="no route"),
        pytest.param(ReadTimeoutError(endpoint_url="x"), 1, False, None, id="no answer"),
        pytest.param(ConnectionClosedError(endpoint_url="x"), 1, None, None, id="closed"),
        pytest.param(None, 1, None, None, id="an answer, a throttle for example"),
    ],
)
def test_a_cloud_that_is_gone_is_not_asked_again_and_again(
    failure: Exception | None, attempts: int, *, local: bool | None, aws: bool | None
) -> None:
    """None leaves the choice to botocore's own handler, False ends the call."""
    for is_local, expected in ((True, local), (False, aws)):
        ends = ends_without_cloud(is_local=is_local)
        assert ends(attempts=attempts, caught_exception=failure, response=None) is expected


class _Answer:
    def __init__(self, status_code: int) -> None:
        self.status_code = status_code


@pytest.mark.parametrize(
    ("failure", "status", "ends"),
    [
        pytest.param(ConnectionClosedError(endpoint_url="x"), 0, False, id="closed"),
        pytest.param(ReadTimeoutError(endpoint_url="x"), 0, False, id="no answer"),
        pytest.param(None, 500, False, id="an error of AWS's own"),
        pytest.param(None, 400, None, id="a throttle: it did nothing"),
        pytest.param(EndpointConnectionError(endpoint_url="x"), 0, None, id="it did not arrive"),
    ],
)
def test_what_may_have_arrived_is_not_sent_again(
    failure: Exception | None, status: int, ends: bool | None
) -> None:
    response = (_Answer(status), {}) if status else None
    handler = ends_without_cloud(is_local=False)
    with sent_once():
        assert handler(attempts=1, caught_exception=failure, response=response) is ends
    assert handler(attempts=1, caught_exception=failure, response=response) is None


def test_a_refused_connection_fails_at_once() -> None:
    aws = Aws(Settings(), "http://127.0.0.1:1")
    aws._client(COGNITO)
    started = time.monotonic()
    for _ in range(20):
        with pytest.raises(CloudUnreachable):
            aws.call(COGNITO, "list_users", UserPoolId="us-east-1_Lab")
    # With botocore's own three tries: 30 seconds on average.
    assert time.monotonic() - started < 15


def test_a_connection_that_the_engine_closed_is_tried_again() -> None:
    server = ThreadingHTTPServer(("127.0.0.1", 0), Counted)
    Counted.asked.clear()
    threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}).start()
    try:
        closing = Aws(Settings(), f"http://127.0.0.1:{server.server_address[1]}")
        with pytest.raises(CloudUnreachable):
            closing.call(COGNITO, "list_users", UserPoolId="us-east-1_Lab")
    finally:
        server.shutdown()
        server.server_close()
    assert Counted.asked == ["/", "/", "/"]
