"""Stories on the Revocation race page, against the real stack."""

import re
import threading
from dataclasses import replace

import pytest
from streamlit.testing.v1 import AppTest

from pages._server.jobs import JobState
from pages._server.process import LabProcess
from pages._server.race_jobs import RACE
from pages._server.session_store import BrowserSession
from services.errors import LabError
from services.home.personas import save_personas
from services.progress import ProgressCallback
from services.revocation.actions import ProbeId
from services.revocation.race import Race
from services.tokens.decode import decode_unverified
from tests.pages._ui.rendered import rendered, told
from tests.pages.conftest import OpenPage
from tests.pages.demo.signing_in import session_of
from tests.waiting import until

pytestmark = pytest.mark.engine
PAGE = "demo/revocation.py"
ACCEPTED, STILL, BY_COGNITO = ">Accepted<", ">Still accepted<", ">Refused by Cognito<"


def html(app: AppTest) -> str:
    return "".join(element.proto.body for element in app.get("html"))


def table(app: AppTest, css: str) -> str:
    found = [it.proto.body for it in app.get("html") if f'class="lab-race {css}"' in it.proto.body]
    assert len(found) == 1
    return found[0]


def exp(race: Race, probe: ProbeId) -> float:
    """Return the exp claim of the token that was sent with this probe."""
    exchange = race.row(probe).before.exchange
    assert exchange is not None
    sent = dict(exchange.request_headers)["Authorization"].removeprefix("Bearer ")
    return float(decode_unverified(sent).payload["exp"])


def matrix_row(app: AppTest, title: str) -> list[str]:
    """Return the words of the cells of one action, left to right."""
    row = table(app, "matrix").partition(f'<th scope="row">{title}</th>')[2].partition("</tr>")[0]
    words = ("Still accepted", "Refused", "not run")
    return [word for cell in row.split("<td>") for word in words if f">{word}<" in cell]


def press(process: LabProcess, app: AppTest, key: str) -> AppTest:
    """Press a button that starts a job, and draw the page anew once the job has ended."""
    app.button(key=key).click().run()
    job = process.jobs.latest()
    assert job is not None
    until(lambda: job.state is not JobState.RUNNING)
    assert (job.state, job.error) == (JobState.DONE, None)
    return app.run()


def test_the_lesson_stands_on_top_and_nothing_has_been_run(
    lab_process: LabProcess, open_page: OpenPage
) -> None:
    app = open_page(PAGE)
    assert not app.exception
    lead, _, _ = html(app).partition("</p>")
    assert "it accepts an ID token until it expires" in lead
    assert app.radio(key="revocation_action").value == "global_sign_out"
    assert "<code>AdminUserGlobalSignOut</code>" in html(app)
    assert "Sign out everywhere: what AWS answers" in html(app)
    assert "The authorizer still accepts the ID token and the access token until their" in html(app)
    assert "Not run here yet." in html(app)
    assert table(app, "matrix").count("not run") == 24


def test_a_deleted_users_token_is_still_let_in_and_only_cognito_refuses(
    lab_process: LabProcess, open_page: OpenPage
) -> None:
    app = open_page(PAGE)
    app.radio(key="revocation_action").set_value("delete").run()
    press(lab_process, app, "revocation_run")
    assert not app.exception
    assert "Delete the user: what was answered here" in html(app)
    said = re.search(
        r"still accepts the ID token and the access token until <time .*?</time>", html(app)
    )
    assert said is not None
    rows = table(app, "rows")
    counts = (rows.count(ACCEPTED), rows.count(STILL), rows.count(BY_COGNITO))
    assert counts == (4, 2, 2)
    (race,) = session_of(app).races.values()
    assert race.signed_in_at <= race.acted_at < race.expires_at <= race.access_expires_at
    assert race.expires_at == exp(race, ProbeId.ID_TOKEN)
    assert race.access_expires_at == exp(race, ProbeId.ACCESS_TOKEN)
    assert "400 UserNotFoundException" in rows
    assert "Differs from what AWS is expected" not in rows
    assert "inferred, not verified on AWS" in rows
    in_out = ["Still accepted", "Still accepted", "Refused", "Refused"]
    assert matrix_row(app, "Delete the user") == in_out
    assert matrix_row(app, "Disable the user") == ["not run"] * 4


def test_losing_the_group_counts_only_in_a_refreshed_token(
    lab_process: LabProcess, open_page: OpenPage
) -> None:
    app = open_page(PAGE)
    app.radio(key="revocation_action").set_value("remove_from_group").run()
    press(lab_process, app, "revocation_run")
    rows = table(app, "rows")
    counts = (rows.count(ACCEPTED), rows.count(STILL), rows.count(">Refused by the function<"))
    assert counts == (6, 5, 1)
    assert "403 Forbidden" in rows
    assert "the change takes effect with a refresh" in rows


def test_all_six_fill_the_matrix_and_survive_a_reload(
    lab_process: LabProcess, open_page: OpenPage
) -> None:
    app = press(lab_process, open_page(PAGE), "revocation_run_all")
    in_out = ["Still accepted", "Still accepted", "Refused", "Refused"]
    assert {
        title: matrix_row(app, title)
        for title in (
            "Sign out locally",
            "Revoke the refresh token",
            "Sign out everywhere",
            "Disable the user",
            "Remove from the group admins",
            "Delete the user",
        )
    } == {
        "Sign out locally": ["Still accepted"] * 4,
        "Revoke the refresh token": in_out,
        "Sign out everywhere": in_out,
        "Disable the user": in_out,
        "Remove from the group admins": ["Still accepted"] * 4,
        "Delete the user": in_out,
    }
    assert ">differs<" not in table(app, "matrix")
    session_of(app).forget()
    assert table(app.run(), "matrix").count("not run") == 24


def test_the_calls_are_shown_with_the_tokens_masked(
    lab_process: LabProcess, open_page: OpenPage
) -> None:
    app = open_page(PAGE)
    app.radio(key="revocation_action").set_value("revoke_token").run()
    press(lab_process, app, "revocation_run")
    assert any("Bearer [hidden" in code.value for code in app.code)
    choice = app.selectbox(key="revocation_calls_revoke_token_probe")
    choice.set_value("get_user").run()
    assert "Access Token has been revoked" in told(app)
    assert any(code.value.startswith("aws cognito-idp get-user") for code in app.code)
    app.selectbox(key="revocation_calls_revoke_token_probe").set_value("refresh").run()
    assert "eyJ" not in rendered(app)


def test_the_address_chooses_the_action_and_follows_it(
    lab_process: LabProcess, open_page: OpenPage
) -> None:
    app = open_page().switch_page(f"pages/{PAGE}")
    app.query_params["action"] = "disable"
    app.run()
    assert app.radio(key="revocation_action").value == "disable"
    app.radio(key="revocation_action").set_value("delete").run()
    assert app.query_params["action"] == "delete"


def test_an_unknown_action_in_the_address_is_no_crash(
    lab_process: LabProcess, open_page: OpenPage
) -> None:
    app = open_page().switch_page(f"pages/{PAGE}")
    app.query_params["action"] = "<script>"
    app.run()
    assert not app.exception
    assert app.radio(key="revocation_action").value == "global_sign_out"


def test_while_another_job_runs_no_race_can_start(
    lab_process: LabProcess, open_page: OpenPage
) -> None:
    release = threading.Event()
    job = lab_process.jobs.start("Reset the lab", lambda _: release.wait(30))
    try:
        app = open_page(PAGE)
        assert "One job runs at a time." in told(app)
        assert not {button.key for button in app.button} & {"revocation_run", "revocation_run_all"}
    finally:
        release.set()
        until(lambda: job.state is not JobState.RUNNING)


def test_a_race_that_another_browser_started_first_is_told(
    lab_process: LabProcess, open_page: OpenPage
) -> None:
    app = open_page(PAGE)
    release = threading.Event()
    job = lab_process.jobs.start(RACE, lambda _: release.wait(30))
    try:
        app.button(key="revocation_run").click().run()
        assert not app.exception
        assert "One job runs at a time." in told(app)
        assert lab_process.jobs.latest() is job
    finally:
        release.set()
        until(lambda: job.state is not JobState.RUNNING)


def test_why_a_race_failed_is_on_the_page(lab_process: LabProcess, open_page: OpenPage) -> None:
    def fail(progress: ProgressCallback) -> None:
        raise LabError("omar could not be put back.", hint="Run `seed`.")

    job = lab_process.jobs.start(RACE, fail)
    until(lambda: job.state is not JobState.RUNNING)
    app = open_page(PAGE)
    assert app.error[0].value.startswith("**omar could not be put back")


def test_without_a_fitting_persona_the_page_says_what_to_run(
    lab_process: LabProcess, open_page: OpenPage
) -> None:
    personas = lab_process.lab().personas()
    save_personas(lab_process.settings, [replace(each, groups=()) for each in personas])
    try:
        app = open_page(PAGE)
    finally:
        save_personas(lab_process.settings, personas)
    assert "There is no test user in the group admins" in app.error[0].value.replace("\\", "")
    assert "revocation_run" not in {button.key for button in app.button}


def test_a_presenter_signed_in_as_the_persona_is_warned(
    lab_process: LabProcess, open_page: OpenPage
) -> None:
    app = open_page(PAGE)
    assert "You are signed in as omar" not in told(app)
    app.session_state["_browser_session"] = BrowserSession(signed_in_username="omar")
    assert "You are signed in as omar" in told(app.run())
