"""Closing this process's own connections to an engine; the engine itself is left alone."""

import os
import socket
from contextlib import suppress

import psutil

from services.home.engine_record import ENGINE_HOST


def cut_connections(port: int) -> None:
    """Let everybody in this process who waits for the engine at `port` learn that no answer comes.

    On Windows a process does not learn which sockets are its own: there each call ends by its own
    time limit.
    """
    for connection in psutil.Process().net_connections(kind="tcp4"):
        if connection.fd >= 0 and tuple(connection.raddr) == (ENGINE_HOST, port):
            _shut_down(connection.fd, port)


def _shut_down(number: int, port: int) -> None:
    # Of a copy of the file number, after another look: it may be something else by now.
    with suppress(OSError), socket.socket(fileno=os.dup(number)) as connection:
        if connection.getpeername() == (ENGINE_HOST, port):
            connection.shutdown(socket.SHUT_RDWR)
