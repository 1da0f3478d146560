"""MFA of the chosen user, what Cognito can and cannot do about it, devices and linked providers."""

from collections.abc import Callable
from functools import partial

import streamlit as st

from pages._ui.page.context import lab
from pages._ui.page.facts_table import Fact, facts_table
from pages._ui.page.feedback import show_error
from pages._ui.users.acts.asked_change import AskedChange, ask
from pages._ui.users.acts.change_user import change_user
from pages._ui.users.acts.greyed_reasons import greyed_reasons
from pages._ui.users.acts.protected_user import why_protected
from pages._ui.users.card.sign_in_list import draw_records
from services.errors import LabError
from services.users.changes.change import Change
from services.users.directory import UserSummary
from services.users.one_user.mfa import (
    MfaFactor,
    UserMfa,
    change_of_mfa_off,
    change_of_preference,
    read_mfa,
    why_not_preferred,
)
from services.users.one_user.sign_in_records import linked_providers, read_devices

_WORDS = {
    MfaFactor.APP: "authenticator app",
    MfaFactor.SMS: "code by SMS",
    MfaFactor.EMAIL: "code by e-mail",
}
_MODES = {
    "OFF": "The user pool has no MFA: no sign-in asks for a second factor.",
    "OPTIONAL": "The user pool offers MFA: it is asked for where a factor is on.",
    "ON": "The user pool requires MFA: who has no factor sets one up at the next sign-in.",
}
_LIMITS = (
    "An administrator can turn factors on and off and prefer one. Cognito has no operation by "
    "which an administrator sees, makes or removes the key in an authenticator app: when it is "
    "lost, turn MFA off, and the user sets up a new app after the next sign-in."
)
_NONE_ON = "No factor is on for this user."
_TOKENS = "Tokens already issued stay as they are until they expire."


def draw_mfa(user: UserSummary) -> None:
    pool_id = lab().directory.user_pool_id
    try:
        mfa = read_mfa(lab().aws, pool_id, user.username)
    except LabError as error:
        show_error(error)
        return
    _draw_state(mfa)
    _draw_buttons(user, mfa)
    st.caption(_LIMITS)
    st.page_link(
        "pages/demo/self_service.py",
        label="Where a user sets up an authenticator app",
        icon=":material/how_to_reg:",
    )
    _draw_providers(user)
    st.markdown("**Remembered devices**")
    draw_records(lambda: read_devices(lab().aws, pool_id, user.username), "No device.")


def _draw_state(mfa: UserMfa) -> None:
    facts_table(
        (
            Fact(title="User pool", value=_MODES.get(mfa.pool_mode, mfa.pool_mode)),
            Fact(title="The pool offers", value=_named(mfa.offered)),
            Fact(title="On for this user", value=_named(mfa.active)),
            Fact(title="Preferred", value=_named((mfa.preferred,) if mfa.preferred else ())),
        )
    )


def _named(factors: tuple[MfaFactor, ...]) -> str:
    return ", ".join(_WORDS[each] for each in factors) or "none"


def _draw_buttons(user: UserSummary, mfa: UserMfa) -> None:
    refusals = {}
    with st.container(horizontal=True):
        for factor in mfa.offered:
            change = partial(change_of_preference, factor=factor)
            drawn = partial(change, mfa=mfa)
            refusal = why_not_preferred(user, mfa, factor) or why_protected(user, drawn)
            refusals[f"Prefer the {_WORDS[factor]}"] = refusal
            if st.button(
                f"Prefer the {_WORDS[factor]}",
                key=f"admin_users_prefer_{factor.value}",
                disabled=bool(refusal),
                help=refusal or _TOKENS,
            ) and change_user(user.username, partial(_of_now, change)):
                st.rerun()
        stays = why_protected(user, partial(change_of_mfa_off, mfa=mfa)) if mfa.active else _NONE_ON
        st.button(
            "Turn MFA off",
            key="admin_users_mfa_off",
            disabled=bool(stays),
            help=stays or None,
            on_click=_ask_to_turn_off,
            args=(user,),
        )
    greyed_reasons({**refusals, "Turn MFA off": stays})


def _of_now(change: Callable[[UserSummary, UserMfa], Change], user: UserSummary) -> Change:
    """Return the change of what is on in Cognito now: the card may be old by then."""
    return change(user, read_mfa(lab().aws, lab().directory.user_pool_id, user.username))


def _ask_to_turn_off(user: UserSummary) -> None:
    ask(
        AskedChange(
            key="admin_users_mfa",
            username=user.username,
            label="Turn MFA off",
            operation="AdminSetUserMFAPreference",
            draw=lambda: st.markdown(f"{_LIMITS} {_TOKENS}"),
            build=partial(_of_now, change_of_mfa_off),
            is_destructive=True,
        )
    )


def _draw_providers(user: UserSummary) -> None:
    st.markdown("**Linked identity providers**")
    linked = linked_providers(user)
    if not linked:
        st.caption("None: this user signs in with the pool's own password.")
        return
    facts_table(Fact(title=each.name, tag=each.kind, value=each.user_id) for each in linked)
