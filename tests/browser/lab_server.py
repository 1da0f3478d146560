"""Starts the product as a user does, on ports and a home of its own, and stops all of it."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import requests

from tests.ports import free_port

ROOT = Path(__file__).resolve().parents[2]
_START_SECONDS = 120.0
_STOP_SECONDS = 60.0


@dataclass(frozen=True, kw_only=True)
class LabServer:
    url: str
    home: Path
    process: subprocess.Popen[bytes]
    log: Path


def clean_environment(**extra: str) -> dict[str, str]:
    """Return the host's environment without what would steer the product or AWS clients."""
    kept = {
        name: value
        for name, value in os.environ.items()
        if not name.startswith(("AUTHORIZER_LAB_", "AWS_", "STREAMLIT_"))
    }
    return {**kept, **extra}


@contextmanager
def running_lab(
    home: Path, *arguments: str, wait_ready: bool = True, port: int | None = None
) -> Iterator[LabServer]:
    """Run the `demo` command until the block ends; yields once the UI answers."""
    port, engine_port = port or free_port(), free_port()
    log = home.parent / f"{home.name}.server.log"
    command = [sys.executable, "-m", "infra_scripts", "demo", "--no-browser", *arguments]
    environment = clean_environment(
        AUTHORIZER_LAB_HOME=str(home),
        AUTHORIZER_LAB_UI_PORT=str(port),
        AUTHORIZER_LAB_ENGINE_PORT=str(engine_port),
    )
    with log.open("wb") as output:
        process = subprocess.Popen(
            command, cwd=ROOT, env=environment, stdout=output, stderr=subprocess.STDOUT
        )
    try:
        if wait_ready:
            wait_healthy(f"http://127.0.0.1:{port}", process, log)
        yield LabServer(url=f"http://localhost:{port}", home=home, process=process, log=log)
    finally:
        stop(process)


def wait_healthy(url: str, process: subprocess.Popen[bytes], log: Path) -> None:
    deadline = time.monotonic() + _START_SECONDS
    while time.monotonic() < deadline:
        if process.poll() is not None:
            break
        try:
            if requests.get(f"{url}/_stcore/health", timeout=1).ok:
                return
        except requests.RequestException:
            time.sleep(0.02)
    raise AssertionError(f"the UI did not start:\n{log.read_text(errors='replace')[-4000:]}")


def stop(process: subprocess.Popen[bytes]) -> None:
    """Stop as Ctrl-C does, and fail when the product does not go by itself."""
    if process.poll() is None:
        process.send_signal(signal.SIGINT)
    try:
        process.wait(_STOP_SECONDS)
    except subprocess.TimeoutExpired as error:
        process.kill()
        raise AssertionError("the product did not stop on Ctrl-C") from error
