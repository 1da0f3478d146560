"""The frame as a browser tab sees it, on whatever state the engine is in."""

import pytest
import streamlit as st

from infra_scripts.stack.stack_lock import stack_lock
from pages._frame.navigation import NAVIGATION
from pages._server.engine_keeper import EngineState
from pages._server.process import LabProcess
from pages._server.stack_watch import StackWatch
from services.errors import EngineError
from tests.pages._ui.stack.statuses import status
from tests.pages.conftest import OpenPage
from tests.pages.fixed_engine import FixedEngine


def _badges(app) -> list[str]:
    return [element.value for element in app.sidebar.markdown]


@pytest.mark.parametrize(
    ("state", "word"),
    [
        pytest.param(EngineState.RUNNING, "Local engine", id="a running engine"),
        pytest.param(EngineState.STARTING, "Local engine starting", id="a starting engine"),
        pytest.param(EngineState.STOPPED, "Local engine stopped", id="a stopped engine"),
        pytest.param(EngineState.SILENT, "Local engine does not answer", id="a silent engine"),
    ],
)
def test_the_badge_tells_the_engines_state(
    stopped_process: LabProcess, open_page: OpenPage, state: EngineState, word: str
) -> None:
    stopped_process.engine = FixedEngine(state=state, endpoint_url="http://127.0.0.1:9")
    app = open_page()
    assert any(f" {word}]" in badge for badge in _badges(app)), _badges(app)


@pytest.mark.parametrize(
    ("states", "word"),
    [
        pytest.param(("exists", "exists"), "", id="a whole stack needs no word"),
        pytest.param(("missing", "exists"), "Stack: 1 fault", id="one fault"),
        pytest.param(("missing", "differs", "exists"), "Stack: 2 faults", id="two faults"),
        pytest.param(("missing", "missing"), "No stack yet", id="nothing is there"),
    ],
)
def test_the_sidebar_tells_on_every_page_what_is_known_of_the_stack(
    stopped_process: LabProcess, open_page: OpenPage, states: tuple[str, ...], word: str
) -> None:
    readings = []
    found = tuple(status(f"it_{n}", "role", state) for n, state in enumerate(states))
    watch = StackWatch(lambda: readings.append(1) or found, fresh_seconds=0.0)
    stopped_process.stack = watch
    app = open_page("admin/admin_users.py")
    watch.view(30)
    told = len(readings)
    app.run()
    shown = [link.proto.label for link in app.sidebar.get("page_link")]
    assert shown == ([f":orange-badge[:material/build: {word}]"] if word else [])
    assert len(readings) == told, "the badge reads nothing"


def test_a_stopped_engine_is_restarted_from_any_page(
    stopped_process: LabProcess, open_page: OpenPage
) -> None:
    app = open_page()
    assert "The local engine stopped" in app.error[0].value
    app.button(key="frame_restart").click().run()
    assert stopped_process.engine.restarts == 1
    assert not app.exception


@pytest.mark.parametrize(
    ("failed", "told"),
    [
        pytest.param("No token is refused: status 200", "No token is refused", id="an answer"),
        pytest.param(
            "What is changed reaches the disk: no space left",
            "What is changed reaches the disk",
            id="saving, which is no wrong answer",
        ),
    ],
)
def test_a_failed_self_test_is_named_on_the_page(
    stopped_process: LabProcess, open_page: OpenPage, failed: str, told: str
) -> None:
    stopped_process.engine = FixedEngine(endpoint_url="http://127.0.0.1:9", failed_checks=(failed,))
    app = open_page()
    assert "do not trust" in app.error[0].value
    assert f"These checks failed:\n\n- {told}" in app.error[0].value
    assert "wrong" not in app.error[0].value


def test_the_signed_in_user_is_shown_and_can_sign_out(
    stopped_process: LabProcess, open_page: OpenPage
) -> None:
    app = open_page()
    assert not [button for button in app.sidebar.button if button.key == "frame_sign_out"]
    app.session_state["_browser_session"].signed_in_username = "ada"
    app.run()
    assert any("ada" in badge for badge in _badges(app))
    app.button(key="frame_sign_out").click().run()
    assert app.session_state["_browser_session"].signed_in_username == ""


class ReturningEngine(FixedEngine):
    """An engine that is started again and runs after a few looks."""

    looks = 0

    def wait_until_running(self, seconds: float) -> str:
        self.looks += 1
        if self.looks == 3:
            self.state = EngineState.RUNNING
        return super().wait_until_running(seconds)


def test_a_page_waits_for_an_engine_that_comes_back_and_keeps_what_its_reader_chose(
    lab_process: LabProcess, open_page: OpenPage
) -> None:
    app = open_page("demo/call_api.py")
    app.selectbox(key="call_api_route").set_value("/my-api/admins").run()
    endpoint = lab_process.engine.endpoint_url
    engine = ReturningEngine(state=EngineState.STARTING, endpoint_url=endpoint)
    lab_process.engine = engine
    app.run()
    assert engine.looks == 3
    assert app.selectbox(key="call_api_route").value == "/my-api/admins"
    assert [each.value for each in app.info] == []


def test_an_engine_that_does_not_come_back_is_not_waited_for_without_end(
    stopped_process: LabProcess, open_page: OpenPage
) -> None:
    stopped_process.engine = FixedEngine(state=EngineState.STARTING)
    app = open_page("demo/call_api.py")
    assert "being started again" in app.info[0].value
    assert "This page needs the local engine." in [each.value for each in app.caption]


def test_an_engine_that_does_not_answer_is_told_with_what_to_do(
    stopped_process: LabProcess, open_page: OpenPage
) -> None:
    error = EngineError("The local engine does not answer.", hint="Run `engine stop`.")
    stopped_process.engine = FixedEngine(state=EngineState.SILENT, error=error)
    told = open_page("demo/call_api.py").warning[0].value
    assert told.startswith("**The local engine does not answer.**")
    assert "Run `engine stop`" in told


def test_a_run_elsewhere_that_changes_the_stack_is_told_on_every_page(
    lab_process: LabProcess, open_page: OpenPage
) -> None:
    with stack_lock(lab_process.settings):
        app = open_page("admin/admin_users.py")
        assert "Another run is changing the stack" in app.info[0].value
    assert not app.run().info


@pytest.mark.parametrize("entry", [each for it in NAVIGATION.values() for each in it])
def test_each_page_has_a_title_of_its_own_in_the_browsers_tab(
    stopped_process: LabProcess, open_page: OpenPage, entry, monkeypatch: pytest.MonkeyPatch
) -> None:
    titles: list[str] = []
    configure = st.set_page_config

    def listen(**config: object) -> None:
        titles.append(str(config["page_title"]))
        configure(**config)

    monkeypatch.setattr(st, "set_page_config", listen)
    open_page(entry.file)
    assert titles[-1] == f"{entry.title} · Authorizer Lab"
