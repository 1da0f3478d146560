"""What an engine is started with: its ports, its environment, its private directories."""

import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from infra_scripts.local_engine.launch import (
    accepted_port,
    candidate_ports,
    engine_environment,
    launch,
    prepare_directories,
    require_running,
)
from infra_scripts.local_engine.serving.listener import open_listener
from services.errors import (
    EngineError,
    EngineVersionError,
    PortTaken,
    StateInUse,
    StoredFileError,
)
from services.settings import PROJECT_ROOT, Settings
from tests.file_modes import is_private
from tests.ports import free_port


@pytest.mark.parametrize(
    ("port", "explicit", "last_port", "first"),
    [
        pytest.param(4566, False, None, [4566, 4567, 4568], id="the default and upwards"),
        pytest.param(4566, False, 4600, [4600, 4566, 4567], id="the last run's port first"),
        pytest.param(4566, False, 4567, [4567, 4566, 4568], id="the last port only once"),
        pytest.param(5000, True, None, [5000], id="an explicit port alone"),
        pytest.param(5000, True, 4600, [5000], id="an explicit port, whatever the last was"),
        pytest.param(65534, False, None, [65534, 65535], id="no port beyond the highest"),
    ],
)
def test_ports_are_tried_in_order(
    *, port: int, explicit: bool, last_port: int | None, first: list[int]
) -> None:
    settings = Settings(engine_port=port, engine_port_is_explicit=explicit)
    assert candidate_ports(settings, last_port=last_port)[:3] == first


def test_the_environment_is_built_from_nothing() -> None:
    assert engine_environment(Path("/home/engine")) == {
        "AUTH": "true",
        "AWS_EC2_METADATA_DISABLED": "true",
        "BIND_HOST": "127.0.0.1",
        "DOCKER_HOST": "unix:///nonexistent.sock",
        "HOME": str(Path("/home/engine/tmp")),
        "IOT_MTLS_ENABLED": "0",
        "LOG_LEVEL": "WARNING",
        "MINISTACK_REGION": "us-east-1",
        "NO_PROXY": "127.0.0.1,localhost",
        "PATH": engine_environment(Path("/"))["PATH"],
        "PERSIST_STATE": "1",
        "PYTHONUTF8": "1",
        "SERVICES": "cognito-idp,apigateway,lambda,iam,sts,logs,ssm,secretsmanager,"
        "cloudformation,tagging,ses",
        "SFTP_ENABLED": "0",
        "STATE_DIR": str(Path("/home/engine/state")),
        "TMPDIR": str(Path("/home/engine/tmp")),
    }


def test_windows_gets_the_variables_it_cannot_do_without() -> None:
    environment = engine_environment(Path("/home/engine"), system_root="C:\\Windows")
    assert environment["SYSTEMROOT"] == "C:\\Windows"
    assert environment["TEMP"] == environment["TMP"] == environment["TMPDIR"]


def test_directories_that_were_too_open_are_closed(tmp_path: Path) -> None:
    settings = Settings(home=tmp_path / "home")
    state = settings.engine_dir / "state"
    state.mkdir(parents=True)
    state.chmod(0o755)
    leftover = settings.engine_dir / "tmp" / "ministack-lambda-worker"
    leftover.mkdir(parents=True)

    prepare_directories(settings)

    assert is_private(state)
    assert is_private(settings.engine_dir)
    assert not leftover.exists()


@pytest.mark.parametrize(
    ("answer", "error", "message"),
    [
        ({"refused": "port"}, PortTaken, "Port 4566 is taken by another program."),
        ({"refused": "version", "message": "Needs 1.5.33."}, EngineVersionError, "Needs 1.5.33."),
        (
            {"refused": "state", "message": "In use.", "hint": "End it."},
            StateInUse,
            "In use.",
        ),
        ({}, EngineError, "The local engine did not start."),
        ({"port": "4566"}, EngineError, "The local engine did not start."),
    ],
    ids=["port taken", "another version", "state in use", "no answer", "nonsense"],
)
def test_a_refused_start_says_why(
    answer: dict[str, object], error: type[EngineError], message: str
) -> None:
    with pytest.raises(EngineError) as caught:
        accepted_port(answer, Settings())
    assert type(caught.value) is error
    assert caught.value.message == message
    assert caught.value.hint


def test_an_accepted_start_names_its_port() -> None:
    assert accepted_port({"port": 4570}, Settings()) == 4570


@pytest.mark.engine
def pipe(path: Path) -> None:
    os.mkfifo(path)  # here, because Windows has no such function


def link_to_nowhere(path: Path) -> None:
    path.symlink_to("/nowhere/engine.log")


@pytest.mark.engine
@pytest.mark.skipif(sys.platform == "win32", reason="there are no such links and pipes")
@pytest.mark.parametrize(
    "put",
    [
        pytest.param(pipe, id="a pipe"),
        pytest.param(link_to_nowhere, id="a link to nowhere"),
    ],
)
def test_a_log_that_cannot_be_opened_is_told(tmp_path: Path, put: Callable[[Path], None]) -> None:
    settings = Settings(home=tmp_path)
    prepare_directories(settings)
    put(settings.engine_dir / "engine.log")
    with pytest.raises(StoredFileError, match=r"engine\.log cannot be written"):
        launch(settings, ports=[free_port()], nonce="nonce", detached=False)


def test_an_engine_that_ended_while_it_was_tested_did_not_answer_wrongly() -> None:
    ended = subprocess.Popen([sys.executable, "-c", ""])
    ended.wait(30)
    with pytest.raises(EngineError, match="ended while it was started") as caught:
        require_running(ended, Settings(home=Path("home")))
    assert caught.value.exit_status == 3
    assert "engine.log" in caught.value.hint


def test_the_runner_refuses_another_version_before_it_imports_it(tmp_path: Path) -> None:
    pretend = (
        "import importlib.metadata, sys\n"
        "importlib.metadata.version = lambda name: '1.5.34'\n"
        "from infra_scripts.local_engine import runner\n"
        "status = runner.main()\n"
        "sys.exit(status if 'ministack.app' not in sys.modules else 99)\n"
    )
    order = {
        "ports": [0],
        "nonce": "nonce",
        "exit_with_parent": True,
        "engine_dir": str(tmp_path),
    }
    done = subprocess.run(
        [sys.executable, "-c", pretend],
        cwd=PROJECT_ROOT,
        input=json.dumps(order) + "\n",
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert done.returncode == 1
    assert json.loads(done.stdout) == {
        "refused": "version",
        "message": "The local engine needs ministack 1.5.33, found 1.5.34.",
    }


def test_a_listener_takes_the_first_free_port() -> None:
    first = open_listener([0])
    assert first is not None
    with first:
        taken = first.getsockname()[1]
        assert open_listener([taken]) is None
        second = open_listener([taken, 0])
        assert second is not None
        with second:
            assert second.getsockname()[1] != taken
            assert second.getsockname()[0] == "127.0.0.1"
            assert not second.get_inheritable()
