"""The UI as a child process: its port, its environment, its health, its end."""

import http.client
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager

from services.errors import LabError, PortTaken, SettingsError
from services.settings import PROJECT_ROOT, Settings

_HOST = "127.0.0.1"
_PORTS_TRIED = 200
_HIGHEST_PORT = 65535
_HEALTHY_SECONDS = 60.0
_POLL_SECONDS = 0.05
_STOP_SECONDS = 20.0
_SIGNALS = {number.value: f"{number.name} (signal {number.value})" for number in signal.Signals}
_UNUSABLE = 2  # the exit status of a UI that cannot be used as it is set up


def choose_port(wanted: int, *, is_explicit: bool) -> int:
    """Return the UI's port: the wanted one or, unless it was asked for, the next free one."""
    last = wanted if is_explicit else min(wanted + _PORTS_TRIED, _HIGHEST_PORT)
    for port in range(wanted, last + 1):
        if _is_free(port):
            return port
    raise PortTaken(
        f"The UI's port {wanted} is taken.",
        hint="Choose another with --ui-port or AUTHORIZER_LAB_UI_PORT.",
    )


def require_two_ports(settings: Settings) -> None:
    """Raise SettingsError when UI and local engine would take one and the same port."""
    is_fixed = settings.is_local and settings.engine_port_is_explicit
    if is_fixed and settings.ui_port == settings.engine_port:
        raise SettingsError(
            f"Port {settings.ui_port} is set for the UI and for the local engine.",
            hint="Choose another for one of them, with --ui-port or --engine-port.",
        )


def _is_free(port: int) -> bool:
    with socket.socket() as probe:
        if sys.platform != "win32":  # there it would allow a port that is in use
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((_HOST, port))
        except OSError:
            return False
    return True


def server_environment(settings: Settings, env: Mapping[str, str]) -> dict[str, str]:
    """Return the child's environment: `env` with these settings, so that flags reach it."""
    chosen = {
        "AUTHORIZER_LAB_CLOUD": settings.cloud.value,
        "AUTHORIZER_LAB_STACK": settings.stack,
        "AUTHORIZER_LAB_HOME": str(settings.home),
        "AUTHORIZER_LAB_UI_PORT": str(settings.ui_port),
    }
    if settings.engine_port_is_explicit:
        chosen["AUTHORIZER_LAB_ENGINE_PORT"] = str(settings.engine_port)
    if not settings.is_local:
        chosen["AWS_REGION"] = settings.region
        if settings.profile:
            chosen["AWS_PROFILE"] = settings.profile
    return {**env, **chosen}


@contextmanager
def ui_server(settings: Settings, env: Mapping[str, str]) -> Iterator[subprocess.Popen[bytes]]:
    """Start the UI on the settings' port and stop it, and all it started, at the end."""
    child = subprocess.Popen(  # noqa: S603 - our own interpreter and module
        [
            sys.executable,
            "-m",
            "infra_scripts.command_line.ui_server",
            f"--server.port={settings.ui_port}",
            f"--server.address={_HOST}",
            "--server.headless=true",
        ],
        cwd=PROJECT_ROOT,
        env=server_environment(settings, env),
        stdin=subprocess.PIPE,
        stdout=subprocess.DEVNULL,  # Streamlit's own banner; its errors go to stderr
        # Out of the terminal's reach: Ctrl-C is for this process, which then ends the child.
        start_new_session=os.name == "posix",
        creationflags=getattr(subprocess, "CREATE_NEW_PROCESS_GROUP", 0),
    )
    try:
        yield child
    finally:
        from infra_scripts.local_engine.process_end import end_process

        end_process(child, patience=_STOP_SECONDS)


def wait_until_healthy(child: subprocess.Popen[bytes], port: int) -> None:
    """Return when the UI answers; raises LabError when it ended or stayed silent.

    SettingsError when it ended because it cannot be used as it is set up.
    """
    deadline = time.monotonic() + _HEALTHY_SECONDS
    while time.monotonic() < deadline:
        if (status := child.poll()) is not None:
            kind = SettingsError if status == _UNUSABLE else LabError
            raise kind("The UI ended before it answered.", hint="The lines above say why.")
        if _is_healthy(port):
            return
        time.sleep(_POLL_SECONDS)
    raise LabError("The UI did not answer in time.", hint="Run it again with --debug.")


def how_it_ended(status: int) -> LabError:
    """Return what to say of a UI that ended by itself with this exit status."""
    if status >= 0:
        return LabError("The UI ended by itself.", hint="The lines above say why.")
    name = _SIGNALS.get(-status, f"signal {-status}")
    return LabError(
        f"The UI was ended from outside by {name}: another program, or the system when memory "
        "runs short, sends that.",
        hint="Run the command again. The stack is kept; who was signed in signs in again.",
    )


def _is_healthy(port: int) -> bool:
    connection = http.client.HTTPConnection(_HOST, port, timeout=2)
    try:
        connection.request("GET", "/_stcore/health")
        return connection.getresponse().status == http.client.OK
    except (OSError, http.client.HTTPException):
        return False
    finally:
        connection.close()
