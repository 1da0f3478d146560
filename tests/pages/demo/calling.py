"""The steps that the stories of the page Call the API share, and what they read from it."""

import html
import re

from streamlit.testing.v1 import AppTest

from pages._server.process import LabProcess
from pages._server.session_store import BrowserSession
from services.api.sign_in import SignedIn, TokenSet
from tests.pages.conftest import OpenPage


def tokens_of(process: LabProcess, username: str) -> TokenSet:
    persona = next(each for each in process.lab().personas() if each.username == username)
    outcome = process.lab().sign_in.sign_in(username, persona.password)
    assert isinstance(outcome, SignedIn)
    return outcome.tokens


def open_signed_in(
    process: LabProcess, open_page: OpenPage, username: str, **query: str
) -> AppTest:
    app = open_page("demo/call_api.py", **query)
    session = BrowserSession(tokens=tokens_of(process, username), signed_in_username=username)
    app.session_state["_browser_session"] = session
    return app.run()


def call(app: AppTest, path: str, send: str) -> AppTest:
    app.selectbox(key="call_api_route").set_value(path)
    app.segmented_control(key="call_api_send").set_value(send).run()
    return app.button(key="call_api_call").click().run()


def call_with_text(app: AppTest, text: str) -> AppTest:
    app.segmented_control(key="call_api_send").set_value("Free text").run()
    app.text_input(key="call_api_text").set_value(text)
    return app.button(key="call_api_call").click().run()


def look_at(app: AppTest, part: str, which: str = "") -> AppTest:
    app.segmented_control(key="call_api_part").set_value(part).run()
    if which:
        app.segmented_control(key="call_api_which").set_value(which).run()
    return app


def cards(app: AppTest) -> str:
    """Return the HTML of the answers, the first thing after the choices; "" before a call."""
    blocks = [block.proto.body for block in app.get("html")]
    return next((body for body in blocks if "lab-cards" in body), "")


def statuses(app: AppTest) -> list[str]:
    """Return the status of each answer, left to right."""
    found = re.findall(
        r'<b class="lab-ending [a-z-]+"><span[^>]*>.&nbsp;</span>(.*?)</b>', cards(app)
    )
    return [html.unescape(each) for each in found]


def endings(app: AppTest) -> list[str]:
    return re.findall(r'<div class="card ([a-z -]+)">', cards(app))
