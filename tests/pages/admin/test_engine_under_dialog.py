"""A dialog that is sent while the engine starts again: what was typed stays, and is sent later."""

import pytest
from streamlit.testing.v1 import AppTest

from infra_scripts.local_engine.process import RunningEngine
from pages._server.engine_keeper import EngineState
from pages._server.process import LabProcess
from services.users.directory import Directory
from services.users.new_user import NewUser
from tests.pages._ui.rendered import told
from tests.pages.admin.scratch_users import PASSWORD
from tests.pages.fixed_engine import FixedEngine

pytestmark = pytest.mark.engine
NAME = "scratch-dialog"


def creation() -> None:
    from pages._ui.users.create.create_dialog import draw_create_dialog, is_creating

    if is_creating():
        draw_create_dialog()


def disabling() -> None:
    import streamlit as st

    from pages._ui.page.context import lab
    from pages._ui.users.acts.asked_change import draw_asked_change
    from pages._ui.users.acts.user_actions import move_buttons
    from services.users.user_moves import MoveId

    if "user" not in st.session_state:
        st.session_state["user"] = lab().directory.get("scratch-dialog")
    move_buttons(st.session_state["user"], (MoveId.DISABLE,))
    draw_asked_change()


def test_a_form_stays_and_creates_the_user_when_the_engine_is_back(
    lab_process: LabProcess, directory: Directory, engine: RunningEngine
) -> None:
    app = AppTest.from_function(creation, default_timeout=60)
    app.session_state["admin_users_creating"] = True
    app.run()
    app.text_input(key="admin_users_username").set_value(NAME).run()
    app.text_input(key="admin_users_password").set_value(PASSWORD).run()
    lab_process.engine = FixedEngine(state=EngineState.STARTING)
    app.button(key="admin_users_create_send").click().run()
    assert "press the button again" in told(app)
    assert app.text_input(key="admin_users_username").value == NAME
    assert app.text_input(key="admin_users_password").value == PASSWORD
    lab_process.engine = FixedEngine(endpoint_url=engine.endpoint_url)
    app.button(key="admin_users_create_send").click().run()
    assert directory.get(NAME).status.value == "CONFIRMED"


def test_a_reason_stays_and_the_change_is_made_when_the_engine_is_back(
    lab_process: LabProcess, directory: Directory, engine: RunningEngine
) -> None:
    directory.create(NewUser(username=NAME, password=PASSWORD))
    app = AppTest.from_function(disabling, default_timeout=60).run()
    app.button(key="admin_users_move_disable").click().run()
    app.text_input(key="admin_users_move_reason").set_value("ticket 12").run()
    lab_process.engine = FixedEngine(state=EngineState.STARTING)
    app.button(key="admin_users_move_send").click().run()
    assert "press the button again" in told(app)
    assert app.text_input(key="admin_users_move_reason").value == "ticket 12"
    assert directory.get(NAME).enabled
    lab_process.engine = FixedEngine(endpoint_url=engine.endpoint_url)
    app.button(key="admin_users_move_send").click().run()
    assert not directory.get(NAME).enabled
