"""The test users as Cognito describes them now, not as the last Reset left them."""

import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from functools import partial

import streamlit as st

from services.errors import AwsError, UserNotFound
from services.home.personas import Persona, PersonaPool
from services.users.directory import Directory, UserStatus

_READ = "_sign_in_personas_now"  # (when, the personas as read)
_KEPT_SECONDS = 10
_READERS = 4
_NEW_PASSWORD_SET = {UserStatus.FORCE_CHANGE_PASSWORD, UserStatus.RESET_REQUIRED}


def personas_now(personas: list[Persona], directory: Directory, *, anew: bool) -> list[Persona]:
    """Return the personas in their present state, read again with `anew` and after 10 seconds.

    One that cannot be read stays as it was seeded.
    """
    read_at, read = st.session_state.get(_READ, (0.0, []))
    now = time.monotonic()
    if anew or len(read) != len(personas) or now - read_at > _KEPT_SECONDS:
        with ThreadPoolExecutor(_READERS) as readers:
            read = list(readers.map(partial(persona_now, directory), personas))
        st.session_state[_READ] = (now, read)
    return list(read)


def persona_now(directory: Directory, persona: Persona) -> Persona:
    """Return the persona as Cognito knows the user, without a password that no longer counts."""
    if persona.pool is PersonaPool.OTHER:
        return persona
    try:
        user = directory.get(persona.username)
    except UserNotFound:
        return replace(persona, story=f"{persona.story} Deleted since the last Reset.", password="")
    except AwsError:
        return persona
    if (user.status, user.enabled) == (persona.status, persona.enabled):
        return persona
    return replace(
        persona,
        status=user.status.value,
        enabled=user.enabled,
        story=f"{persona.story} Changed since the last Reset.",
        password=persona.password if _still_counts(persona.status, user.status) else "",
    )


def _still_counts(before: str, now: UserStatus) -> bool:
    """Tell whether the password can be the same: a temporary one is replaced, or is a new one."""
    if before == now:
        return True
    is_replaced = before in _NEW_PASSWORD_SET and now is UserStatus.CONFIRMED
    return not is_replaced and now is not UserStatus.FORCE_CHANGE_PASSWORD
