"""Starting the engine's process: directories, environment, order and first answer."""

import json
import os
import shutil
import subprocess
import sys
import threading
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from infra_scripts.local_engine.identity import answers_as_ours
from infra_scripts.local_engine.process_end import close_pipes, end_process
from services.errors import EngineError, EngineVersionError, PortTaken, StateInUse, StateUnreadable
from services.home.stored_files import PRIVATE_DIR, PRIVATE_FILE, make_private_dir, unusable
from services.settings import LOCAL_REGION, PROJECT_ROOT, Settings

START_SECONDS = 30.0
_PORTS_TRIED = 200
_HIGHEST_PORT = 65535
_REFUSALS = {"state": StateInUse, "unreadable": StateUnreadable}
_SERVICES = (
    "cognito-idp,apigateway,lambda,iam,sts,logs,ssm,secretsmanager,cloudformation,tagging,ses"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Launched:
    """A started engine that has proven to be the one listening on `port`."""

    child: subprocess.Popen[bytes] = field(repr=False)
    port: int


def prepare_directories(settings: Settings) -> None:
    """Create the engine's private directories, and remove what an earlier run left in tmp."""
    temporary = settings.engine_dir / "tmp"
    shutil.rmtree(temporary, ignore_errors=True)
    for directory in (settings.engine_dir, settings.engine_dir / "state", temporary):
        make_private_dir(directory).chmod(PRIVATE_DIR)


def engine_environment(engine_dir: Path, *, system_root: str | None = None) -> dict[str, str]:
    """Return the whole environment of the engine; its functions inherit every variable.

    Built from nothing: a host's AWS_PROFILE or HTTP_PROXY would break the functions.
    `system_root` is Windows' SYSTEMROOT, without which Python has no sockets there.
    """
    temporary = str(engine_dir / "tmp")
    environment = {
        "AUTH": "true",
        "AWS_EC2_METADATA_DISABLED": "true",
        "BIND_HOST": "127.0.0.1",
        "DOCKER_HOST": "unix:///nonexistent.sock",
        "HOME": temporary,
        "IOT_MTLS_ENABLED": "0",
        "LOG_LEVEL": "WARNING",
        "MINISTACK_REGION": LOCAL_REGION,
        # Its presence alone also keeps macOS' and Windows' system proxies out.
        "NO_PROXY": "127.0.0.1,localhost",
        "PATH": os.defpath,
        "PERSIST_STATE": "1",
        "PYTHONUTF8": "1",
        "SERVICES": _SERVICES,
        "SFTP_ENABLED": "0",
        "STATE_DIR": str(engine_dir / "state"),
        "TMPDIR": temporary,
    }
    if system_root:
        environment |= {
            "SYSTEMROOT": system_root,
            "TEMP": temporary,
            "TMP": temporary,
            "USERPROFILE": temporary,
        }
    return environment


def candidate_ports(settings: Settings, *, last_port: int | None) -> list[int]:
    """Return the ports to try in order: an explicit one alone, else the last one and upwards."""
    if settings.engine_port_is_explicit:
        return [settings.engine_port]
    end = min(settings.engine_port + _PORTS_TRIED, _HIGHEST_PORT + 1)
    upwards = [port for port in range(settings.engine_port, end) if port != last_port]
    return ([last_port] if last_port else []) + upwards


def launch(settings: Settings, *, ports: Sequence[int], nonce: str, detached: bool) -> Launched:
    """Start the engine and wait until it serves and proves it is ours.

    Raises PortTaken, StateInUse, StateUnreadable, EngineVersionError, StoredFileError for a log
    that cannot be written, or EngineError naming the log.
    """
    order = {
        "ports": list(ports),
        "nonce": nonce,
        "exit_with_parent": not detached,
        "engine_dir": str(settings.engine_dir.absolute()),
    }
    child = _spawn(settings)
    deadline = threading.Timer(START_SECONDS, child.kill)
    deadline.daemon = True  # an interrupted start does not wait for it
    try:
        deadline.start()
        port = accepted_port(_give_order(child, order), settings)
        _require_proof(settings, port=port, nonce=nonce)
    except BaseException:
        abandon(child)
        raise
    finally:
        deadline.cancel()
    return Launched(child=child, port=port)


def let_go(child: subprocess.Popen[bytes]) -> None:
    """Leave a detached engine to itself: no pipe to it, and no wait for its end."""
    close_pipes(child)
    # It outlives this process on purpose; without a status, dropping the object would warn.
    child.returncode = 0


def abandon(child: subprocess.Popen[bytes]) -> None:
    """Kill an engine whose start failed."""
    end_process(child, patience=0)


def require_running(child: subprocess.Popen[bytes], settings: Settings) -> None:
    """Raise EngineError when the engine has ended: what it answered last says nothing."""
    if child.poll() is not None:
        raise EngineError(
            "The local engine ended while it was started.", hint=f"See {log_path(settings)}."
        )


def _spawn(settings: Settings) -> subprocess.Popen[bytes]:
    windows = sys.platform == "win32"
    log = _open_log(log_path(settings))
    try:
        return subprocess.Popen(
            [sys.executable, "-m", "infra_scripts.local_engine.runner"],
            cwd=PROJECT_ROOT,
            env=engine_environment(
                settings.engine_dir.absolute(),
                system_root=os.environ.get("SYSTEMROOT") if windows else None,
            ),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=log,
            # Out of the terminal's reach: Ctrl-C is for the parent, which then stops the engine.
            start_new_session=not windows,
            creationflags=getattr(subprocess, "CREATE_NEW_PROCESS_GROUP", 0) if windows else 0,
        )
    finally:
        os.close(log)


def _open_log(path: Path) -> int:
    # Not blocking: where a pipe stands in its place, opening it would wait for a reader.
    flags = os.O_WRONLY | os.O_CREAT | os.O_APPEND | getattr(os, "O_NONBLOCK", 0)
    try:
        return os.open(path, flags, PRIVATE_FILE)
    except OSError as error:
        raise unusable(path, error, "written") from error


def log_path(settings: Settings) -> Path:
    return settings.engine_dir / "engine.log"


def _give_order(child: subprocess.Popen[bytes], order: dict[str, object]) -> dict[str, object]:
    assert child.stdin is not None
    assert child.stdout is not None
    try:
        child.stdin.write(json.dumps(order).encode() + b"\n")
        child.stdin.flush()
        answer = json.loads(child.stdout.readline() or b"{}")
    except (OSError, ValueError):
        return {}
    return answer if isinstance(answer, dict) else {}


def accepted_port(answer: Mapping[str, object], settings: Settings) -> int:
    """Return the port the engine's first line names, or raise what it says instead."""
    if isinstance(port := answer.get("port"), int):
        return port
    if answer.get("refused") == "port":
        raise PortTaken(
            f"Port {settings.engine_port} is taken by another program.",
            hint="Stop it, or set AUTHORIZER_LAB_ENGINE_PORT to a free port.",
            port=settings.engine_port,
        )
    if answer.get("refused") == "version":
        raise EngineVersionError(
            str(answer.get("message")),
            hint="Install the pinned packages: pip install -r requirements.txt",
        )
    if kind := _REFUSALS.get(str(answer.get("refused"))):
        raise kind(str(answer.get("message")), hint=str(answer.get("hint")))
    raise _did_not_start(settings)


def _require_proof(settings: Settings, *, port: int, nonce: str) -> None:
    if not answers_as_ours(port=port, nonce=nonce, timeout=START_SECONDS):
        raise _did_not_start(settings)


def _did_not_start(settings: Settings) -> EngineError:
    return EngineError("The local engine did not start.", hint=f"See {log_path(settings)}.")
