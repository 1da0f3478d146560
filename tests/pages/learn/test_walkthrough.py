"""Stories on the Walkthrough page, against the real engine."""

import json
from collections.abc import Iterator
from threading import Event, Timer
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from infra_scripts import switch_operations, walk_operations
from infra_scripts.switches.broken_stack import LAST_BUILT, BrokenStack
from infra_scripts.walkthrough.steps import STEPS
from infra_scripts.walkthrough.walk import StepOutcome, Walk
from pages._server.process import LabProcess
from services.errors import CloudUnreachable
from tests.pages._ui.rendered import rendered, told, told_in_html
from tests.pages.conftest import OpenPage

pytestmark = pytest.mark.engine
PAGE = "learn/walkthrough.py"


@pytest.fixture
def walk(lab_process: LabProcess) -> Iterator[Walk]:
    walk = Walk(lab_process.lab())
    yield walk
    walk.clear()


@pytest.fixture(autouse=True)
def _patient(monkeypatch: pytest.MonkeyPatch) -> None:
    """A busy machine takes longer for a step; the page then shows progress instead."""
    monkeypatch.setattr("pages._ui.walkthrough.outcomes._AT_ONCE_SECONDS", 60.0)


def at(open_page: OpenPage, step_id: str) -> AppTest:
    return open_page(PAGE, step=step_id)


def run(app: AppTest) -> AppTest:
    return app.button(key="walkthrough_run").click().run()


def test_it_begins_with_the_first_step_and_says_what_to_expect(
    walk: Walk, open_page: OpenPage
) -> None:
    app = open_page(PAGE)
    page = told(app)
    assert "Step 1 of 28" in page
    assert STEPS[0].expect in page
    assert "What happened" not in page
    assert app.query_params["step"] == STEPS[0].id, "so that it stays when the step is done"
    assert "0 of 28 steps done" in told_in_html(app)


def test_a_call_shows_its_answer_and_its_way(walk: Walk, open_page: OpenPage) -> None:
    app = run(at(open_page, "call-refused"))
    page = rendered(app)
    assert "401 Unauthorized" in page
    assert "refused by the authorizer" in page
    assert "Stage and path" in page
    assert "Ran before it: A first API, A user pool, An app client with a secret" in told(app)
    assert "7 of 28 steps done" in told_in_html(app)
    assert not app.exception


def test_a_built_resource_is_shown_with_its_id_and_the_calls_that_made_it(
    walk: Walk, open_page: OpenPage
) -> None:
    app = run(at(open_page, "user-pool"))
    outputs = walk.outputs()
    assert outputs is not None
    page = rendered(app)
    assert outputs.user_pool_id in page
    assert "What ran: 2 AWS calls" in page
    shell = app.code[0].value
    assert "aws cognito-idp create-user-pool" in shell
    assert '--user-pool-id "$USER_POOL_ID"' in shell
    app.segmented_control(key="walkthrough_form").set_value("boto3").run()
    assert "create_user_pool(" in app.code[0].value
    app.segmented_control(key="walkthrough_form").set_value("JSON parameters").run()
    assert '"PoolName": "authorizer-lab-walkthrough"' in app.code[0].value
    assert "Made by `infra_scripts/stack/resources/user_pool.py`" in told(app)
    assert "14" in page
    assert "Cognito refuses a new password that does not fit." in page


def test_names_to_set_before_a_repeat_are_written_as_they_are(
    walk: Walk, open_page: OpenPage
) -> None:
    page = told(run(at(open_page, "sign-up")))
    assert "set `GUEST_SECRET_HASH` first" in page
    assert "\\_" not in "".join(page.split("To repeat it")[1:2])


@pytest.mark.parametrize(
    ("step_id", "requests", "sent"),
    [
        ("call-first", 1, "GET"),
        ("call-refused", 1, "GET"),
        ("sign-in", 1, "POST"),
        ("tokens", 1, "POST"),
        ("call-id-token", 2, "GET"),
        ("call-admins", 2, "GET"),
    ],
)
def test_a_call_can_be_repeated_with_curl_and_python(
    walk: Walk, open_page: OpenPage, step_id: str, requests: int, sent: str
) -> None:
    app = run(at(open_page, step_id))
    noun = "request" if requests == 1 else "requests"
    assert f"What ran: {requests} HTTP {noun}" in rendered(app)
    commands = [code.value for code in app.code if "--request" in code.value]
    scripts = [code.value for code in app.code if "requests.request(" in code.value]
    assert (len(commands), len(scripts)) == (requests, requests)
    assert f"--request {sent} " in commands[-1]
    kept = app.session_state["_browser_session"].walked[step_id].requests
    secrets = [(kept[-1].request_header("Authorization") or "").removeprefix("Bearer ")]
    secrets += [json.loads(each.request_body)["password"] for each in kept if each.request_body]
    shown = "".join(commands + scripts)
    assert not any(secret and secret in shown for secret in secrets)


def test_tokens_are_read_in_their_parts_and_never_shown_whole(
    walk: Walk, open_page: OpenPage
) -> None:
    app = run(at(open_page, "tokens"))
    page = rendered(app)
    assert "cognito:username" in page.replace("<wbr>", "")
    kept = app.session_state["_browser_session"].walked["tokens"].tokens
    for text in (kept.id_token, kept.access_token, kept.refresh_token):
        assert text not in page
        assert text.rpartition(".")[2] not in page


def test_going_back_and_over(walk: Walk, open_page: OpenPage) -> None:
    run(at(open_page, "attach"))
    app = at(open_page, "call-open")
    assert "Later steps have changed what this one calls." in told(app)
    app.button(key="walkthrough_back").click().run()
    app = run(app)
    assert "200 OK" in rendered(app)
    app.button(key="walkthrough_over").click().run()
    assert "0 of 28 steps done" in told_in_html(app)
    assert walk.outputs() is None


def test_a_stack_that_a_switch_broke_is_told_until_a_step_puts_it_back(
    walk: Walk, open_page: OpenPage
) -> None:
    walk_operations.walk_step(walk, LAST_BUILT)
    switch_operations.turn_on(BrokenStack(walk.lab), "no-permission")
    app = at(open_page, "call-id-token")
    assert "Broken now: The Lambda permission is gone." in told(app).replace("**", "")
    app = run(app)
    assert "Broken now" not in told(app)
    assert "200 OK" in rendered(app)


def test_a_step_that_fails_says_what_to_do_and_can_be_run_again(
    walk: Walk, open_page: OpenPage, monkeypatch: pytest.MonkeyPatch
) -> None:
    app = at(open_page, "user-pool")

    def dead(*_: object, **__: object) -> None:
        raise CloudUnreachable("No connection.", hint="Check the network.")

    with monkeypatch.context() as patch:
        patch.setattr("infra_scripts.stack.provisioner.Provisioner.apply", dead)
        app = run(app)
    assert "No connection." in told(app)
    assert "Then press the button again." in told(app)
    assert not walk.journal().is_done("user-pool")
    app = run(app)
    assert "No connection." not in told(app)
    assert walk.journal().is_done("user-pool")


def test_a_damaged_journal_leads_to_start_over(walk: Walk, open_page: OpenPage) -> None:
    run(at(open_page, "user-pool"))
    walk.settings.journal_path.write_text("{", encoding="utf-8")
    app = open_page(PAGE)
    assert "journal" in told(app)
    app.button(key="walkthrough_rescue").click().run()
    assert "0 of 28 steps done" in told_in_html(app)


def test_an_unknown_step_in_the_address_is_the_first_open_one(
    walk: Walk, open_page: OpenPage
) -> None:
    assert "Step 1 of 28" in told(at(open_page, "<script>"))


def test_a_step_that_takes_long_goes_on_in_the_background(
    walk: Walk, lab_process: LabProcess, open_page: OpenPage, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("pages._ui.walkthrough.outcomes._AT_ONCE_SECONDS", 0.0)
    gate = Event()
    real = Walk.run

    def slow(*arguments: Any) -> StepOutcome:
        gate.wait(30)
        return real(*arguments)

    monkeypatch.setattr(Walk, "run", slow)
    app = run(at(open_page, "call-refused"))
    assert app.button(key="walkthrough_run").disabled
    assert app.button(key="walkthrough_over").disabled
    gate.set()
    job = lab_process.jobs.running()
    assert job is None or job.wait(30)
    app = app.run()
    assert "401 Unauthorized" in rendered(app)
    assert not app.button(key="walkthrough_run").disabled


def test_a_guest_signs_up_and_its_mail_is_shown(walk: Walk, open_page: OpenPage) -> None:
    app = run(at(open_page, "sign-up"))
    page = rendered(app)
    for operation in ("SignUp", "ResendConfirmationCode", "ConfirmSignUp"):
        assert operation in page
    assert "Your verification code is" in page
    assert "What ran: 3 AWS calls" in page
    assert '--secret-hash "$' in app.code[0].value
    assert "g****@e****" in page
    assert "code went to guest@example.com" not in page
    assert not app.exception


def test_a_step_waits_for_the_work_that_is_under_way(
    walk: Walk, lab_process: LabProcess, open_page: OpenPage
) -> None:
    app = at(open_page, "open-api")
    gate = Event()
    other = lab_process.jobs.start("Prepare the lab", lambda _: gate.wait(30))
    Timer(0.5, gate.set).start()
    app = run(app)
    assert other.wait(0)
    assert walk.journal().is_done("open-api")
    assert "still running" not in told(app)


def test_a_token_that_outlives_the_sign_out_is_shown_with_its_end(
    walk: Walk, open_page: OpenPage
) -> None:
    app = run(at(open_page, "revocation"))
    page = rendered(app)
    assert "What ran: 1 AWS call, 2 HTTP requests" in page
    assert "aws cognito-idp admin-user-global-sign-out" in app.code[0].value
    assert "200 OK" in page
    assert "walker is signed out everywhere. This ID token is accepted until" in told(app)
    assert "Open Revocation race" in {link.proto.label for link in app.get("page_link")}
    assert not app.exception


def test_the_limits_are_a_link_away(walk: Walk, open_page: OpenPage) -> None:
    app = at(open_page, "limits")
    assert "Drive it live on Limits" in {link.proto.label for link in app.get("page_link")}
