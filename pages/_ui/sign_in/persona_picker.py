"""The persona picker: the lab's test users as a list with their state and story."""

import streamlit as st

from pages._ui.page.feedback import md
from pages._ui.users.user_status import DISABLED, status_words
from services.home.personas import Persona, PersonaPool

SOMEONE_ELSE = "Someone else"


def persona_picker(personas: list[Persona], key: str) -> Persona | None:
    """Draw the list and return the chosen persona, None when the user wants to type.

    The choice stands in the URL by its label, so the label is the bare username.
    """
    by_name = {persona.username: persona for persona in personas}
    chosen = st.radio(
        "Who signs in?",
        [*by_name, SOMEONE_ELSE],
        key=key,
        captions=[*map(_caption, personas), "Type any username and password."],
        help="The badges say what Cognito knows of each test user now.",
        bind="query-params",
    )
    return by_name.get(chosen or SOMEONE_ELSE)


def persona_badges(persona: Persona) -> str:
    """Return the persona's state and groups as Markdown badges."""
    words = status_words(persona.status)
    badges = [(words.color, words.label)] if persona.enabled else [("red", DISABLED)]
    if persona.mfa:
        badges.append(("violet", "Authenticator app"))
    if persona.pool is PersonaPool.OTHER:
        badges.append(("gray", "Other user pool"))
    badges += [("gray", group) for group in persona.groups]
    return " ".join(f":{color}-badge[{md(label)}]" for color, label in badges)


def _caption(persona: Persona) -> str:
    return f"{persona_badges(persona)} {md(persona.story)}"
