"""The real AWS CLI, loaded once: each `aws` of a script is a fork of it, which spares its start.

Run as a module it serves the socket `aws.sock` of its folder. A fork gets the arguments, input and
outputs of the command and answers its status.
"""

import json
import os
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from awscli.clidriver import CLIDriver, create_clidriver

_SOCKET = "aws.sock"  # named without its folder: a socket's whole path may be too long
_SERVICES = ("apigateway", "cognito-idp", "iam", "lambda", "logs", "sts")
_CLIENT = f"""#!{sys.executable} -IS
import json, socket, sys
with socket.socket(socket.AF_UNIX) as warm:
    warm.connect("{_SOCKET}")
    socket.send_fds(warm, [json.dumps(sys.argv[1:]).encode()], [0, 1, 2])
    warm.shutdown(socket.SHUT_WR)
    sys.exit(warm.recv(1)[0])
"""


@contextmanager
def warm_aws_cli(folder: Path, environment: Mapping[str, str]) -> Iterator[Path]:
    """Serve commands that run in `folder`; yields the folder of `aws`, to be first in PATH."""
    client = folder / "bin" / "aws"
    client.parent.mkdir()
    client.write_text(_CLIENT, encoding="utf-8")
    client.chmod(0o700)
    root = str(Path(__file__).resolve().parents[2])
    with subprocess.Popen(
        [sys.executable, "-m", __name__],
        cwd=folder,
        env={**environment, "PYTHONPATH": root},
        stdout=subprocess.PIPE,
    ) as server:
        assert server.stdout is not None
        assert server.stdout.readline() == b"ready\n"
        try:
            yield client.parent
        finally:
            server.terminate()


def _serve() -> None:
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)  # nobody waits for a fork
    driver = create_clidriver()
    loader = driver.session.get_component("data_loader")
    for service in _SERVICES:
        loader.load_service_model(service, "service-2")
    with socket.socket(socket.AF_UNIX) as server:
        server.bind(_SOCKET)
        server.listen()
        sys.stdout.write("ready\n")
        sys.stdout.flush()
        while True:
            connection, _ = server.accept()
            with connection:
                if os.fork() == 0:
                    _run(driver, connection)


def _run(driver: CLIDriver, connection: socket.socket) -> None:
    signal.signal(signal.SIGCHLD, signal.SIG_DFL)
    text, streams, _, _ = socket.recv_fds(connection, 1 << 20, 3)
    while more := connection.recv(1 << 20):
        text += more
    for number, stream in enumerate(streams):
        os.dup2(stream, number)
    status = 255
    try:
        status = driver.main(json.loads(text))
        sys.stdout.flush()
        sys.stderr.flush()
    finally:
        connection.send(bytes([status]))
        os._exit(status)


if __name__ == "__main__":
    _serve()
