"""The engine that starts beside the import of Streamlit: it is used, and it ends with the UI."""

from dataclasses import replace
from pathlib import Path

import pytest

from infra_scripts.command_line.early_engine import engine_started_early
from infra_scripts.local_engine.process import engine_session, status
from services.settings import Cloud, Settings, load_settings
from tests.ports import free_port
from tests.waiting import until


def settings_of(home: Path, **changes: str) -> Settings:
    env = {"AUTHORIZER_LAB_HOME": str(home), "AUTHORIZER_LAB_ENGINE_PORT": str(free_port())}
    return load_settings({**env, **changes})


@pytest.mark.engine
def test_the_server_attaches_to_the_engine_that_was_started_early(tmp_path: Path) -> None:
    settings = settings_of(tmp_path / "home")
    with engine_started_early(settings):
        until(lambda: status(settings).running)
        early = status(settings).pid
        with engine_session(settings) as session:
            assert (session.pid, session.started_here) == (early, False)
            assert session.self_test.passed
    assert not status(settings).running


@pytest.mark.engine
def test_an_engine_that_cannot_start_is_left_to_the_server_to_report(tmp_path: Path) -> None:
    home = tmp_path / "home"
    home.write_text("no folder", encoding="utf-8")
    settings = replace(settings_of(tmp_path / "other"), home=home)
    with engine_started_early(settings):
        pass
    assert home.read_text(encoding="utf-8") == "no folder"


def test_on_aws_no_engine_is_started(tmp_path: Path) -> None:
    settings = replace(settings_of(tmp_path / "home"), cloud=Cloud.AWS)
    with engine_started_early(settings):
        assert not (tmp_path / "home").exists()
