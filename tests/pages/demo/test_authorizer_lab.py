"""Stories on the Authorizer lab page, against the real stack."""

import json
import threading
from dataclasses import replace

import pytest
from streamlit.testing.v1 import AppTest

from infra_scripts.stack.stack_lock import stack_lock
from pages._server.jobs import JobState
from pages._server.process import LabProcess
from pages._ui.scenarios.scenario_export import as_json
from services.authorizer.answers import observe
from services.scenarios.endings import expected_ending, observed_ending
from services.scenarios.runner import Outcome
from services.scenarios.scenario import Group
from services.scenarios.table.grid import GRID
from services.scenarios.table.table import BY_ID, SCENARIOS
from tests.pages._ui.deciding import decided
from tests.pages._ui.rendered import rendered, told
from tests.pages._ui.scenarios.scenario_runs import kept, resulted
from tests.pages.conftest import OpenPage
from tests.pages.demo.lab_reading import answers, cells, drawn, follow, head, html, show
from tests.waiting import until

PAGE = "demo/authorizer_lab.py"
TOKEN = "eyJ"
SHAPES = {200: "let-in", 401: "by-authorizer", 403: "by-function"}  # by status, in the grid


def linked(open_page: OpenPage, **query: str) -> AppTest:
    """Open the page by a link: the address is there when it is first drawn."""
    app = open_page()
    app.switch_page(f"pages/{PAGE}")
    for name, value in query.items():
        app.query_params[name] = value
    return app.run()


def press(app: AppTest, process: LabProcess, button: str) -> AppTest:
    """Press a run button and draw the page again when the job has ended."""
    app.button(key=f"authorizer_lab_{button}").click().run()
    job = process.jobs.latest()
    assert job is not None
    until(lambda: job.state is not JobState.RUNNING, seconds=60)
    return app.run()


@pytest.mark.engine
def test_before_a_run_every_cell_shows_what_aws_answers(
    lab_process: LabProcess, open_page: OpenPage
) -> None:
    app = open_page(PAGE)
    assert not app.exception
    assert cells(app) == [f"{SHAPES[each.expected.status]} {each.expected.status}" for each in GRID]
    assert {each.state for each in drawn(app).values()} == {"not-run"}
    assert answers(app).startswith("Each cell shows what AWS answers.")
    assert head(app).startswith(
        "Access token on /my-api AWS answers 401 Unauthorized, refused by the authorizer Not run"
    )
    assert "after the run" in rendered(show(app, "Answers"))


@pytest.mark.engine
def test_the_grid_runs_and_a_cell_opens_its_card(
    lab_process: LabProcess, open_page: OpenPage
) -> None:
    app = press(open_page(PAGE), lab_process, "run_grid")
    assert not app.exception
    assert cells(app) == [
        f"{SHAPES[each.expected.status]} {each.expected.status} =" for each in GRID
    ]
    assert answers(app) == "All 50 answers are as expected on AWS."
    follow(app, "id-on-admins")
    assert app.query_params["scenario"] == "id-on-admins"
    assert [each.id for each in drawn(app).values() if each.is_chosen] == ["id-on-admins"]
    assert head(app).startswith(
        "ID token on /my-api/admins 403 Forbidden, refused by the function "
        "Every check of API Gateway passed, and the function itself refused: it wants the group "
        "admins, and the "
        "token holds: none. = As expected on AWS."
    )
    follow(app, "expired-on-my-api")
    assert head(app).startswith(
        "Expired ID token on /my-api 401 Unauthorized, refused by the authorizer "
        "The authorizer stopped it: the token has expired. = As expected on AWS."
    )
    assert 'class="lab-way by-authorizer"' in html(app), "its way is drawn, the checks below"
    assert html(app).index('class="lab-way') < html(app).index('class="lab-checks')
    assert "None is forged." in told(show(app, "Request"))
    assert 'class="lab-way' not in html(app), "one at a time"
    assert TOKEN not in rendered(app)


@pytest.mark.engine
def test_a_group_and_a_single_scenario_run_on_their_own(
    lab_process: LabProcess, open_page: OpenPage
) -> None:
    app = linked(open_page, scenario="bare-token")
    press(app, lab_process, "run_one")
    assert "= As expected on AWS." in head(app)
    assert set(cells(app)) == {f"{shape} {status}" for status, shape in SHAPES.items()}
    assert app.button(key="authorizer_lab_run_group").disabled
    app.selectbox(key="authorizer_lab_group").set_value("Forged and damaged tokens").run()
    press(app, lab_process, "run_group")
    forged = [drawn(app)[each.id] for each in SCENARIOS if each.group is Group.FORGED]
    assert {(each.shape, each.text) for each in forged} == {("by-authorizer", "401 =")}
    assert len(forged) > 10


@pytest.mark.engine
def test_a_known_difference_is_amber_and_explained(
    lab_process: LabProcess, open_page: OpenPage
) -> None:
    app = press(linked(open_page, scenario="huge-headers"), lab_process, "run_one")
    assert drawn(app)["huge-headers"].state == "known"
    assert drawn(app)["huge-headers"].text == "200 ≈ AWS: 431"
    assert "≈ A known difference of the local engine: Headers over 10,240 bytes." in head(app)
    assert "On AWS: Refused before the method is found (one field report)." in head(app)


@pytest.mark.engine
def test_a_difference_that_nobody_knows_is_loud_and_says_what_came(
    lab_process: LabProcess, open_page: OpenPage
) -> None:
    app = linked(open_page, scenario="id-on-my-api")
    session = app.session_state["_browser_session"]
    session.scenarios = kept(
        resulted("id-on-my-api", Outcome.DIFFERENT, 401, '{"message":"Unauthorized"}')
    )
    app.run()
    odd = drawn(app)["id-on-my-api"]
    assert (odd.shape, odd.state, odd.text) == ("by-authorizer", "different", "401 ≠ AWS: 200")
    assert answers(app) == (
        "0 of 50 answers are as expected on AWS; 1 answer differs, 49 not run. "
        "Look at ID token on /my-api ."
    )
    assert "≠ Not what AWS answers: that is 200 from the function." in head(app)
    assert "Answered here: 401 Unauthorized." in head(app)
    app.button(key="authorizer_lab_doctor").click().run()
    assert [title.value for title in app.title] == ["Response doctor"]
    assert app.query_params["call"] == session.history[-1].id


@pytest.mark.engine
def test_an_answer_that_the_live_settings_explain_points_to_the_check_up(
    lab_process: LabProcess, open_page: OpenPage
) -> None:
    app = linked(open_page, scenario="no-header-on-my-api")
    result = replace(
        resulted("no-header-on-my-api", Outcome.DIFFERENT, 200),
        decision=decided("/open", None),
        observed=observe(200, (), '{"route":"/my-api"}'),
    )
    app.session_state["_browser_session"].scenarios = kept(result)
    app.run()
    assert (
        "≠ The stack is not as it was provisioned. By its live settings this answer is right; "
        "as provisioned, it would be 401 Unauthorized."
    ) in head(app)
    assert "Find the setting with the check-up" in rendered(app)


@pytest.mark.engine
def test_a_stack_that_issues_no_token_is_red_and_points_to_the_check_up(
    lab_process: LabProcess, open_page: OpenPage
) -> None:
    app = linked(open_page, scenario="id-on-my-api")
    result = replace(
        resulted("id-on-my-api", Outcome.DIFFERENT, None),
        exchange=None,
        reason="AWS refused AdminInitiateAuth.",
    )
    app.session_state["_browser_session"].scenarios = kept(result)
    app.run()
    broken = drawn(app)["id-on-my-api"]
    assert (broken.shape, broken.text) == ("no-answer", "none ≠ AWS: 200")
    assert (
        "No answer ≠ The stack is broken: nothing could be sent. AWS refused AdminInitiateAuth."
    ) in head(app)
    assert "Find the setting with the check-up" in rendered(app)


@pytest.mark.engine
def test_a_link_opens_its_scenario_and_keeps_the_filter(
    lab_process: LabProcess, open_page: OpenPage
) -> None:
    app = linked(
        open_page, scenario="throttled", authorizer_lab_group="Keys, limits and validation"
    )
    assert head(app).startswith("Too many requests AWS answers 429 Too Many Requests, stopped by")
    assert "made for the run and removed after it" in told(show(app, "Request"))
    in_grid = {each.id for each in GRID}
    assert len(drawn(app).keys() - in_grid) == 11
    app.text_input(key="authorizer_lab_text").set_value("quota").run()
    assert drawn(app).keys() - in_grid == {"quota-used-up"}
    assert "authorizer_lab_group=Keys%2C+limits" in drawn(app)["id-on-open"].href
    app.text_input(key="authorizer_lab_text").set_value("nothing like it").run()
    assert "No scenario fits this filter." in told(app)


@pytest.mark.engine
def test_a_link_to_no_scenario_says_so(lab_process: LabProcess, open_page: OpenPage) -> None:
    app = linked(open_page, scenario="<b>nope")
    assert "There is no scenario <b>nope." in app.warning[0].value.replace("\\", "")
    assert head(app).startswith("Access token on /my-api ")


@pytest.mark.engine
def test_while_a_job_runs_nothing_else_starts_and_the_page_names_it(
    lab_process: LabProcess, open_page: OpenPage
) -> None:
    app = open_page(PAGE)
    release = threading.Event()
    job = lab_process.jobs.start("Reset the lab", lambda _: release.wait(30))
    app.button(key="authorizer_lab_run_grid").click().run()
    assert lab_process.jobs.latest() is job
    assert "Reset the lab: Starting" in rendered(app)
    assert app.button(key="authorizer_lab_run_all").disabled
    assert app.button(key="authorizer_lab_run_one").disabled
    release.set()
    until(lambda: job.state is JobState.DONE)


@pytest.mark.engine
def test_a_stack_that_another_run_holds_is_told(
    lab_process: LabProcess, open_page: OpenPage
) -> None:
    with stack_lock(lab_process.settings):
        app = press(linked(open_page, scenario="throttled"), lab_process, "run_one")
    assert "Another run is changing the stack" in app.error[0].value.replace("\\", "")


@pytest.mark.engine
@pytest.mark.slow
def test_the_whole_table_runs_and_its_export_holds_no_token(
    lab_process: LabProcess, open_page: OpenPage
) -> None:
    app = press(open_page(PAGE), lab_process, "run_all")
    results = app.session_state["_browser_session"].scenarios
    settings = lab_process.settings
    document = json.loads(as_json(results, settings))
    assert document["counts"] == {
        "as expected": 114,
        "known difference": 5,
        "different": 0,
        "not run": 0,
    }
    assert [each["id"] for each in document["results"]] == [each.id for each in SCENARIOS]
    ran = [result for each in SCENARIOS if (result := results.get(each.id)) is not None]
    ends = {it.scenario.id: observed_ending(it) for it in ran if it.outcome is Outcome.SAME}
    assert ends == {each: expected_ending(BY_ID[each]) for each in ends}, "before and after a run"
    assert TOKEN not in json.dumps(document)
    app.segmented_control(key="authorizer_lab_view").set_value("Fidelity").run()
    assert [(each.label, each.value) for each in app.metric] == [
        ("= as expected", "114"),
        ("≈ known difference", "5"),
        ("≠ different", "0"),
        ("not run", "0"),
    ]


def test_fidelity_is_linked_and_needs_no_stack(
    stopped_process: LabProcess, open_page: OpenPage
) -> None:
    app = linked(open_page, view="fidelity")
    assert not app.exception
    assert "We have run none of this on AWS." in told(app)
    assert "Nothing was run in this browser session yet." in told(app)
    assert "Several field reports" in rendered(app), "the words of the cards"
    folded = [(each.label, each.proto.expanded) for each in app.expander]
    assert folded == [
        ("**Where the local engine differs from AWS**: 19 places", False),
        ("**How sure the expectations are**: AWS documents 51 of 119", False),
        ("**What nobody has verified on AWS**: 20 questions", False),
    ]
    app.segmented_control(key="authorizer_lab_view").set_value("Scenarios").run()
    assert "view" not in app.query_params
    assert "This page needs the local engine." in told(app)
