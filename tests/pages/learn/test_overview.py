"""Overview, as its readers meet it: whole, absent, in the making, unreadable."""

import re
import threading
from collections import deque

import pytest
from streamlit.testing.v1 import AppTest

from pages._server.jobs import JobState
from pages._server.process import LabProcess
from pages._server.session_store import BrowserSession
from pages._server.stack_jobs import start_provision
from pages._server.stack_watch import StackWatch
from services.errors import PlanRefused
from services.home.outputs import StackOutputs
from services.progress import ProgressCallback
from services.scenarios.runner import Outcome
from services.traffic.exchange import Exchange
from tests.pages._ui.scenarios.scenario_runs import kept, resulted
from tests.pages._ui.stack.statuses import status
from tests.pages.broken_stack import take_the_authorizer_off
from tests.pages.conftest import OpenPage
from tests.waiting import until


def _drawing(app: AppTest) -> str:
    return "".join(element.proto.body for element in app.get("html"))


def _broken(app: AppTest) -> list[str]:
    """Return the arrows that are drawn broken, each with the words that say why."""
    arrow = r'lab-broken" data-cell="([\w-]+)">.*?broken: </span>([^<]+)<'
    return [": ".join(found) for found in re.findall(arrow, _drawing(app))]


def _badge(app: AppTest) -> list[str]:
    return [link.proto.label for link in app.sidebar.get("page_link")]


def _titles(app: AppTest) -> list[str]:
    return [card.value for card in app.subheader]


def _keys(app: AppTest) -> set[str]:
    return {button.key for button in app.button}


def _headings(app: AppTest) -> list[str]:
    return [header.value for header in app.header]


def _badges(app: AppTest) -> list[str]:
    words = ("Done", "Next", "Later")
    return [
        word
        for element in app.main.markdown
        for word in words
        if f" {word}]" in element.value or f"[{word}]" in element.value
    ]


def _call(authorization: str | None, status: int = 200) -> Exchange:
    headers = (("Authorization", authorization),) if authorization else ()
    return Exchange(
        id="1",
        label="",
        started_at=0.0,
        duration_ms=1.0,
        method="GET",
        url="http://127.0.0.1:1/demo/my-api",
        request_headers=headers,
        status=status,
    )


@pytest.mark.engine
def test_a_whole_stack_is_drawn_with_the_ids_of_its_resources(
    lab_process: LabProcess, lab_stack: StackOutputs, open_page: OpenPage
) -> None:
    lab_process.stack.view(30)
    app = open_page()
    assert not app.exception
    drawing = _drawing(app)
    for name in ("user_pool", "app_client", "authorizer", "my_api_function"):
        assert f">{lab_stack.resource_id(name)}<" in drawing
    assert f">{lab_stack.rest_api_id}/demo<" in drawing
    assert drawing.count('data-state="exists">') == 6
    assert "All 50 resources are in place." in drawing
    assert _broken(app) == []
    assert _headings(app) == ["What to do next", "The stack"]
    assert "overview_reset" in _keys(app)
    assert "overview_provision" not in _keys(app)


@pytest.mark.engine
@pytest.mark.slow
def test_without_a_stack_the_page_says_what_to_do_and_does_it(
    empty_process: LabProcess, open_page: OpenPage
) -> None:
    empty_process.stack.view(30)
    app = open_page()
    assert _drawing(app).count("not created yet") == 6
    assert "Nothing is provisioned yet." in _drawing(app)
    assert _broken(app) == [], "what is not there yet is not broken"
    assert _titles(app)[0] == "1. Provision the stack"
    assert _badges(app) == ["Next", "Later", "Later", "Later"], "provisioning comes before"
    assert app.button(key="overview_provision").label == "Provision"
    assert "overview_reset" not in _keys(app)
    app.button(key="overview_provision").click().run()
    job = empty_process.jobs.latest()
    assert job is not None
    assert job.title == "Provision the stack"
    until(lambda: job.state is not JobState.RUNNING)
    assert job.state is JobState.DONE
    until(lambda: _drawing(app.run()).count('data-state="exists">') == 6)


@pytest.mark.engine
def test_a_method_without_authorizer_breaks_the_arrow_and_repair_comes_first(
    lab_process: LabProcess, lab_stack: StackOutputs, open_page: OpenPage
) -> None:
    take_the_authorizer_off(lab_process, "/my-api")
    try:
        lab_process.stack.view(30)
        app = open_page()
    finally:
        start = start_provision(lab_process)
        until(lambda: start.state is not JobState.RUNNING)
    assert "The stack has 1 fault: Method GET /my-api has no authorizer." in _drawing(app)
    assert _broken(app) == ["check: no authorizer on GET /my-api"]
    assert _titles(app) == [
        "1. Repair the stack",
        "2. Sign in",
        "3. Call the API twice",
        "4. Run the authorizer lab",
    ]
    assert _badges(app) == ["Next", "Later", "Later", "Later"]
    assert app.button(key="overview_provision").label == "Repair"
    assert _badge(app) == [":orange-badge[:material/build: Stack: 1 fault]"]
    lab_process.stack.view(30)
    app.run()
    assert _broken(app) == []
    assert "All 50 resources are in place." in _drawing(app)
    assert _badge(app) == []


def test_a_missing_function_is_one_fault_and_what_follows_from_it_is_listed_under_it(
    stopped_process: LabProcess, open_page: OpenPage
) -> None:
    found = (
        status("my_api_function", "function", "missing"),
        status("method_get_my_api", "method", "differs", follows_from="my_api_function"),
        status("permission_get_my_api", "permission", "missing", follows_from="my_api_function"),
        status("user_pool", "user_pool", "exists"),
    )
    stopped_process.stack = StackWatch(lambda: found, fresh_seconds=60)
    stopped_process.stack.view(30)
    app = open_page()
    assert "The stack has 1 fault: Function my-api is missing." in _drawing(app)
    assert "<summary>2 resources follow from it</summary>" in _drawing(app)
    assert "<li>Method GET /my-api</li>" in _drawing(app)
    assert _broken(app) == ["allow: Function my-api is missing"]


def test_work_in_progress_is_shown_with_its_steps(
    stopped_process: LabProcess, open_page: OpenPage
) -> None:
    release = threading.Event()
    job = stopped_process.jobs.start("Prepare the lab", lambda _: release.wait(30))
    app = open_page()
    assert _headings(app) == ["Prepare the lab", "What to do next", "The stack"]
    assert not {"overview_provision", "overview_reset"} & _keys(app)
    release.set()
    until(lambda: job.state is JobState.DONE)


def test_a_stopped_engine_is_told_and_nothing_crashes(
    stopped_process: LabProcess, open_page: OpenPage
) -> None:
    app = open_page()
    assert not app.exception
    assert len(app.error) == 1
    assert "The local engine stopped" in app.error[0].value
    assert _drawing(app).count("not read yet") == 6


@pytest.mark.parametrize("term", ["User pool", "App client", "Authorizer"])
def test_what_a_newcomer_cannot_know_is_said_in_a_line(
    stopped_process: LabProcess, open_page: OpenPage, term: str
) -> None:
    app = open_page()
    explained = re.findall(r"<dt>([^<]+)</dt><dd>[^<]{20,}</dd>", _drawing(app))
    assert explained.count(term) == 1


def test_a_failed_job_says_why(stopped_process: LabProcess, open_page: OpenPage) -> None:
    def work(progress: ProgressCallback) -> None:
        raise PlanRefused("The pool cannot change.", hint="Choose another stack.")

    job = stopped_process.jobs.start("Prepare the lab", work)
    until(lambda: job.state is JobState.FAILED)
    app = open_page()
    assert app.error[1].value == "**The pool cannot change\\.**  \nChoose another stack\\."


def test_a_failure_of_another_kind_is_told_on_its_own_page_only(
    stopped_process: LabProcess, open_page: OpenPage
) -> None:
    def work(progress: ProgressCallback) -> None:
        raise PlanRefused("A race went wrong.", hint="Try again.")

    job = stopped_process.jobs.start("Revocation race", work)
    until(lambda: job.state is JobState.FAILED)
    app = open_page()
    assert len(app.error) == 1, "the stopped engine's alone"
    assert "The local engine stopped" in app.error[0].value


def test_the_calls_of_this_browser_are_drawn_behind_one_click(
    stopped_process: LabProcess, open_page: OpenPage
) -> None:
    app = open_page()
    assert any("This browser has made no call yet." in each.value for each in app.caption)
    calls = deque([_call(None), _call("token")])
    app.session_state["_browser_session"] = BrowserSession(history=calls)
    app.run()
    assert not app.get("vega_lite_chart")
    app.session_state["overview_calls"] = True
    app.run()
    assert not any("no call yet" in each.value for each in app.caption)
    assert any(each.value == "2 calls of this browser: 2 let in." for each in app.markdown)
    assert len(app.get("vega_lite_chart")) == 1
    app.segmented_control(key="overview_calls_view").set_value("Table").run()
    assert not app.get("vega_lite_chart")
    assert _drawing(app).count("<td>● let in</td>") == 2


@pytest.mark.parametrize(
    ("done", "badges"),
    [
        pytest.param(BrowserSession(), ["Next", "Later", "Later"], id="a newcomer signs in first"),
        pytest.param(
            BrowserSession(signed_in_username="ada"),
            ["Done", "Next", "Later"],
            id="signed in: call next",
        ),
        pytest.param(
            BrowserSession(signed_in_username="ada", history=deque([_call(None)])),
            ["Done", "Next", "Later"],
            id="one call is not both",
        ),
        pytest.param(
            BrowserSession(signed_in_username="ada", history=deque([_call(None), _call("token")])),
            ["Done", "Done", "Next"],
            id="called both ways: the lab next",
        ),
        pytest.param(
            BrowserSession(signed_in_username="a", history=deque([_call(None), _call("t", 500)])),
            ["Done", "Next", "Later"],
            id="called both ways and not let in",
        ),
        pytest.param(
            BrowserSession(scenarios=kept(resulted("id-on-open", Outcome.SAME, 200))),
            ["Next", "Later", "Done"],
            id="a scenario was run",
        ),
    ],
)
def test_the_next_steps_follow_what_this_browser_did(
    stopped_process: LabProcess, open_page: OpenPage, done: BrowserSession, badges: list[str]
) -> None:
    app = open_page()
    app.session_state["_browser_session"] = done
    app.run()
    assert _badges(app) == badges
    assert _leads_on(app) is False


def _leads_on(app: AppTest) -> bool:
    labels = [link.proto.label for link in app.main.get("page_link")]
    assert labels[3:] in (["Walkthrough"], ["Walkthrough", "Response doctor", "Revocation race"])
    return len(labels) > 4


def test_after_the_last_step_the_page_leads_on(
    stopped_process: LabProcess, open_page: OpenPage
) -> None:
    app = open_page()
    app.session_state["_browser_session"] = BrowserSession(
        signed_in_username="ada",
        history=deque([_call(None), _call("token")]),
        scenarios=kept(resulted("id-on-open", Outcome.SAME, 200)),
    )
    app.run()
    assert _badges(app) == ["Done", "Done", "Done"]
    assert _leads_on(app) is True
