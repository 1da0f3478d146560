"""A port that nothing listens on, for a server of the test's own."""

import socket


def free_port() -> int:
    """Return one from the system's range: from the engine's default upwards, other tests' run."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
