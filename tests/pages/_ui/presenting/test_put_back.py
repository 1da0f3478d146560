"""Put everything back: the tab that asked is told of the end, however soon that comes."""

import pytest
from streamlit.testing.v1 import AppTest

from pages._server.jobs import Job, JobState
from pages._server.process import LabProcess
from pages._server.stack_jobs import PUT_BACK
from pages._ui.page.feedback import md
from tests.waiting import until


def _page() -> None:
    from pages._ui.page.feedback import show_flashes
    from pages._ui.page.job_progress import job_progress
    from pages._ui.presenting.put_back import draw_put_back_button, jobs, say_put_back

    draw_put_back_button()
    running = jobs().running()
    if running is not None:
        job_progress(running, key="page", says_done=True)
    say_put_back()
    show_flashes()


@pytest.fixture
def app(empty_process: LabProcess, monkeypatch: pytest.MonkeyPatch) -> AppTest:
    def ends_at_once(process: LabProcess) -> Job:
        job = process.jobs.start(PUT_BACK, lambda _: None)
        until(lambda: job.state is JobState.DONE)
        return job

    monkeypatch.setattr("pages._ui.presenting.put_back.start_put_back", ends_at_once)
    return AppTest.from_function(_page, default_timeout=60).run()


def test_an_end_before_any_page_looked_is_told_once(app: AppTest) -> None:
    assert not app.toast
    app.button(key="frame_put_back").click().run()
    assert [toast.value for toast in app.toast] == [md("Put everything back: done")]
    assert not app.run().toast


def test_a_tab_that_did_not_ask_is_not_told(app: AppTest) -> None:
    app.button(key="frame_put_back").click().run()
    assert not AppTest.from_function(_page, default_timeout=60).run().toast
