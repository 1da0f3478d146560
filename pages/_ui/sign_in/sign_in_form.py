"""The sign-in form: personas beside a username and a password; sends nothing itself."""

from dataclasses import dataclass, field

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from pages._ui.page.feedback import md
from pages._ui.page.script_marks import first_field
from pages._ui.sign_in.persona_picker import persona_picker
from services.home.personas import Persona

_FILLED_FOR = "_sign_in_filled_for"
_NEVER = "\n"  # no username: a form that was not filled yet differs from every choice


@dataclass(frozen=True, slots=True, kw_only=True)
class SignInForm:
    """What the form holds; `is_sent` when the button was pressed on this run."""

    username: str
    password: str = field(repr=False)
    is_sent: bool


def sign_in_form(
    personas: list[Persona], key: str, *, is_local: bool
) -> tuple[SignInForm, DeltaGenerator]:
    """Draw the picker and the form; the local engine's personas fill in their password.

    Also returns the place above both, where the answer belongs.
    """
    answer = st.container()
    with st.container(key=f"{key}_layout"):
        left, right = st.columns([5, 9], gap="large")  # on a phone the form comes first
    with right:
        persona = persona_picker(personas, f"{key}_persona")
    _fill(persona, key, is_local=is_local)
    with left.form(f"{key}_form"):
        first_field(f"{key}_username")
        username = st.text_input("Username", key=f"{key}_username", autocomplete="off")
        password = st.text_input(
            "Password",
            key=f"{key}_password",
            type="password",
            autocomplete="off",
            help="The eye shows the password." if is_local else None,
        )
        is_sent = st.form_submit_button(
            "Sign in", key=f"{key}_send", type="primary", icon=":material/login:", width="stretch"
        )
        st.caption(_about_password(persona, is_local=is_local))
    held = SignInForm(username=username or "", password=password or "", is_sent=is_sent)
    return held, answer


def _fill(persona: Persona | None, key: str, *, is_local: bool) -> None:
    """Put the chosen persona into the form when the choice changes, before it is drawn."""
    name = persona.username if persona else ""
    is_drawn = f"{key}_username" in st.session_state
    if is_drawn and st.session_state.get(_FILLED_FOR, _NEVER) == name:
        return
    st.session_state[_FILLED_FOR] = name
    st.session_state[f"{key}_username"] = name
    st.session_state[f"{key}_password"] = persona.password if persona and is_local else ""


def _about_password(persona: Persona | None, *, is_local: bool) -> str:
    if persona is None:
        return "The request goes to POST /user\\-sign\\-in of the stack."
    if is_local and not persona.password:
        return (
            f"The lab does not know the present password of {md(persona.username)}: type it. Reset "
            "on the Overview puts the first one back."
        )
    if is_local:
        return (
            f"Filled in for {md(persona.username)}. These test users exist on the local engine "
            "only, so the lab knows their passwords."
        )
    return "On AWS the lab never shows a password: type it."
