"""The steps that the Sign in page's stories share."""

from streamlit.testing.v1 import AppTest

from pages._server.session_store import BrowserSession
from tests.pages.conftest import OpenPage


def session_of(app: AppTest) -> BrowserSession:
    session: BrowserSession = app.session_state["_browser_session"]
    return session


def open_as(open_page: OpenPage, username: str) -> AppTest:
    app = open_page("demo/sign_in.py")
    return app.radio(key="sign_in_persona").set_value(username).run()


def sign_in_as(open_page: OpenPage, username: str) -> AppTest:
    return open_as(open_page, username).button(key="sign_in_send").click().run()


def look_closer(app: AppTest, part: str) -> AppTest:
    """Open one of the parts below the sign-in."""
    return app.segmented_control(key="sign_in_opened").set_value(part).run()


def open_token(app: AppTest, title: str) -> AppTest:
    """Open one of the tokens in the list."""
    return app.segmented_control(key="sign_in_tokens_opened").set_value(title).run()
