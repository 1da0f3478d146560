"""Sign in: through the sign-in API to tokens, with every outcome and challenge shown in place."""

import time
from collections.abc import Callable

import streamlit as st

from pages._ui.calls.decision_card import decision_card
from pages._ui.calls.exchange_card import exchange_card
from pages._ui.calls.kept_calls import keep_call
from pages._ui.page.context import browser_session, lab, renew_session
from pages._ui.page.countdown import countdown
from pages._ui.page.feedback import flash, md, show_error
from pages._ui.page.guards import require_frame, require_stack
from pages._ui.page.page_head import page_head
from pages._ui.sign_in.challenge_forms import challenge_answer
from pages._ui.sign_in.refusal_box import refusal_box
from pages._ui.sign_in.secret_hash import secret_hash_card
from pages._ui.sign_in.sign_in_form import sign_in_form
from pages._ui.tokens.token_card import paste_token_card, token_card
from services.api.sign_in import ChallengeRequired, SignedIn, SignInOutcome, TokenSet
from services.errors import LabError
from services.home.personas import Persona

REFUSED = "sign_in_refused"  # (username, Refused) of the last attempt in this tab
EXCHANGE = "sign_in_exchange"  # id of the last exchange; the session's history holds it
_WHY_OPEN = (
    "You sign in to get a token, so these routes cannot ask for one: the function asks Cognito."
)


def attempt(username: str, send: Callable[[], SignInOutcome]) -> None:
    """Send one request, keep its outcome in this browser's session, and draw the page again.

    A browser that is not signed in gets a new session cookie first: a cookie that somebody else put
    there must not become signed in.
    """
    if browser_session().tokens is None:
        renew_session()
    try:
        with st.spinner("Asking the sign-in API…"):
            outcome = send()
    except LabError as error:
        show_error(error)
        return
    session = browser_session()
    keep_call(outcome.exchange)
    st.session_state[EXCHANGE] = outcome.exchange.id
    st.session_state.pop(REFUSED, None)
    if isinstance(outcome, SignedIn):
        session.tokens, session.challenge = outcome.tokens, None
        session.signed_in_username = outcome.username
    elif isinstance(outcome, ChallengeRequired):
        session.challenge = outcome
    else:
        st.session_state[REFUSED] = (username, outcome)
    st.rerun()


def draw_refusal(username: str, personas: dict[str, Persona]) -> None:
    """Draw the last refusal while the page is about the user who was refused."""
    name, refused = st.session_state.get(REFUSED, ("", None))
    if refused is not None and name == username:
        refusal_box(refused, personas.get(username))


def draw_form(personas: dict[str, Persona]) -> str:
    """Draw the form and return the username it holds."""
    is_local = lab().settings.is_local
    form, below = sign_in_form(list(personas.values()), "sign_in", is_local=is_local)
    with below:
        if form.is_sent:
            attempt(form.username, lambda: lab().sign_in.sign_in(form.username, form.password))
        draw_refusal(form.username, personas)
    return form.username


def draw_challenge(challenge: ChallengeRequired, personas: dict[str, Persona]) -> str:
    """Draw the challenge's form and return the username that answers it."""
    api, name = lab().sign_in, challenge.username
    persona = personas.get(name)
    is_local = lab().settings.is_local
    with st.container(border=True, key="sign_in_challenge"):
        answer = challenge_answer(
            challenge, "sign_in", totp_secret=persona.totp_secret if persona and is_local else ""
        )
        if st.button(
            "Start over", key="sign_in_start_over", type="tertiary", icon=":material/undo:"
        ):
            browser_session().challenge = None
            st.session_state.pop(REFUSED, None)
            st.rerun()
        if answer and challenge.answer_field == "new_password":
            attempt(name, lambda: api.answer_new_password(challenge, answer))
        elif answer:
            attempt(name, lambda: api.answer_mfa_code(challenge, answer))
    draw_refusal(name, personas)
    return name


def draw_signed_in(tokens: TokenSet, username: str, personas: dict[str, Persona]) -> str:
    """Draw who is signed in, what can be done now, and the tokens."""
    with st.container(border=True, key="sign_in_user"):
        with st.container(
            horizontal=True, horizontal_alignment="distribute", vertical_alignment="center"
        ):
            with st.container(width="content", gap="xxsmall"):
                st.header(f"Signed in as {md(username)}", anchor=False)
                countdown(tokens.expires_at, time.time())
            with st.container(horizontal=True, width="content", vertical_alignment="center"):
                st.page_link("pages/demo/call_api.py", label="Call the API", icon=":material/api:")
                is_refreshed = st.button(
                    "Refresh the tokens",
                    key="sign_in_refresh",
                    icon=":material/autorenew:",
                    help="Exchanges the refresh token for a new ID and a new access token.",
                )
                is_signed_out = st.button(
                    "Sign out here", key="sign_in_sign_out", icon=":material/logout:"
                )
        st.caption(
            "Signing out here makes this browser forget the tokens. The tokens themselves stay "
            "valid until they expire: a copy of one can still be used."
        )
    if is_refreshed:
        attempt(username, lambda: lab().sign_in.refresh(username, tokens.refresh_token))
    if is_signed_out:
        browser_session().forget()
        flash("Signed out here. The tokens themselves stay valid until they expire.")
        st.rerun()
    draw_refusal(username, personas)
    if tokens.expires_at <= time.time():
        st.warning(
            "The ID and access token have expired, so the API refuses them. Refresh the tokens.",
            icon=":material/timer_off:",
        )
    token_card(tokens, "sign_in_tokens")
    return username


def draw_last_exchange() -> None:
    wanted = st.session_state.get(EXCHANGE)
    found = next((each for each in browser_session().calls if each.id == wanted), None)
    if found is not None:
        st.header("What was sent and answered", anchor=False)
        decision_card(found, "sign_in_exchange", note=_WHY_OPEN, is_compact=True)
        exchange_card(found, "sign_in_exchange", is_wide=True)


require_frame()
page_head(
    "Sign in",
    "The username and password go to the sign-in API. A function behind it asks Cognito and "
    "answers with three tokens, a challenge or a refusal.",
)
require_stack()

session = browser_session()
by_name = {persona.username: persona for persona in lab().personas()}
if session.tokens is not None:
    shown_username = draw_signed_in(session.tokens, session.signed_in_username, by_name)
elif session.challenge is not None:
    shown_username = draw_challenge(session.challenge, by_name)
else:
    shown_username = draw_form(by_name)
draw_last_exchange()
secret_hash_card(shown_username, lab().outputs.app_client_id)
with st.expander("Decode any token", icon=":material/frame_inspect:"):
    paste_token_card("sign_in_paste")
