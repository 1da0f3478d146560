"""What a page works with: the Lab, this browser's session, the background jobs."""

from typing import TYPE_CHECKING

import streamlit as st

from pages._server.jobs import JobRegistry
from pages._server.middleware import cookie_name
from pages._server.process import LabProcess, current_process
from pages._server.session_store import BrowserSession
from services.settings import Settings

if TYPE_CHECKING:
    from services.lab import Lab

_TAB_SESSION = "_browser_session"


def process() -> LabProcess:
    """Return what all browser sessions of this server share."""
    return current_process()


def settings() -> Settings:
    return current_process().settings


def lab() -> "Lab":
    """Return the Lab of this server; raises EngineError while the local engine is not running."""
    return current_process().lab()


def jobs() -> JobRegistry:
    return current_process().jobs


def browser_session() -> BrowserSession:
    """Return this browser's session from the server-side store.

    A connection without a cookie of ours (a test, a browser that refuses cookies) gets a session
    that lives as long as its tab.
    """
    name = cookie_name(str(st.context.headers.get("Host")))
    session = current_process().sessions.open(str(st.context.cookies.get(name)))
    if session is not None:
        return session
    own: BrowserSession = st.session_state.setdefault(_TAB_SESSION, BrowserSession())
    return own
