"""The local engine as it comes: nothing repaired, nothing guarded; what ours is compared with."""

import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from infra_scripts.local_engine.launch import engine_environment

_SERVE = """
import asyncio, os, socket
listener = socket.socket()
listener.bind(("127.0.0.1", 0))
listener.listen()
os.environ["GATEWAY_PORT"] = str(listener.getsockname()[1])
print(os.environ["GATEWAY_PORT"], flush=True)
from hypercorn.asyncio.run import worker_serve
from hypercorn.config import Config, Sockets
from hypercorn.utils import wrap_app
from ministack.app import app
listener.setblocking(False)
asyncio.run(worker_serve(wrap_app(app, 0, "asgi"), Config(), sockets=Sockets([], [listener], [])))
"""


@dataclass(frozen=True, kw_only=True)
class StockEngine:
    endpoint_url: str
    pid: int


@contextmanager
def stock_engine(folder: Path) -> Iterator[StockEngine]:
    """Run one until the block ends, with its state in `folder`; it accepts calls at once."""
    for name in ("tmp", "state"):
        (folder / name).mkdir(parents=True)
    process = subprocess.Popen(
        [sys.executable, "-c", _SERVE],
        env=engine_environment(folder),
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    )
    assert process.stdout is not None
    with process.stdout as output:
        try:
            port = int(output.readline())
            yield StockEngine(endpoint_url=f"http://127.0.0.1:{port}", pid=process.pid)
        finally:
            process.kill()
            process.wait()
