"""Cutting this process's connections to one port: who waits there learns it, nobody else does."""

import socket
import sys
from concurrent.futures import ThreadPoolExecutor

import pytest

from infra_scripts.local_engine.own_connections import cut_connections

pytestmark = pytest.mark.skipif(
    sys.platform == "win32", reason="there a process does not learn which sockets are its own"
)


def test_who_waits_for_this_port_is_cut_off_and_nobody_else() -> None:
    with (
        socket.create_server(("127.0.0.1", 0)) as silent,
        socket.create_server(("127.0.0.1", 0)) as other,
        socket.create_connection(silent.getsockname(), timeout=10) as waiting,
        socket.create_connection(other.getsockname(), timeout=10) as going_on,
        ThreadPoolExecutor(1) as threads,
    ):
        answer = threads.submit(waiting.recv, 1)
        cut_connections(silent.getsockname()[1])
        assert answer.result(5) == b""
        accepted, _ = other.accept()
        with accepted:
            accepted.sendall(b"x")
            assert going_on.recv(1) == b"x"
