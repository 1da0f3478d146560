"""A session that ended for its age: the page says so, leads to sign in, and back."""

from types import SimpleNamespace

import pytest
from streamlit.testing.v1 import AppTest

from pages._server.process import LabProcess
from pages._server.session_store import Renewal, SessionStore
from tests.pages.conftest import OpenPage

HOURS = 3600.0


class Clock:
    now = 1000.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def tab(stopped_process: LabProcess, clock: Clock, open_page: OpenPage) -> AppTest:
    """A tab on Call the API whose browser was signed in."""
    stopped_process.sessions = SessionStore(clock=clock)
    app = open_page("demo/call_api.py")
    _use_cookie(app, stopped_process.sessions)
    return app.run()


def _use_cookie(app: AppTest, store: SessionStore) -> None:
    cookie = store.cookies.issue()
    store.open(cookie).signed_in_username = "maya"
    app.session_state["_session_renewal"] = Renewal(cookie=cookie, ticket="none")


def _warnings(app: AppTest) -> list[str]:
    return [each.value for each in app.warning if "session has ended" in each.value]


def _links(app: AppTest) -> list[str]:
    return [each.proto.label for each in app.get("page_link")]


def test_a_session_in_use_is_not_called_ended(tab: AppTest, clock: Clock) -> None:
    clock.now += 8 * HOURS - 1
    assert _warnings(tab.run()) == []


def test_a_session_that_ended_is_told_and_leads_to_sign_in_and_back(
    tab: AppTest, clock: Clock, stopped_process: LabProcess
) -> None:
    clock.now += 8 * HOURS
    tab.run()
    (warning,) = _warnings(tab)
    assert "it was not used for 8 hours" in warning
    assert "Sign in again" in _links(tab)

    tab.switch_page("pages/demo/sign_in.py").run()
    assert len(_warnings(tab)) == 1
    assert "Sign in again" not in _links(tab)

    _use_cookie(tab, stopped_process.sessions)  # what a sign-in does
    tab.run()
    assert _warnings(tab) == []
    assert "Back to Call the API" in _links(tab)

    tab.switch_page("pages/demo/call_api.py").run()
    assert "Back to Call the API" not in _links(tab)
    tab.switch_page("pages/demo/sign_in.py").run()
    assert "Back to Call the API" not in _links(tab)


class _Context:
    """A tab's connection, with the mark that its browser has."""

    def __init__(self, mark: str) -> None:
        self.headers = {"Host": "localhost:8501"}
        self.cookies = {"authorizer_lab_signed_in_8501": mark}
        self.theme = SimpleNamespace(type="light")


def test_a_sign_in_lost_with_the_server_is_told_until_somebody_signs_in_again(
    stopped_process: LabProcess, open_page: OpenPage, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("streamlit.context", _Context("the process before"))
    tab = open_page("demo/call_api.py")
    assert "The server was restarted: sign in again." in tab.warning[0].value
    assert "Sign in again" in _links(tab)

    tab.switch_page("pages/demo/sign_in.py").run()
    _use_cookie(tab, stopped_process.sessions)  # what a sign-in does
    tab.run()
    assert not tab.warning
    assert "Back to Call the API" in _links(tab)


def test_who_signed_out_of_this_server_is_not_told_that_it_was_restarted(
    stopped_process: LabProcess, open_page: OpenPage, monkeypatch: pytest.MonkeyPatch
) -> None:
    mark = stopped_process.sessions.cookies.process
    monkeypatch.setattr("streamlit.context", _Context(mark))
    assert not open_page("demo/call_api.py").warning
