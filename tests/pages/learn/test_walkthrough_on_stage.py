"""The walkthrough in presenter's mode, and the rehearsal before it, against the real engine."""

from collections.abc import Iterator

import pytest
from streamlit.testing.v1 import AppTest

from infra_scripts.switches.table import SWITCHES
from infra_scripts.walkthrough.steps import STEPS
from infra_scripts.walkthrough.walk import Walk
from pages._server.presenting.masked_messages import mask_what_is_sent
from pages._server.process import LabProcess
from tests.pages._ui.rendered import rendered, told
from tests.pages.conftest import OpenPage
from tests.waiting import until

pytestmark = pytest.mark.engine
PAGE = "learn/walkthrough.py"


@pytest.fixture
def walk(lab_process: LabProcess) -> Iterator[Walk]:
    mask_what_is_sent(lab_process.stage)
    walk = Walk(lab_process.lab())
    yield walk
    walk.clear()


def rehearsed(app: AppTest, process: LabProcess) -> AppTest:
    until(lambda: process.jobs.running() is None, seconds=60)
    return app.run()


def test_a_step_stands_alone_and_its_ids_are_masked(walk: Walk, open_page: OpenPage) -> None:
    app = open_page(PAGE, step="user-pool", present="1")
    app.button(key="walkthrough_run").click().run()
    outputs = walk.outputs()
    assert outputs is not None
    page = rendered(app)
    assert outputs.user_pool_id not in page
    assert "‹user pool id›" in page.encode().decode("unicode_escape").encode("latin-1").decode()
    assert "steps done" not in page
    assert app.query_params["present"] == "1"


def test_it_stays_on_from_page_to_page_until_it_is_ended(walk: Walk, open_page: OpenPage) -> None:
    app = open_page(PAGE, present="1").switch_page("pages/demo/call_api.py").run()
    assert app.query_params["present"] == "1"
    app.button(key="frame_present_end").click().run()
    assert "present" not in app.query_params
    assert "frame_present_end" not in {button.key for button in app.button}


def test_the_rehearsal_says_that_all_is_well(
    walk: Walk, open_page: OpenPage, lab_process: LabProcess
) -> None:
    app = open_page(PAGE)
    app.button(key="walkthrough_rehearse").click().run()
    app = rehearsed(app, lab_process)
    number = len(STEPS) + len(SWITCHES)
    assert f"Rehearsed: all {number} steps and switches end as they say" in told(app)


def test_the_rehearsal_names_the_step_that_would_fail(
    walk: Walk, open_page: OpenPage, lab_process: LabProcess, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("infra_scripts.walkthrough.walk.make_user", lambda *_: None)
    app = open_page(PAGE)
    app.button(key="walkthrough_rehearse").click().run()
    app = rehearsed(app, lab_process)
    assert "would fail on stage" in told(app)
    assert "Sign in: The walkthrough has no user yet." in told(app).replace("*", "")


def test_the_rehearsal_asks_before_it_ends_a_walkthrough(
    walk: Walk, open_page: OpenPage, lab_process: LabProcess
) -> None:
    walk.run("user-pool")
    app = open_page(PAGE)
    app.button(key="walkthrough_rehearse").click().run()
    assert "A walkthrough is under way. A rehearsal ends it." in told(app)
    app.button(key="walkthrough_rehearse_no").click().run()
    assert walk.journal().is_done("user-pool")
    app.button(key="walkthrough_rehearse").click().run()
    app.button(key="walkthrough_rehearse_yes").click().run()
    app = rehearsed(app, lab_process)
    assert not walk.is_under_way()
