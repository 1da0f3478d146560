"""A call without an answer: what the page says to do, while the engine is away and afterwards."""

from pathlib import Path
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from pages._server.engine_keeper import EngineState
from pages._server.process import LabProcess, use_process
from services.errors import AwsError, CloudUnreachable, EngineError, LabError
from services.settings import Cloud, Settings
from tests.pages.fixed_engine import FixedEngine

AGAIN = "The local engine was started again since and answers: press the button again."
LATER = "The local engine is not there just now. When it is back, press the button again."
SOON = (
    "If the local engine has ended, it is started again by itself within seconds. Then press the "
    "button again."
)


def _script() -> None:
    import streamlit as st

    from pages._ui.page.feedback import show_error

    show_error(st.session_state["error"], at=100.0)


def _job_script() -> None:
    import streamlit as st

    from pages._server.jobs import Job
    from pages._ui.page.job_progress import show_failure

    job = Job(id="job-1", title="Reset", started_at=100.0)
    job.error = st.session_state["error"]
    show_failure(job)


def _shown(script: Any, error: LabError, engine: FixedEngine | None, home: Path) -> list[str]:
    cloud = Cloud.LOCAL if engine else Cloud.AWS
    use_process(LabProcess(settings=Settings(home=home, cloud=cloud), engine=engine))
    app = AppTest.from_function(script)
    app.session_state["error"] = error
    return [each.value.replace("\\", "") for each in app.run().error]


@pytest.mark.parametrize(
    ("engine", "hint"),
    [
        pytest.param(FixedEngine(started_at=101.0), AGAIN, id="started again since"),
        pytest.param(FixedEngine(started_at=99.0), SOON, id="nobody has noticed yet"),
        pytest.param(FixedEngine(state=EngineState.STARTING), LATER, id="being started"),
        pytest.param(FixedEngine(state=EngineState.SILENT), LATER, id="silent"),
        pytest.param(FixedEngine(state=EngineState.STOPPED), "the old hint", id="stopped"),
        pytest.param(None, "the old hint", id="on AWS"),
    ],
)
def test_a_call_without_an_answer_says_when_to_send_it_again(
    tmp_path: Path, engine: FixedEngine | None, hint: str
) -> None:
    error = CloudUnreachable("No connection.", hint="the old hint")
    (told,) = _shown(_script, error, engine, tmp_path)
    assert told.endswith(hint)


def test_what_was_refused_is_not_said_to_be_sent_again(tmp_path: Path) -> None:
    error = AwsError("Refused.", hint="the old hint")
    (told,) = _shown(_script, error, FixedEngine(started_at=101.0), tmp_path)
    assert told.endswith("the old hint")


def test_a_job_that_the_engine_cut_short_is_told_once_the_engine_is_back(tmp_path: Path) -> None:
    error = EngineError("The local engine is starting.")
    assert _shown(_job_script, error, FixedEngine(state=EngineState.STARTING), tmp_path) == []
    (told,) = _shown(_job_script, error, FixedEngine(started_at=101.0), tmp_path)
    assert told.endswith(AGAIN)
