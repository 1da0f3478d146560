"""The record as Cognito has it, as JSON."""

import streamlit as st

from pages._ui.page.context import lab
from pages._ui.page.feedback import show_error
from pages._ui.page.visible import visible
from services.errors import LabError
from services.users.one_user.raw_record import read_record


def draw_record(username: str) -> None:
    try:
        record = read_record(lab().aws, lab().directory.user_pool_id, username)
    except LabError as error:
        show_error(error)
        return
    st.caption("The answer of AdminGetUser. It names no groups: those have a call of their own.")
    st.code(visible(record), language="json", wrap_lines=True)
