"""Sign in: through the sign-in API to tokens, with every outcome and challenge shown in place."""

import time
from collections.abc import Callable

import streamlit as st

from pages._ui.calls.kept_calls import keep_call
from pages._ui.page.context import browser_session, lab, renew_session, wait_for_cookie
from pages._ui.page.feedback import show_error
from pages._ui.page.guards import require_frame, require_stack
from pages._ui.page.page_head import page_head
from pages._ui.sign_in.challenge_forms import challenge_answer
from pages._ui.sign_in.look_closer import EXCHANGE, WHY, look_closer
from pages._ui.sign_in.personas_now import personas_now
from pages._ui.sign_in.refusal_box import refusal_box
from pages._ui.sign_in.sign_in_form import sign_in_form
from pages._ui.sign_in.signed_in_card import signed_in_card
from pages._ui.sign_in.why_answered import why_facts
from pages._ui.tokens.held_tokens import FOREIGN, usable_tokens
from pages._ui.tokens.token_card import token_card
from services.api.sign_in import ChallengeRequired, SignedIn, SignInOutcome, TokenSet
from services.errors import LabError
from services.home.personas import Persona
from services.traffic.redaction import fingerprint

REFUSED = "sign_in_refused"  # (username, Refused) of the last attempt in this tab
_REFUSED_INPUT = "_sign_in_refused_input"  # (id of that attempt, fingerprint of what was refused)
_ANSWER_FIELDS = {"new_password": "sign_in_new_password", "mfa_code": "sign_in_code"}
FAILED = "sign_in_failed"  # (username, error, when) of a last attempt without an answer


def attempt(username: str, send: Callable[[], SignInOutcome], persona: Persona | None) -> None:
    """Send one request, keep its outcome in this browser's session, and draw the page again.

    A browser that is not signed in gets a new session cookie first: a cookie that somebody else put
    there must not become signed in.
    """
    if usable_tokens() is None:
        renew_session()
    sent_at = time.time()
    st.session_state.pop(FAILED, None)
    st.session_state.pop(REFUSED, None)
    try:
        with st.spinner("Asking the sign-in API…"):
            outcome = send()
            wait_for_cookie()
    except LabError as error:
        st.session_state[FAILED] = (username, error, sent_at)
        return
    keep_call(outcome.exchange)
    st.session_state[EXCHANGE] = outcome.exchange.id
    st.session_state[WHY] = why_facts(outcome, persona)
    session = browser_session()
    if isinstance(outcome, SignedIn):
        session.tokens, session.challenge = outcome.tokens, None
        session.signed_in_username = outcome.username
    elif isinstance(outcome, ChallengeRequired):
        session.challenge = outcome
    else:
        st.session_state[REFUSED] = (username, outcome)
    st.rerun()


def draw_refusal(username: str, personas: dict[str, Persona]) -> None:
    """Draw the last refusal while the page is about that user."""
    name, refused = st.session_state.get(REFUSED, ("", None))
    if refused is not None and name == username:
        refusal_box(refused, personas.get(username))


def draw_failure(username: str) -> None:
    """Draw why this user's last attempt has no answer."""
    name, error, sent_at = st.session_state.get(FAILED, ("", None, 0.0))
    if error is not None and name == username:
        show_error(error, at=sent_at)


def draw_form(personas: dict[str, Persona]) -> str:
    """Draw the form and return the username it holds."""
    is_new = "sign_in_username" not in st.session_state
    now = personas_now(list(personas.values()), lab().directory, anew=is_new)
    form, answer = sign_in_form(now, "sign_in", is_local=lab().settings.is_local)
    name = form.username
    with answer:
        if form.is_sent:
            attempt(name, lambda: lab().sign_in.sign_in(name, form.password), personas.get(name))
        draw_failure(name)
        draw_refusal(name, personas)
    return name


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
            st.session_state.pop(FAILED, None)
            st.rerun()
        if answer and challenge.answer_field == "new_password":
            attempt(name, lambda: api.answer_new_password(challenge, answer), persona)
        elif answer:
            attempt(name, lambda: api.answer_mfa_code(challenge, answer), persona)
    draw_failure(name)
    if is_about_what_is_typed(_ANSWER_FIELDS.get(challenge.answer_field, "")):
        draw_refusal(name, personas)
    return name


def is_about_what_is_typed(field: str) -> bool:
    """Tell whether the field still holds what was refused; it does when a refusal is new."""
    _, refused = st.session_state.get(REFUSED, ("", None))
    attempted = refused.exchange.id if refused else ""
    typed = fingerprint(st.session_state.get(field) or "")
    known, refused_input = st.session_state.get(_REFUSED_INPUT, ("", ""))
    if known != attempted:
        st.session_state[_REFUSED_INPUT] = (attempted, typed)
        return True
    return bool(refused_input == typed)


def draw_signed_in(tokens: TokenSet, username: str, personas: dict[str, Persona]) -> str:
    """Draw who is signed in, what can be done now, and the tokens."""
    now = time.time()
    if signed_in_card(tokens, username, now):
        attempt(
            username,
            lambda: lab().sign_in.refresh(username, tokens.refresh_token),
            personas.get(username),
        )
    draw_failure(username)
    draw_refusal(username, personas)
    token_card(tokens, "sign_in_tokens", now)
    return username


require_frame()
page_head(
    "Sign in",
    "The username and password go to the sign-in API. A function behind it asks Cognito and "
    "answers with three tokens, a challenge or a refusal.",
    "sign-in API",
    "Cognito",
    "challenge",
)
require_stack()

session = browser_session()
by_name = {persona.username: persona for persona in lab().personas()}
if tokens := usable_tokens():
    shown_username = draw_signed_in(tokens, session.signed_in_username, by_name)
elif session.challenge is not None:
    shown_username = draw_challenge(session.challenge, by_name)
else:
    if session.tokens is not None:
        st.warning(f"{FOREIGN} Sign in again.", icon=":material/link_off:")
    shown_username = draw_form(by_name)
look_closer(shown_username, "sign_in")
