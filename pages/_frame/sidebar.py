"""The sidebar below the navigation: which cloud this is, and who is signed in."""

import streamlit as st

from pages._frame.stack_badge import draw_stack_badge
from pages._server.engine_keeper import EngineState, EngineWatch
from pages._server.process import current_process
from pages._ui.page.context import (
    browser_session,
    draw_cookie_to_fetch,
    is_left_behind,
    session_word,
)
from pages._ui.page.feedback import flash, md
from pages._ui.page.templates import render
from pages._ui.presenting.put_back import draw_put_back_button


def draw_sidebar() -> None:
    """Draw the cloud badge and the signed-in user."""
    with st.sidebar, st.container(key="frame_sidebar", gap="small"):
        _cloud_badge()
        draw_stack_badge()
        _signed_in_user()
        _renewed_session()
        _tools()


def _cloud_badge() -> None:
    process = current_process()
    if process.engine is None:
        account = process.account or "looking up the account"
        st.badge("AWS", icon=":material/cloud:", color="orange")
        st.caption(f"{md(account)} · {md(process.settings.region)} · {md(process.settings.stack)}")
        return
    _engine_badge(process.engine)
    st.caption(f"No AWS account · stack {md(process.settings.stack)}")


def _engine_badge(engine: EngineWatch) -> None:
    if engine.state is EngineState.RUNNING:
        st.badge("Local engine", icon=":material/check_circle:", color="green")
    elif engine.state is EngineState.STARTING:
        st.badge("Local engine starting", icon=":material/hourglass_top:", color="orange")
    elif engine.state is EngineState.SILENT:
        st.badge("Local engine does not answer", icon=":material/hearing_disabled:", color="red")
    else:
        st.badge("Local engine stopped", icon=":material/error:", color="red")


def _signed_in_user() -> None:
    session = browser_session()
    if not session.signed_in_username:
        return
    with st.container(horizontal=True, vertical_alignment="center", key="frame_user"):
        st.markdown(f":material/person: {md(session.signed_in_username)}")
        if st.button("Sign out", key="frame_sign_out", type="tertiary"):
            session.forget()
            flash("Signed out here. The tokens themselves stay valid until they expire.")
            st.rerun()


def _tools() -> None:
    """Draw for the own script: state and session that this run shows, and what looks again."""
    state = current_process().state.look()
    st.html(render("page/frame_tools.html.j2", state=state, session=session_word()))
    st.button("Look again", key="frame_look")
    draw_put_back_button()


def _renewed_session() -> None:
    """Let the browser fetch the cookie of a session renewed here; tell a tab that lost its own."""
    draw_cookie_to_fetch()
    if is_left_behind():
        st.caption(
            "This browser has signed in again since, in another tab. Reload this page to see it "
            "here. If nobody is signed in then, the sign-in was lost on the way: sign in again."
        )
