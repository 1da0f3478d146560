"""The engine's own process: `python -m infra_scripts.local_engine.runner`, started by `launch`.

Reads one order from its standard input, answers with one line on its standard output, then serves
until it is told to stop or, unless detached, until its parent and all who use it are gone. Starts
fast: no boto3 here.
"""

import asyncio
import json
import os
import shutil
import signal
import socket
import sys
import threading
import time
from functools import partial
from pathlib import Path
from typing import Any

from infra_scripts.local_engine.parity.wrap import Function, wrap
from infra_scripts.local_engine.serving.guard import Guard
from infra_scripts.local_engine.serving.light_start import know_protocols, leave_docker_out
from infra_scripts.local_engine.serving.listener import open_listener
from infra_scripts.local_engine.state.autosave import Autosave
from infra_scripts.local_engine.state.state_files import StateFiles
from infra_scripts.local_engine.state.state_lock import HeldState, hold_state, keep_record
from infra_scripts.local_engine.state.state_snapshot import speed_up_copies
from infra_scripts.local_engine.usage import is_used
from services.errors import EngineVersionError, LabError, StateInUse, StateUnreadable

_LARGEST_LOG = 1_000_000
_LOG_CHECK_SECONDS = 5.0
_KEEP_ALIVE_SECONDS = 75
_USE_CHECK_SECONDS = 0.2


def main() -> int:
    """Run one engine; 0 after an orderly stop, 1 when the order cannot be carried out."""
    os.umask(0o077)
    order = json.loads(_read_line())
    try:
        with hold_state(Path(order["engine_dir"])) as state:
            return _run(order, state)
    except StateInUse as error:
        return _refuse("state", error)


def _run(order: dict[str, Any], state: HeldState) -> int:
    listener = open_listener(order["ports"])
    if listener is None:
        return _report({"refused": "port"}, status=1)
    port = listener.getsockname()[1]
    # The engine reads its port while it is imported; so do the functions it starts.
    os.environ["GATEWAY_PORT"] = str(port)
    files = StateFiles(state.files_dir)
    try:
        from infra_scripts.local_engine.parity.adapter import apply_repairs

        leave_docker_out()
        apply_repairs()
        know_protocols()
        _restore(files, state)
    except EngineVersionError as error:
        return _report({"refused": "version", "message": error.message}, status=1)
    except StateUnreadable as error:
        return _refuse("unreadable", error)
    _report({"port": port}, status=0)
    try:
        asyncio.run(_serve(listener, order, state, files))
    finally:
        _clean_up()
    return 0


def _restore(files: StateFiles, state: HeldState) -> None:
    """Load the saved state ourselves: the engine would continue without what it cannot read."""
    from ministack import app as engine
    from ministack.services import cognito

    wrap(engine, "_load_persisted_state", lambda _: lambda: None)
    wrap(engine, "save_all", lambda _: lambda _services: None)
    wrap(cognito, "_persist_or_load_rsa_key_best_effort", partial(_keeping_keys, state))
    speed_up_copies()
    files.restore(engine._state_map, engine._get_module)


def _keeping_keys(state: HeldState, original: Function) -> Function:
    """Write a user pool's new key to disk only while the home is still there."""

    def keep(key: Any, *path: Any) -> Any:
        return original(key, *path) if state.can_be_written() else key

    return keep


def _read_line() -> bytes:
    # Unbuffered: a thread blocked in a buffered read would abort the interpreter's exit.
    line = b""
    while not line.endswith(b"\n"):
        byte = os.read(0, 1)
        if not byte:
            break
        line += byte
    return line


def _refuse(reason: str, error: LabError) -> int:
    document = {"refused": reason, "message": error.message, "hint": error.hint}
    return _report(document, status=1)


def _report(document: dict[str, Any], *, status: int) -> int:
    os.write(1, json.dumps(document).encode() + b"\n")
    os.dup2(2, 1)
    return status


async def _serve(
    listener: socket.socket, order: dict[str, Any], state: HeldState, files: StateFiles
) -> None:
    from hypercorn.asyncio.run import worker_serve
    from hypercorn.config import Config, Sockets
    from hypercorn.utils import wrap_app
    from ministack import app as engine

    # Without `may_save`, a removed home would be written again, or its next engine's state.
    autosave = Autosave(
        services=engine._build_persistence_save_dict,
        save=files.write,
        may_save=state.can_be_written,
    )
    guard: Any = Guard(
        engine.app,
        port=listener.getsockname()[1],
        nonce=order["nonce"],
        on_call=autosave.note,
        # Again: a save may have taken its copy while the engine was still at it.
        on_answered=autosave.note,
        save=autosave.save_now,
    )
    config = Config()
    config.keep_alive_timeout = _KEEP_ALIVE_SECONDS
    config.loglevel = "WARNING"
    stop = _stop_event()
    if order["exit_with_parent"]:
        watch = partial(_end_with_parent, state.engine_dir, asyncio.get_running_loop(), stop)
        threading.Thread(target=watch, name="parent-watch", daemon=True).start()
    saving = asyncio.create_task(autosave.run())
    trimming = asyncio.create_task(_bound_log())
    keeping = asyncio.create_task(_end_with_home(order, state))

    async def stopped() -> None:
        await stop.wait()
        trimming.cancel()
        keeping.cancel()
        autosave.stop()
        await saving

    await worker_serve(
        wrap_app(guard, config.wsgi_max_body_size, "asgi"),
        config,
        sockets=Sockets([], [listener], []),
        shutdown_trigger=stopped,
    )
    await autosave.save_now()


def _stop_event() -> asyncio.Event:
    """Return the event set by TERM or INT."""
    stop = asyncio.Event()
    loop = asyncio.get_running_loop()

    def request_stop(*_: object) -> None:
        loop.call_soon_threadsafe(stop.set)

    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, request_stop)
    return stop


def _end_with_parent(
    engine_dir: Path, loop: asyncio.AbstractEventLoop, stop: asyncio.Event
) -> None:
    """Stop after the parent's pipe has closed and nobody else uses this engine."""
    while os.read(0, 1024):
        pass
    while is_used(engine_dir):
        time.sleep(_USE_CHECK_SECONDS)
    loop.call_soon_threadsafe(stop.set)


async def _end_with_home(order: dict[str, Any], state: HeldState) -> None:
    await keep_record(state, order["nonce"])
    signal.raise_signal(signal.SIGTERM)


async def _bound_log() -> None:
    while True:
        await asyncio.sleep(_LOG_CHECK_SECONDS)
        if os.fstat(2).st_size > _LARGEST_LOG:
            os.ftruncate(2, 0)
            os.lseek(2, 0, os.SEEK_SET)


def _clean_up() -> None:
    """End the functions' worker processes and remove what the engine left in its own TMPDIR."""
    from ministack.core import lambda_runtime

    lambda_runtime.reset()
    shutil.rmtree(os.environ["TMPDIR"], ignore_errors=True)


if __name__ == "__main__":
    sys.exit(main())
