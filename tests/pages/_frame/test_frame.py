"""The frame as a browser tab sees it, on whatever state the engine is in."""

import pytest

from pages._server.engine_keeper import EngineState
from pages._server.process import LabProcess
from pages._server.stack_watch import StackWatch
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
