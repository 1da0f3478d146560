"""A session that ended for its age: the page says so, leads to sign in, and back."""

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
