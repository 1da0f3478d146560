"""The server role: what it gives to st.App, and what it refuses to start with."""

import asyncio
import logging
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from streamlit.components.v2 import manifest_scanner
from streamlit.components.v2.component_manager import BidiComponentManager
from streamlit.runtime.pages_manager import PagesManager

from infra_scripts.local_engine.process import status
from pages._frame.crash import report_crash
from pages._server.engine_keeper import EngineState
from pages._server.jobs import JobState
from pages._server.middleware import LoopbackGuard, SecurityHeaders, SessionCookie
from pages._server.own_routes.own_files import OwnTags
from pages._server.process import current_process
from pages._server.server import app_options
from services.settings import load_settings
from tests.waiting import until


@pytest.fixture(autouse=True)
def _restored_process() -> Iterator[None]:
    """Put back what the server role changes for its whole process."""
    factory, hooks = logging.getLogRecordFactory(), (sys.excepthook, threading.excepthook)
    last_resort = logging.lastResort
    scan = manifest_scanner.scan_component_manifests
    formatter = last_resort.formatter if last_resort else None
    yield
    logging.setLogRecordFactory(factory)
    sys.excepthook, threading.excepthook = hooks
    vars(manifest_scanner)["scan_component_manifests"] = scan
    if last_resort:
        last_resort.setFormatter(formatter)


def test_unusable_settings_end_the_server_with_one_line(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("AUTHORIZER_LAB_CLOUD", "moon")
    with pytest.raises(SystemExit) as ended:
        app_options(report_crash, list)
    assert ended.value.code == 2
    assert capsys.readouterr().err == (
        "AUTHORIZER_LAB_CLOUD is 'moon'. Set it to 'local' or 'aws'.\n"
    )


def test_the_app_gets_the_boundary_and_the_guards_in_their_order(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("AUTHORIZER_LAB_HOME", str(tmp_path))
    options = app_options(report_crash, list)
    assert options["on_script_error"] is report_crash
    kinds = [layer.cls for layer in options["middleware"]]
    assert kinds == [SecurityHeaders, LoopbackGuard, SessionCookie, OwnTags]
    assert PagesManager.uses_pages_directory is False
    assert current_process().settings.home == tmp_path


def test_no_installed_package_is_asked_for_components(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    asked: list[str] = []
    monkeypatch.setattr("importlib.metadata.distributions", lambda: asked.append("all") or [])
    BidiComponentManager().discover_and_register_components(start_file_watching=False)
    assert asked == ["all"]
    monkeypatch.setenv("AUTHORIZER_LAB_HOME", str(tmp_path))
    app_options(report_crash, list)
    BidiComponentManager().discover_and_register_components(start_file_watching=False)
    assert asked == ["all"]


@pytest.mark.engine
@pytest.mark.slow
def test_the_lifespan_starts_the_engine_prepares_the_lab_and_stops_the_engine(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("AUTHORIZER_LAB_HOME", str(tmp_path))
    settings = load_settings({"AUTHORIZER_LAB_HOME": str(tmp_path)})

    async def serve() -> None:
        async with app_options(report_crash, list)["lifespan"](None):
            process = current_process()
            job = process.jobs.latest()
            assert job is not None
            assert job.title == "Prepare the lab"
            until(lambda: job.state is not JobState.RUNNING)
            assert job.error is None
            assert process.engine is not None
            assert process.engine.state is EngineState.RUNNING
            assert process.engine.failed_checks == ()
            assert status(settings).running
            assert process.lab().personas()

    asyncio.run(serve())
    assert not status(settings).running
