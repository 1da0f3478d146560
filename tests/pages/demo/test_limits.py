"""Stories on the Limits page, against the real engine."""

import threading

import pytest
from streamlit.testing.v1 import AppTest

from pages._server.jobs import JobState
from pages._server.limits.load_desk import UNSEEN_SECONDS, LoadDesk
from pages._server.process import LabProcess
from services.limits.load_run import Answered, RunEnd
from tests.pages._ui.rendered import told
from tests.pages.conftest import OpenPage
from tests.pages.demo.signing_in import session_of
from tests.waiting import until

PAGE = "demo/limits.py"


def html(app: AppTest) -> str:
    return "".join(element.proto.body for element in app.get("html"))


def wait(process: LabProcess) -> None:
    job = process.jobs.latest()
    assert job is not None
    until(lambda: job.state is not JobState.RUNNING)
    assert (job.state, job.error) == (JobState.DONE, None)


@pytest.mark.engine
def test_a_run_meets_both_429s_and_says_what_they_are(
    lab_process: LabProcess, open_page: OpenPage
) -> None:
    app = open_page(PAGE)
    assert not app.exception
    assert "60 calls a day" in told(app)
    app.slider(key="limits_rate").set_value(40)
    app.slider(key="limits_seconds").set_value(5).run()
    app.button(key="limits_run").click().run()
    desk = session_of(app).loads
    until(lambda: (desk.look() or bool(desk.runs)) and desk.runs[0].quota_left == 0)
    app.run()
    wait_while_looking(lab_process, desk)
    app.run()
    assert not app.exception
    (run,) = desk.runs
    assert run.counts()[Answered.LET_IN] == 59
    assert run.counts().keys() == {Answered.LET_IN, Answered.THROTTLED, Answered.QUOTA}
    assert "&#34;message&#34;:&#34;Too Many Requests&#34;" in html(app)
    assert "&#34;message&#34;:&#34;Limit Exceeded&#34;" in html(app)
    assert "<b>0 of 60" not in html(app)
    assert "0 of 60 calls left" in html(app)
    assert "<b>Bites</b>" in html(app)
    assert "All pieces of work were sent." in told(app)


def wait_while_looking(process: LabProcess, desk: LoadDesk) -> None:
    job = process.jobs.latest()
    assert job is not None
    until(lambda: desk.look() or job.state is not JobState.RUNNING)
    assert (job.state, job.error) == (JobState.DONE, None)


@pytest.mark.engine
def test_the_job_of_another_page_is_shown_until_it_has_ended(
    lab_process: LabProcess, open_page: OpenPage
) -> None:
    free = threading.Event()
    job = lab_process.jobs.start("Run the grid", lambda _: free.wait(60))
    app = open_page(PAGE)
    free.set()
    assert [element.proto.text for element in app.get("progress")] == ["Run the grid: Starting"]
    assert not [button for button in app.button if button.key == "limits_run"]
    until(lambda: job.state is JobState.DONE)
    assert app.run().button(key="limits_run")
    assert not app.get("progress")


@pytest.mark.engine
def test_stop_ends_a_run_and_the_next_can_begin(
    lab_process: LabProcess, open_page: OpenPage
) -> None:
    app = open_page(PAGE)
    app.slider(key="limits_seconds").set_value(20).run()
    app.button(key="limits_run").click().run()
    desk = session_of(app).loads
    until(lambda: bool(desk.runs))
    app.run()
    app.button(key="limits_stop").click().run()
    wait(lab_process)
    assert [run.end for run in desk.runs] == [RunEnd.STOPPED]
    app.run()
    assert app.button(key="limits_run")
    assert "Stop was pressed." in told(app)


@pytest.mark.engine
def test_a_page_that_is_left_ends_its_run(lab_process: LabProcess, open_page: OpenPage) -> None:
    app = open_page(PAGE)
    app.slider(key="limits_seconds").set_value(20).run()
    app.button(key="limits_run").click().run()
    wait(lab_process)
    (run,) = session_of(app).loads.runs
    assert run.end is RunEnd.LEFT
    assert len(run.calls) < 400


def test_the_desk_ends_what_nobody_looks_at() -> None:
    now = [0.0]
    desk = LoadDesk(clock=lambda: now[0])
    desk.begin()
    assert desk.why_over() is None
    now[0] = UNSEEN_SECONDS + 0.1
    assert desk.why_over() is RunEnd.LEFT
    desk.look()
    assert desk.why_over() is None
    desk.stop()
    assert desk.why_over() is RunEnd.STOPPED
