"""The engine's listening socket: bound here, before anything else runs, so the port is ours."""

import socket
import sys
from collections.abc import Iterable

from services.home.engine_record import ENGINE_HOST

_BACKLOG = 128


def open_listener(ports: Iterable[int]) -> socket.socket | None:
    """Listen on the first free port, on loopback only; None when all are taken.

    Connections made from now on wait in the backlog until the engine serves them.
    """
    for port in ports:
        listener = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
        _refuse_sharing(listener)
        try:
            listener.bind((ENGINE_HOST, port))
            listener.listen(_BACKLOG)
        except (OSError, OverflowError):
            listener.close()
            continue
        listener.setblocking(False)
        return listener
    return None


def _refuse_sharing(listener: socket.socket) -> None:
    listener.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    if sys.platform == "win32":
        # There, SO_REUSEADDR would let two programs listen on one port.
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_EXCLUSIVEADDRUSE, 1)
    else:
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
