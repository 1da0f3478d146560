"""The guards: no page without the frame, and a helpful page while the stack is missing."""

import threading
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from pages._server.jobs import JobState
from pages._server.process import LabProcess
from tests.pages.conftest import OpenPage
from tests.waiting import until

PAGES = Path(__file__).parents[4] / "pages"
FILES = sorted(
    file.relative_to(PAGES).as_posix()
    for file in PAGES.glob("[a-z]*/*.py")
    if file.name != "__init__.py"
)


def _guarded_page() -> None:
    import streamlit as st

    from pages._ui.page.guards import require_stack

    require_stack()
    st.write("the page")


def _run() -> AppTest:
    return AppTest.from_function(_guarded_page, default_timeout=60).run()


@pytest.mark.parametrize("file", FILES)
def test_every_page_asks_for_the_frame_before_it_draws(file: str) -> None:
    code = (PAGES / file).read_text(encoding="utf-8")
    statements = [line for line in code.splitlines() if line and not line.startswith((" ", ")"))]
    ran = [line for line in statements if line.endswith(")") and "=" not in line]
    calls = [line for line in ran if not line.startswith(("@", "from", "import", "def", "class"))]
    assert calls[0] == "require_frame()"


def test_there_are_pages_to_guard() -> None:
    assert "learn/overview.py" in FILES


@pytest.mark.parametrize("file", FILES)
def test_a_page_that_is_started_without_the_frame_draws_nothing(
    stopped_process: LabProcess, file: str
) -> None:
    app = AppTest.from_file(str(PAGES / file)).run()
    assert not app.title
    assert not app.button


def test_a_ready_stack_lets_the_page_draw(lab_process: LabProcess) -> None:
    assert [element.value for element in _run().markdown] == ["the page"]


def test_a_missing_stack_offers_to_provision(empty_process: LabProcess) -> None:
    app = _run()
    assert app.header[0].value == "There is no stack yet"
    assert app.button(key="guard_provision").label == "Provision"
    assert not [element for element in app.markdown if element.value == "the page"]


def test_while_a_job_makes_the_stack_the_page_waits_for_it(empty_process: LabProcess) -> None:
    release = threading.Event()
    job = empty_process.jobs.start("Prepare the lab", lambda _: release.wait(30))
    app = _run()
    assert app.header[0].value == "Prepare the lab"
    assert not app.button
    release.set()
    until(lambda: job.state is JobState.DONE)


def test_a_page_with_a_stack_says_that_another_tab_resets_it_and_can_be_used(
    lab_process: LabProcess,
) -> None:
    free = threading.Event()
    job = lab_process.jobs.start("Reset the lab", lambda progress: free.wait(30))
    app = _run()
    shown = [element.proto.text for element in app.get("progress")]
    free.set()
    until(lambda: job.state is JobState.DONE)
    assert shown == ["Reset the lab: Starting"]
    assert "the page" in [element.value for element in app.markdown]
    assert not _run().get("progress")


def test_a_stopped_engine_leaves_the_page_to_the_banner(
    stopped_process: LabProcess, open_page: OpenPage
) -> None:
    app = _run()
    assert not app.exception
    assert not [element for element in app.markdown if element.value == "the page"]
    assert "needs the local engine" in app.caption[0].value
