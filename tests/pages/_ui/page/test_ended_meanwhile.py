"""Work that ends between a page's look at it and its drawing: the page must not wait for it."""

from streamlit.testing.v1 import AppTest

from pages._server.jobs import JobState
from pages._server.process import LabProcess
from pages._server.stack_watch import StackReading
from tests.waiting import until


def _run(page: object) -> AppTest:
    app = AppTest.from_function(page, default_timeout=60).run()  # type: ignore[arg-type]
    assert not app.exception
    return app


def _page_of_a_job() -> None:
    import streamlit as st

    from pages._ui.page.context import jobs
    from pages._ui.page.job_progress import job_progress

    job = jobs().latest()
    if job is not None and "is_drawn" not in st.session_state:
        st.session_state["is_drawn"] = True
        job_progress(job, key="page")
        st.write("it is at work")
    else:
        st.write("what came of it")


def test_a_job(empty_process: LabProcess) -> None:
    job = empty_process.jobs.start("Prepare the lab", lambda _: None)
    until(lambda: job.state is JobState.DONE)
    app = _run(_page_of_a_job)
    assert [element.value for element in app.markdown] == ["what came of it"]
    assert not app.get("progress")


def _page_of_the_stack() -> None:
    import streamlit as st

    from pages._ui.stack.stack_reading import stack_reading

    st.write("read" if stack_reading() else "not read")


def test_a_reading_of_the_stack(lab_process: LabProcess) -> None:
    watch = lab_process.stack
    until(lambda: bool(watch.view(30) and watch.is_fresh()))
    real, views = watch.view, [None]

    def view(wait_seconds: float = 0.0) -> StackReading | None:
        return views.pop() if views else real(wait_seconds)

    watch.view = view  # type: ignore[method-assign]
    try:
        app = _run(_page_of_the_stack)
    finally:
        watch.view = real  # type: ignore[method-assign]
    assert [element.value for element in app.markdown] == ["read"]


def _page_of_a_file() -> None:
    import streamlit as st

    from pages._server.snapshots.tab_work import TabWork
    from pages._ui.page.files.file_work import draw_work
    from services.errors import LabError

    def refused(tell: object) -> object:
        raise LabError("The file is too large.")

    if "work" not in st.session_state:
        st.session_state["work"] = TabWork("The check", refused)
        st.session_state["work"].wait(30)
        draw_work(st.session_state["work"], "page", was_running=True)
    draw_work(st.session_state["work"], "page", was_running=False)


def test_the_check_of_a_file(empty_process: LabProcess) -> None:
    app = _run(_page_of_a_file)
    assert "The file is too large" in app.error[0].value
    assert not app.get("progress")


def _page_of_users() -> None:
    from dataclasses import replace

    import streamlit as st

    from pages._ui.users.table.snapshot_line import current_snapshot, draw_snapshot_line
    from services.users.snapshot.question import UserQuestion
    from services.users.snapshot.snapshot import FillState

    snapshot = current_snapshot()
    snapshot.wait(30)
    state = snapshot.state
    if "is_drawn" not in st.session_state:
        st.session_state["is_drawn"] = True
        state = replace(state, fill=FillState.RUNNING, last=None)
    shown = snapshot.ask(UserQuestion(), page=1, size=1)
    st.write("all are read" if state.last else "some are read")
    draw_snapshot_line(snapshot, shown, state)


def test_the_reading_of_the_users(lab_process: LabProcess) -> None:
    app = _run(_page_of_users)
    assert [element.value for element in app.markdown] == ["all are read"]
