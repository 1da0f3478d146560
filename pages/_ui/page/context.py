"""What a page works with: the Lab, this browser's session, the background jobs."""

import time
from typing import TYPE_CHECKING

import streamlit as st

from pages._server.jobs import JobRegistry
from pages._server.own_routes.sign_in_mark import mark_name
from pages._server.process import LabProcess, current_process
from pages._server.session_cookies import cookie_name
from pages._server.session_renewal import renewal_address
from pages._server.session_store import BrowserSession, Renewal
from pages._ui.page.templates import render
from services.settings import Settings

if TYPE_CHECKING:
    from services.lab import Lab

_COOKIE_SECONDS, _LOOK_SECONDS = 1.0, 0.02
_TAB_SESSION, _RENEWAL = "_browser_session", "_session_renewal"


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
    session = current_process().sessions.open(_cookie())
    if session is not None:
        return session
    own: BrowserSession = st.session_state.setdefault(_TAB_SESSION, BrowserSession())
    return own


def renew_session() -> None:
    """Give this browser's session a new cookie; call it before a password is sent.

    This tab goes on with the session at once. The browser fetches the cookie while the page works
    on, and the frame offers it again until it has.
    """
    renewal = current_process().sessions.renew(_cookie())
    if renewal is not None:
        st.session_state[_RENEWAL] = renewal
        draw_cookie_to_fetch()


def draw_cookie_to_fetch() -> None:
    """Let the browser fetch the cookie of a renewed session that it does not have yet."""
    if address := _cookie_to_fetch():
        st.html(render("page/fetch_cookie.html.j2", address=address))


def wait_for_cookie() -> None:
    """Wait a moment for the browser to have its new cookie, before it is told that it signed in.

    A reader who leaves the page without it would be signed out again.
    """
    deadline = time.monotonic() + _COOKIE_SECONDS
    while _cookie_to_fetch() and time.monotonic() < deadline:
        time.sleep(_LOOK_SECONDS)


def _cookie_to_fetch() -> str:
    """Return the address at which the browser still has to fetch its new cookie, or ""."""
    renewal: Renewal | None = st.session_state.get(_RENEWAL)
    if renewal is None or not current_process().sessions.is_waiting(renewal):
        return ""
    return renewal_address(renewal.ticket)


def is_left_behind() -> bool:
    """Tell whether this browser's session moved to another cookie since this tab was loaded."""
    return current_process().sessions.was_left_behind(_cookie())


def has_session_ended() -> bool:
    """Tell whether this browser was signed in and its session was forgotten since."""
    return current_process().sessions.has_ended(_cookie())


def is_sign_in_lost() -> bool:
    """Tell whether this browser was signed in when another process served this address."""
    name = mark_name(str(st.context.headers.get("Host")))
    mark = str(st.context.cookies.get(name, ""))
    if mark in {"", current_process().sessions.cookies.process} or _RENEWAL in st.session_state:
        return False
    return browser_session().tokens is None and not is_left_behind()


def session_word() -> str:
    """Return what tells the own script whose sign-in this run shows."""
    return current_process().sessions.word(_cookie())


def _cookie() -> str:
    """Return the cookie this tab works with: a renewed one, else that of its websocket."""
    renewal: Renewal | None = st.session_state.get(_RENEWAL)
    if renewal is not None:
        return renewal.cookie
    name = cookie_name(str(st.context.headers.get("Host")))
    return str(st.context.cookies.get(name))
