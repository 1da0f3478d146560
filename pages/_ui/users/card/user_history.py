"""What happened to the chosen user: the changes made here, and the sign-ins that Cognito kept."""

import streamlit as st

from pages._ui.page.context import lab
from pages._ui.users.card.sign_in_list import draw_records
from pages._ui.users.timeline import draw_timeline
from services.users.one_user.sign_in_records import read_events


def draw_history(username: str) -> None:
    st.markdown("**Changes made here**")
    draw_timeline(username)
    st.markdown("**Sign-ins, as Cognito kept them**")
    pool_id = lab().directory.user_pool_id
    draw_records(lambda: read_events(lab().aws, pool_id, username), "No event yet.")
