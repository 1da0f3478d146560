"""The Stack page: what exists, the plan, and removal behind a typed name."""

import re
import threading

import pytest
from streamlit.testing.v1 import AppTest

from infra_scripts.stack.removal import Leftover
from pages._server.jobs import JobState
from pages._server.process import LabProcess
from pages._server.stack_jobs import REMOVE, start_provision
from pages._server.stack_watch import StackWatch
from services.home.outputs import StackOutputs
from tests.pages._ui.stack.statuses import status
from tests.pages.conftest import OpenPage
from tests.waiting import until

PAGE = "admin/admin_stack.py"


def _html(app: AppTest) -> str:
    html = "".join(element.proto.body for element in app.get("html"))
    return html.replace("<wbr>", "")


def _keys(app: AppTest) -> set[str]:
    return {button.key for button in app.button}


@pytest.mark.engine
def test_every_resource_is_listed_with_its_id(
    lab_process: LabProcess, lab_stack: StackOutputs, open_page: OpenPage
) -> None:
    lab_process.stack.view(30)
    app = open_page(PAGE)
    assert not app.exception
    html = _html(app)
    for name, entry in lab_stack.resources.items():
        assert f">{name}<" in html, name
        assert f"<code>{entry.id}</code>" in html, name
    assert html.count("● in place") == len(lab_stack.resources)
    assert "admin_stack_provision" not in _keys(app)


@pytest.mark.parametrize(
    ("states", "opened"),
    [
        pytest.param(("exists", "exists", "exists"), [], id="all well: a short page"),
        pytest.param(("exists", "differs", "exists"), ["User pools"], id="a part differs"),
        pytest.param(("exists", "exists", "missing"), ["Functions and their roles"], id="gone"),
        pytest.param(("missing", "missing", "missing"), [], id="absent altogether"),
    ],
)
def test_only_a_group_with_trouble_in_it_stands_open(
    stopped_process: LabProcess,
    open_page: OpenPage,
    states: tuple[str, str, str],
    opened: list[str],
) -> None:
    made = (("user_pool", "user_pool"), ("group_staff", "group"), ("my_api_role", "role"))
    found = tuple(status(*each, state) for each, state in zip(made, states, strict=True))
    stopped_process.stack = StackWatch(lambda: found, fresh_seconds=60)
    stopped_process.stack.view(30)
    app = open_page(PAGE)
    titles = re.findall(r'<details class="lab-step" open><summary><b>([^<]+)</b>', _html(app))
    assert titles == opened
    assert _html(app).count('<details class="lab-step"') == 2


@pytest.mark.engine
def test_the_plan_of_an_unchanged_stack_has_nothing_to_do(
    lab_process: LabProcess, lab_stack: StackOutputs, open_page: OpenPage
) -> None:
    lab_process.stack.view(30)
    app = open_page(PAGE)
    app.button(key="admin_stack_plan").click().run()
    text = f"Nothing to do: all {len(lab_stack.resources)} resources are in place."
    assert any(element.value == text for element in app.markdown)


@pytest.mark.engine
def test_the_plan_of_an_absent_stack_creates_everything(
    empty_process: LabProcess, open_page: OpenPage
) -> None:
    reading = empty_process.stack.view(30)
    assert reading is not None
    app = open_page(PAGE)
    app.button(key="admin_stack_plan").click().run()
    assert _html(app).count('class="action create"') == len(reading.statuses)
    assert "admin_stack_remove" not in _keys(app)


@pytest.mark.engine
@pytest.mark.slow
def test_the_stack_is_removed_only_after_its_name_was_typed(
    empty_process: LabProcess, open_page: OpenPage
) -> None:
    made = start_provision(empty_process)
    until(lambda: made.state is not JobState.RUNNING)
    assert made.state is JobState.DONE
    empty_process.stack.view(30)
    name = empty_process.settings.stack
    app = open_page(PAGE)
    assert app.button(key="admin_stack_remove").disabled
    app.text_input(key="admin_stack_confirm").input(name[:-1]).run()
    assert app.button(key="admin_stack_remove").disabled
    app.text_input(key="admin_stack_confirm").input(name).run()
    assert not app.button(key="admin_stack_remove").disabled
    app.button(key="admin_stack_remove").click().run()
    job = empty_process.jobs.latest()
    assert job is not None
    until(lambda: job.state is not JobState.RUNNING)
    until(lambda: "admin_stack_provision" in _keys(app.run()))
    assert app.success[0].value == "Everything that carried this stack's tag is gone."


@pytest.mark.engine
def test_leftovers_are_named_with_the_reason(
    empty_process: LabProcess, open_page: OpenPage
) -> None:
    left = Leftover(name="my_api_role", kind="role", id="lab-<b>role", reason="It is in use.")
    job = empty_process.jobs.start(REMOVE, lambda _: (left,))
    until(lambda: job.state is JobState.DONE)
    app = open_page(PAGE)
    assert "1 resource could not be removed" in app.error[0].value
    assert "<code>lab-&lt;b&gt;role</code>" in _html(app)
    assert "It is in use." in _html(app)


def test_a_running_job_is_shown_and_nothing_else_can_be_started(
    stopped_process: LabProcess, open_page: OpenPage
) -> None:
    release = threading.Event()
    job = stopped_process.jobs.start("Reset the lab", lambda _: release.wait(30))
    app = open_page(PAGE)
    assert [header.value for header in app.header] == ["Reset the lab"]
    assert not {key for key in _keys(app) if key and key.startswith("admin_stack")}
    release.set()
    until(lambda: job.state is JobState.DONE)


def test_a_stopped_engine_is_told_and_nothing_crashes(
    stopped_process: LabProcess, open_page: OpenPage
) -> None:
    app = open_page(PAGE)
    assert not app.exception
    assert "The local engine stopped" in app.error[0].value
