"""A port that nothing listens on, for a server of the test's own."""

import itertools
import os
import socket

# Below what systems hand out for connections and for port 0, above the engine's and UI's defaults:
# between the look here and its use, no connection and no other test's server takes it.
_FIRST, _COUNT, _OF_ONE_PROCESS = 10_000, 20_000, 50
_numbers = itertools.count()


def free_port() -> int:
    """Return the next free one of this process's own share."""
    start = os.getpid() * _OF_ONE_PROCESS
    while True:
        port = _FIRST + (start + next(_numbers)) % _COUNT
        with socket.socket() as probe:
            try:
                probe.bind(("127.0.0.1", port))
            except OSError:
                continue
        return port
