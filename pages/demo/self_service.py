"""Self-service: what Cognito lets a user do for themself, through the app client."""

from collections.abc import Callable

import streamlit as st

from pages._ui.page.context import browser_session, lab
from pages._ui.page.feedback import md, show_error
from pages._ui.page.guards import require_frame, require_stack
from pages._ui.page.page_head import page_head
from pages._ui.self_service.client_flows import forgot_flow, sign_up_flow
from pages._ui.self_service.inbox_panel import inbox_panel
from pages._ui.self_service.result import draw_result, forget_result
from pages._ui.self_service.token_flows import (
    SignedInUser,
    authenticator_flow,
    change_flow,
    verify_email_flow,
)
from pages._ui.tokens.held_tokens import usable_tokens, why_no_token
from services.errors import LabError
from services.self_service.account import SelfService
from services.users.app_client import AppClient, read_app_client

SIGN_UP, FORGOT, CHANGE = "Sign up", "Forgot password", "Change password"
VERIFY, APP = "Verify e-mail", "Authenticator app"
SAYS = {
    SIGN_UP: "A stranger becomes a user. Cognito sends a code to the address and keeps the user "
    "unconfirmed until it is entered.",
    FORGOT: "The code by e-mail stands for the password that was forgotten. Cognito sends it only "
    "to a verified address.",
    CHANGE: "A signed-in user changes the password with the access token and the old password.",
    VERIFY: "A signed-in user proves to own the address, where an admin entered it or it changed.",
    APP: "The app and Cognito share a key, and both compute six digits from it and the time.",
}
BY_CLIENT: dict[str, Callable[[SelfService], str]] = {SIGN_UP: sign_up_flow, FORGOT: forgot_flow}
BY_TOKEN: dict[str, Callable[[SelfService, SignedInUser], str]] = {
    CHANGE: change_flow,
    VERIFY: verify_email_flow,
    APP: authenticator_flow,
}
TEST_USER = (
    "A test user of the lab: the change stays until Reset on the Overview brings the known state "
    "back."
)


def draw_choice() -> str:
    chosen = st.segmented_control(
        "What the user does",
        list(SAYS),
        key="self_service_flow",
        default=SIGN_UP,
        required=True,
        label_visibility="collapsed",
        on_change=forget_result,
        bind="query-params",
    )
    return chosen or SIGN_UP


def app_client() -> AppClient:
    outputs = lab().outputs
    return read_app_client(lab().aws, outputs.user_pool_id, outputs.app_client_id)


def draw_flow(title: str) -> str:
    """Draw the chosen flow and return the key of its code field, "" where it has none."""
    st.markdown(SAYS[title])
    api = SelfService(lab().aws, app_client)
    if title in BY_CLIENT:
        return BY_CLIENT[title](api)
    tokens = usable_tokens()
    if tokens is None:
        st.markdown(f"This needs an access token. {why_no_token()}")
        st.page_link("pages/demo/sign_in.py", label="Go to Sign in", icon=":material/login:")
        return ""
    user = SignedInUser(
        username=browser_session().signed_in_username, access_token=tokens.access_token
    )
    st.markdown(f"Signed in as **{md(user.username)}**.", help=_note(user.username))
    return BY_TOKEN[title](api, user)


def _note(username: str) -> str | None:
    is_test_user = any(persona.username == username for persona in lab().personas())
    return TEST_USER if is_test_user else None


require_frame()
page_head(
    "Self-service",
    "What Cognito lets users do for themselves. The app client asks Cognito; no authorizer and no "
    "admin takes part.",
    "app client",
)
require_stack()
shown = draw_choice()
with st.container(key="self_service_layout"):
    left, right = st.columns([3, 2], gap="large")
shown_code_field = ""
with left:
    draw_result()
    try:
        shown_code_field = draw_flow(shown)
    except LabError as failure:
        show_error(failure)
with right:
    inbox_panel(shown_code_field)
